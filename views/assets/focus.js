// Where somebody is with the keyboard survives what is swapped: the same button when it comes back, else what it stood in, else what
// follows the row that went. It is never another button beside it, which the same key would press.
{
  const focusable = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary";
  // What lies in a folded form has the focus for a moment longer than anybody sees it.
  const isSeen = (element) => element.checkVisibility?.() ?? true;
  const isLost = () => {
    const focused = document.activeElement;
    return !focused || focused === document.body || !isSeen(focused);
  };
  const byId = (id) => document.getElementById(id);
  const reach = (row) => row?.querySelector(focusable) ?? (row?.matches(focusable) ? row : undefined);
  // What has gone into a folded form is where the form is unfolded.
  const shown = (element) => {
    const folded = element?.closest("details:not([open])");
    const found = folded ? folded.querySelector("summary") : element;
    return found && isSeen(found) ? found : undefined;
  };
  const standsFor = (element, row) => {
    if (element?.matches("details")) return shown(element.querySelector("summary"));
    const takesIt = element?.matches(`${focusable}, [tabindex]`) || (element && element.id === row);
    return takesIt ? shown(element) : undefined;
  };
  const give = (element, options) => {
    if (!element.matches(`${focusable}, [tabindex]`)) element.tabIndex = -1;
    element.focus(options);
  };

  // A button may be locked while its request is on its way, and has no focus any more when the answer comes.
  const asked = new WeakMap();
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.requestConfig.verb !== "get") asked.set(detail.xhr, document.activeElement);
  });

  // It is remembered until it was needed, whatever else is swapped between.
  let place;
  document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr, shouldSwap } }) => {
    const isNowhere = !document.activeElement || document.activeElement === document.body;
    const focused = isNowhere ? asked.get(xhr) : document.activeElement;
    if (!shouldSwap || !target?.contains(focused)) return;
    const around = [];
    for (let one = focused; one && one !== target; one = one.parentElement) around.push(one);
    const row = focused.closest("li, tr, [data-row]");
    const isWithin = target.contains(row);
    const rows = isWithin ? [...row.parentElement.children] : [];
    const at = rows.indexOf(row);
    const own = around.includes(row) ? around.indexOf(row) + 1 : around.length;
    const ids = (elements) => elements.map((element) => element.id).filter(Boolean);
    place = {
      target: target.id,
      isRefused: xhr.status >= 400,
      row: isWithin ? row.id : undefined,
      inside: ids(around.slice(0, own)),
      // The rows after its own, then those before, the nearest first.
      beside: ids([...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0)).reverse()]),
      outside: ids(around.slice(own)),
    };
  });
  const first = (all, find) => {
    for (const one of all) {
      const found = find(one);
      if (found) return found;
    }
    return undefined;
  };
  document.addEventListener("htmx:afterSettle", () => {
    if (!place) return;
    const { target, isRefused, row, inside, beside, outside } = place;
    place = undefined;
    const whole = byId(target);
    if (!isLost() && !(isRefused && whole?.contains(document.activeElement))) return;
    const wrong = isRefused ? shown(whole?.querySelector("[aria-invalid=true]")) : undefined;
    if (!wrong && !isLost()) return;
    const found =
      wrong ??
      first(inside, (id) => standsFor(byId(id), row)) ??
      first(beside, (id) => shown(reach(byId(id)))) ??
      first(outside, (id) => standsFor(byId(id)));
    if (found) return give(found);
    const meant = byId(whole?.dataset.focus) ?? (whole?.matches("[tabindex]") ? whole : whole?.querySelector("h1, h2, h3"));
    if (meant ?? whole) give(meant ?? whole, { preventScroll: true });
  });

  // A page that comes back with something to correct begins there.
  shown(document.querySelector("[aria-invalid=true]"))?.focus();

  // A notice over the page goes when somebody goes on.
  const notice = document.getElementById("notice");
  const isOver = () => [...(notice?.children ?? [])].some((told) => getComputedStyle(told).position === "fixed");
  const dismiss = () => isOver() && notice.replaceChildren();
  document.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
  document.addEventListener("pointerdown", (event) => event.target.closest?.("#notice") || dismiss());
}
