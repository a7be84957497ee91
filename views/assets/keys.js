// Working the ticket list with single keys. They move the focus, so that whoever hears the page follows, and
// they can be switched off, since a single key is easily pressed by mistake or dictated.
const keys = document.getElementById("keys");
if (keys) {
  const isOn = document.getElementById("keys-on");
  const hint = document.getElementById("keys-hint");
  isOn.checked = localStorage.getItem("single-keys") !== "off";
  isOn.addEventListener("change", () => localStorage.setItem("single-keys", isOn.checked ? "on" : "off"));
  hint.hidden = false;
  hint.querySelector("button").addEventListener("click", () => keys.showModal());
  document.getElementById("keys-close").addEventListener("click", () => keys.close());

  const links = () => [...document.querySelectorAll("#tickets .ticket-link")];
  const current = () => links().findIndex((link) => link.closest(".ticket-row").contains(document.activeElement));
  const move = (step) => {
    const all = links();
    const next = all[Math.max(0, Math.min(all.length - 1, current() < 0 && step < 0 ? 0 : current() + step))];
    next?.focus();
    next?.closest(".ticket-row").scrollIntoView({ block: "nearest" });
  };
  const select = () => {
    const box = links()[current()]?.closest(".ticket-row").querySelector(".ticket-select");
    box?.click();
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    x: select,
    "/": () => document.getElementById("search")?.focus(),
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const act = acts[event.key];
    if (!act || (!isOn.checked && event.key !== "?")) return;
    event.preventDefault();
    act();
  });
}
