// What a page gains from a script. Everything here has a plain way without it.

// Copy buttons appear only where they work.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = name), 2000);
  });
}

// The server tells exact times in the zone that this browser names.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.cookie = `time_zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax`;

// Control or Command with Enter sends what is being written.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("textarea");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && writing?.form) {
    event.preventDefault();
    writing.form.requestSubmit();
  }
});

// A ticket opens at its latest message, and stays there while new ones come in, unless somebody
// has scrolled up to read.
const page = document.scrollingElement;
const latest = () => document.getElementById("conversation")?.lastElementChild;
// What is above the window when the latest message stands right over the box.
const end = () => {
  const box = document.querySelector(".ticket-foot")?.offsetHeight ?? 0;
  return page.scrollTop + (latest()?.getBoundingClientRect().bottom ?? 0) + box + 20 - innerHeight;
};
const atEnd = () => end() - page.scrollTop < 80;
// Whoever has scrolled further already is not taken back.
const toEnd = () => page.scrollTo(0, Math.max(page.scrollTop, end()));
let follow = false;
if (document.getElementById("composer") && !location.search && !location.hash) toEnd();
document.addEventListener("htmx:beforeSwap", () => (follow = atEnd()));
document.addEventListener("htmx:afterSettle", () => {
  if (follow && document.getElementById("conversation")) toEnd();
});

// A page that nobody looks at holds no stream: browsers keep few connections to one server. Woken,
// the stream begins with a signal, which brings the page up to date.
let live, asleep;
const sleep = () => {
  if (!live || live.readyState === EventSource.CLOSED) return;
  live.close();
  asleep = live;
};
document.addEventListener("htmx:sseOpen", (event) => {
  live = event.detail.source;
  if (document.hidden) sleep();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return sleep();
  // The extension opens the stream anew when it hears of an error in a closed one.
  asleep?.dispatchEvent(new Event("error"));
  asleep = undefined;
});

// Whatever asks may be gone when its answer comes: a live update or the answer itself took it away. It keeps the way to morph, or what
// it asked for would be put into its target instead of in its place. An update between may have taken that from it again.
const keepMorphing = (elt) => {
  if (elt?.dataset.hxSwap?.startsWith("morph")) elt.dataset.hxExt = "morph";
};
document.addEventListener("htmx:beforeRequest", ({ detail }) => keepMorphing(detail.elt));
document.addEventListener("htmx:beforeSwap", ({ detail }) => keepMorphing(detail.requestConfig?.elt));

// What is swapped in may have an address of its own: a reload then shows the same.
document.addEventListener("htmx:afterSwap", (event) => {
  const address = event.detail.elt.dataset?.address;
  if (address) history.replaceState(null, "", address);
});

// Whether the page is still live is said, not guessed.
const lost = document.getElementById("live-lost");
document.addEventListener("htmx:sseError", (event) => {
  if (lost && event.detail.source !== asleep) lost.hidden = false;
});
document.addEventListener("htmx:sseOpen", () => lost && (lost.hidden = true));

// An act that failed without an answer in place is not passed over in silence: the server says why where it knows, and of what was
// written is spoken only where something was.
const notDone = document.getElementById("not-done");
// What a page says by itself, and says again in a moment, is no act of anybody's.
const isAct = ({ detail }) =>
  detail.requestConfig.verb !== "get" && !detail.elt.hasAttribute("data-unasked");
const whyNot = ({ status, responseText }) => {
  if (status < 400 || status >= 500) return undefined;
  const answer = new DOMParser().parseFromString(responseText, "text/html");
  return answer.querySelector(".refusal")?.textContent.trim();
};
const isWritten = (field) => {
  if (!field.matches("textarea, input:is([type=text], [type=search])") || !field.value.trim()) return false;
  return field.matches("textarea") || field.value !== field.defaultValue;
};
const hasWritten = (elt) => [...((elt.form ?? elt.closest("form"))?.elements ?? [])].some(isWritten);
const tellFailure = ({ xhr, elt }) => {
  const why = whyNot(xhr);
  const { usual, written, unwritten } = notDone.dataset;
  const advice = hasWritten(elt) ? written : !why && unwritten;
  notDone.textContent = [why ?? usual, advice].filter(Boolean).join(" ");
  notDone.hidden = false;
};
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    if (notDone && isAct(event)) tellFailure(event.detail);
  });
}
document.addEventListener("htmx:beforeRequest", (event) => {
  if (notDone && isAct(event)) notDone.hidden = true;
});

// A second press on a button says the same once more, and its answer would hide that of the first. After a while the first one was
// given up.
let sent = new WeakMap();
const PATIENCE = 10_000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-hx-post]")) return;
  const now = performance.now();
  if (now - (sent.get(form) ?? -Infinity) < PATIENCE) event.preventDefault();
  else sent.set(form, now);
});
// Whoever comes back to the page may send its forms again.
addEventListener("pageshow", () => (sent = new WeakMap()));

// A live update leaves an unfolded form or history alone; the answer to a form folds it first.
document.addEventListener("htmx:beforeSwap", (event) => {
  const folded = event.detail.requestConfig?.elt.closest("details[open]");
  if (event.detail.shouldSwap && event.detail.target.contains(folded)) folded.removeAttribute("open");
});
if (window.Idiomorph) {
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (shown) =>
    !(shown instanceof HTMLDetailsElement && shown.open);
}
