// Keeps the page live: forms are sent without leaving it, and it is fetched again when something happened.
"use strict";

const app = document.getElementById("app");
const LIVE = ["places", "channels", "messages", "modal", "typing", "commands"];
let fetching = false;
let stale = false;

function swap(id, page) {
  const old = document.getElementById(id);
  const fresh = page.getElementById(id);
  if (!old || !fresh || old.innerHTML === fresh.innerHTML) return;
  // Whoever is typing into this part keeps it until they are done.
  if (old.contains(document.activeElement) && document.activeElement.matches("textarea, input, select")) return;
  if (old.open) return;
  const atEnd = old.scrollHeight - old.scrollTop - old.clientHeight < 80;
  old.replaceChildren(...fresh.childNodes);
  if (id === "messages" && atEnd) old.scrollTop = old.scrollHeight;
}

async function refresh() {
  if (fetching) {
    stale = true;
    return;
  }
  fetching = true;
  try {
    const answer = await fetch(location.pathname + location.search.replace(/[?&]error=[^&]*/, ""));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) LIVE.forEach((id) => swap(id, page));
    else ["places", "channels", "conversation"].forEach((id) => swap(id, page));
  } finally {
    fetching = false;
  }
  if (stale) {
    stale = false;
    await refresh();
  }
}

async function send(form, submitter) {
  const data = new FormData(form);
  if (submitter && submitter.name) data.append(submitter.name, submitter.value);
  const isParts = form.enctype === "multipart/form-data";
  const answer = await fetch(form.action, { method: "POST", body: isParts ? data : new URLSearchParams(data) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const refused = new URL(answer.url).searchParams.has("error");
  document.getElementById("notice")?.replaceChildren(...(page.getElementById("notice")?.childNodes ?? []));
  if (!refused && (form.id === "composer" || form.closest("#commands"))) form.reset();
  if (!refused && form.closest("#commands")) form.closest("#commands").open = false;
  if (!refused && form.id === "composer" && location.search) {
    location.href = answer.url;
    return;
  }
  await refresh();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "composer" && !("live" in form.dataset)) return;
  event.preventDefault();
  send(form, event.submitter);
});

const composer = document.getElementById("composer");
if (composer) {
  const content = composer.elements.content;
  const attached = document.getElementById("attached");
  let typedAt = 0;
  composer.elements.files.addEventListener("change", (event) => {
    attached.value = [...event.target.files].map((file) => file.name).join(", ");
  });
  composer.addEventListener("reset", () => { attached.value = ""; });
  content.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  content.addEventListener("input", () => {
    if (content.value.startsWith("/") || Date.now() - typedAt < 8000) return;
    typedAt = Date.now();
    fetch(composer.dataset.typing, { method: "POST" });
  });
}

if (app) {
  const messages = document.getElementById("messages");
  if (messages && !location.hash) messages.scrollTop = messages.scrollHeight;
  new EventSource(app.dataset.events).addEventListener("change", refresh);
  // What is typed and what is overdue vanishes by itself, without an event.
  setInterval(refresh, 10000);
}
