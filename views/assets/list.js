// The ticket list: what is shown does not move under somebody's eyes or hand. While the reader has scrolled,
// selects, points or types there, rows change where they are, and new ones are announced.
if (document.getElementById("tickets") && window.Idiomorph) {
  const list = () => document.getElementById("tickets");
  const boxes = () => [...document.querySelectorAll(".ticket-select")];
  const selected = () => boxes().filter((box) => box.checked).length;
  const news = document.getElementById("news");
  const show = news.querySelector("button");
  let later;

  // What was announced comes when it is asked for.
  const isBusy = () =>
    !news.hidden || scrollY > 80 || selected() > 0 || list().matches(":hover") || list().contains(document.activeElement);

  // A morph takes the new page's word for what is ticked; the reader knows better.
  const usual = Idiomorph.defaults.callbacks.beforeNodeMorphed;
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (shown, fresh) =>
    usual(shown, fresh) !== false && !shown.classList?.contains("ticket-select");

  const forget = () => {
    later = undefined;
    news.hidden = true;
  };
  const bringIn = () => {
    if (!later) return;
    const fresh = later;
    forget();
    Idiomorph.morph(list(), fresh);
    htmx.process(list());
    count();
  };
  const hold = (answer) => {
    const kept = list().querySelector(".ticket-row:is(:hover, :focus-within, :has(:checked))") ?? list();
    const before = kept.getBoundingClientRect().top;
    const page = new DOMParser().parseFromString(answer, "text/html");
    later = page.getElementById("tickets");
    const views = document.getElementById("ticket-views");
    const freshViews = page.getElementById("ticket-views");
    if (views && freshViews) {
      freshViews.removeAttribute("data-hx-swap-oob");
      Idiomorph.morph(views, freshViews);
    }
    for (const row of list().querySelectorAll(".ticket-row")) {
      const fresh = later.querySelector(`#${row.id}`);
      row.classList.toggle("gone", !fresh);
      row.querySelector(".gone-mark")?.remove();
      if (!fresh) {
        const mark = document.createElement("span");
        mark.className = "mark gone-mark";
        mark.textContent = show.dataset.gone;
        row.querySelector(".ticket-waiting").append(mark);
      }
      if (fresh && !row.contains(document.activeElement)) Idiomorph.morph(row, fresh.cloneNode(true));
    }
    htmx.process(list());
    const added = [...later.querySelectorAll(".ticket-row")].filter((row) => !document.getElementById(row.id));
    news.hidden = added.length === 0;
    show.textContent = added.length === 1 ? show.dataset.one : show.dataset.news.replace("%", added.length);
    scrollBy(0, kept.getBoundingClientRect().top - before);
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig, serverResponse } = event.detail;
    if (target?.id !== "tickets") return;
    if (requestConfig.verb !== "get" || !isBusy()) return forget();
    event.detail.shouldSwap = false;
    hold(serverResponse);
  });
  show.addEventListener("click", () => {
    bringIn();
    scrollTo(0, 0);
    document.querySelector(".ticket-link")?.focus();
  });
  list().addEventListener("mouseleave", () => isBusy() || bringIn());

  // Where views do not fit beside each other, the one that is shown is in sight.
  const views = document.getElementById("ticket-views");
  const current = views?.querySelector("li:has([aria-current])");
  if (current) views.scrollLeft = current.offsetLeft + (current.offsetWidth - views.clientWidth) / 2;

  // How many tickets are selected, and all of them at once.
  const output = document.getElementById("selected-count");
  const all = document.getElementById("select-all");
  const count = () => output && (output.textContent = selected() || "");
  document.addEventListener("change", (event) => event.target.matches(".ticket-select") && count());
  document.addEventListener("htmx:afterSettle", count);
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const missing = boxes().some((box) => !box.checked);
      for (const box of boxes()) box.checked = missing;
      count();
    });
  }
  // A browser that comes back to the page may remember what was ticked.
  addEventListener("pageshow", count);
}
