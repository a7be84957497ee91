// Where somebody is with the keyboard survives what is swapped: the same button when it comes back, else what follows the row that went.
{
  const focusable = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary";
  const isLost = () => !document.activeElement || document.activeElement === document.body;
  const reach = (row) => row?.querySelector(focusable) ?? (row?.matches(focusable) ? row : undefined);
  let place;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target } = event.detail;
    const focused = document.activeElement;
    place = undefined;
    if (!target?.contains(focused)) return;
    const row = focused.closest("li, tr, [data-row]");
    const rows = row ? [...row.parentElement.children] : [];
    const at = rows.indexOf(row);
    // First the button itself, then the rows after its own, then those before, the nearest first.
    const around = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0)).reverse()];
    place = { target: target.id, ids: [focused.id, ...around.map((other) => other.id)].filter(Boolean) };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!place || !isLost()) return;
    const { target, ids } = place;
    place = undefined;
    const found = ids.map((id) => document.getElementById(id)).find((element) => element && reach(element));
    const whole = document.getElementById(target);
    (reach(found) ?? whole?.querySelector("h1, h2, h3") ?? whole)?.focus();
    if (!isLost() || !whole) return;
    whole.tabIndex = -1;
    whole.focus({ preventScroll: true });
  });
  // A notice over the page goes when somebody goes on.
  const notice = document.getElementById("notice");
  const isOver = () => [...(notice?.children ?? [])].some((told) => getComputedStyle(told).position === "fixed");
  const dismiss = () => isOver() && notice.replaceChildren();
  document.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
  document.addEventListener("pointerdown", (event) => event.target.closest?.("#notice") || dismiss());
}
