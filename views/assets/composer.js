// What writing an answer gains from a script: saved answers by "/", the others told that one writes, a word when somebody else has
// answered meanwhile. Everything is found anew each time, since the box comes back from the server whole.

{
  const box = () => document.getElementById("composer-content");
  const field = (id) => document.getElementById(id);

  // When somebody else closes or reopens the ticket, the box comes anew; what was typed goes along, and the files that were chosen.
  // So does by what the server knows it again: with which key it is sent, and from what it goes on.
  let carried;
  let carriedFiles;
  let carriedMarks;
  const mark = (name) => document.querySelector(`#composer [name=${name}]`);
  const marks = () => ["submission", "attempted", "draft"].map((name) => [name, mark(name).value]);
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    if (detail.target.id !== "ticket-answering" || !box()) return;
    const kind = document.querySelector("#composer [name=kind]:checked")?.id;
    carried = {
      text: box().value,
      kind,
      inserted: field("composer-inserted")?.value,
      isFocused: document.activeElement === box(),
    };
    if (field("composer")) carriedMarks = marks();
    if (field("composer-files")?.files.length) carriedFiles = field("composer-files").files;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const { text, kind, inserted, isFocused } = carried ?? {};
    if (!carried || !box()) return;
    carried = undefined;
    if (carriedFiles && field("composer-files")) {
      field("composer-files").files = carriedFiles;
      carriedFiles = undefined;
    }
    if (isFocused) box().focus();
    if (!text.trim() || box().value === text) return;
    box().value = text;
    field("composer-unsent")?.removeAttribute("hidden");
    if (box().readOnly) return;
    for (const [name, value] of carriedMarks ?? []) mark(name).value = value;
    if (field(kind)) field(kind).checked = true;
    if (inserted) field("composer-inserted").value = inserted;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  });

  // The conversation that comes back with what was sent begins where it does on the page. The token has to stay the first field.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const since = field("conversation-since");
    if (detail.elt.id === "composer" && since) detail.parameters.since = since.value;
  });

  // While another box is on its way nothing is typed and nothing kept, which it would take away or not have in it.
  const isSending = ({ detail }) => detail.elt.id === "composer" && detail.requestConfig.verb === "post";
  const replacesBox = ({ detail }) => detail.target?.id === "composer";
  const isKept = () => box().value === box().defaultValue;
  document.addEventListener("htmx:beforeSend", (event) => {
    if (replacesBox(event) && field("composer")) box().readOnly = true;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "composer-draft" && box()?.readOnly) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!replacesBox(event) || !field("composer")) return;
    box().readOnly = false;
    field("composer-progress")?.setAttribute("hidden", "");
    if (!isKept()) htmx.trigger("#composer-draft", "keep");
  });
  document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
    const progress = target.id === "composer" && field("composer-files")?.files.length && field("composer-progress");
    if (!progress || !detail.lengthComputable) return;
    progress.hidden = false;
    progress.max = detail.total;
    progress.value = detail.loaded;
  });

  // Whether it arrived nobody knows, when no answer came back: what is written from here on is not what was sent.
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
    document.addEventListener(failure, (event) => {
      if (isSending(event) && field("composer-attempted")) field("composer-attempted").value = "true";
    });
  }

  // Files that no message takes are not even sent.
  document.addEventListener("change", ({ target }) => {
    if (target.id !== "composer-files") return;
    const { mostMegabytes, tooLarge } = target.dataset;
    const bytes = [...target.files].reduce((sum, file) => sum + file.size, 0);
    target.setCustomValidity(bytes > mostMegabytes * 1024 * 1024 ? tooLarge : "");
    target.reportValidity();
  });

  // What the server has kept is the text with which the box would come back.
  let keeping;
  const keeps = ({ detail }) => detail.target?.id === "composer-draft";
  document.addEventListener("htmx:beforeSend", (event) => {
    if (keeps(event)) keeping = box()?.value;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const isRefused = document.querySelector("#composer-draft .field-error:not([hidden])");
    if (!keeps(event) || !event.detail.successful || !field("composer")) return;
    mark("draft").value = field("composer-draft").dataset.version ?? "";
    if (isRefused) return;
    if (box().defaultValue !== keeping) box().defaultValue = keeping;
    // What was typed while that was on its way is kept next.
    setTimeout(() => field("composer") && !isKept() && htmx.trigger("#composer-draft", "keep"), 800);
  });

  // What was typed in the last moments before the page is left is kept as well.
  const keepInLeaving = () => {
    if (!field("composer") || isKept()) return;
    const { hxPost, hxParams } = field("composer-draft").dataset;
    const typed = new FormData(field("composer"));
    const names = hxParams.split(",").filter((name) => typed.has(name));
    const said = new URLSearchParams(names.map((name) => [name, typed.get(name)]));
    said.set("leaving", "true");
    navigator.sendBeacon(hxPost, said);
  };
  addEventListener("pagehide", keepInLeaving);
  document.addEventListener("visibilitychange", () => document.hidden && keepInLeaving());

  // Another window may have sent or replaced what is said here to be kept: that is found out with whatever else is new.
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.id !== "conversation" || document.hidden || !field("composer-kept")) return;
    htmx.trigger("#composer-draft", "keep");
  });
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.triggeringEvent?.type === "keep") detail.headers["X-Asked-By-Page"] = "true";
  });

  // What could not be kept is not said to be kept.
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, ({ detail }) => {
      if (detail.elt.id !== "composer-draft") return;
      field("composer-lost").hidden = false;
      field("composer-kept")?.setAttribute("hidden", "");
    });
  }

  // What has been seen is what stood on the page when somebody began to write.
  const newestShown = () => Number(field("conversation")?.dataset.newest ?? 0);
  const see = () => {
    const seen = field("composer-seen");
    if (seen && newestShown() > Number(seen.value)) seen.value = newestShown();
  };
  const hint = () => {
    const told = field("composer-hint");
    const seen = Number(field("composer-seen")?.value);
    if (!told || !box()) return;
    const answers = document.querySelectorAll("[data-answer-of-others]");
    const isNewer = (answer) => Number(answer.id.split("-")[1]) > seen;
    told.hidden = !box().value.trim() || ![...answers].some(isNewer);
  };
  document.addEventListener("htmx:afterSettle", () => {
    if (box() && !box().value.trim()) see();
    hint();
  });

  // Who writes is told while they write, and for as long.
  let lastTold = 0;
  let idle;
  const tell = (activity) => {
    const told = field("presence-activity");
    if (!told || (told.value === activity && Date.now() - lastTold < 4000)) return;
    told.value = activity;
    lastTold = Date.now();
    htmx.trigger("#presence", "activity");
  };
  const writes = () => {
    const isNote = field("kind-note")?.checked;
    clearTimeout(idle);
    if (!box().value.trim()) return tell("looking");
    tell(isNote ? "noting" : "answering");
    idle = setTimeout(() => tell("looking"), 8000);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "presence" && document.hidden) event.preventDefault();
    if (event.target.id === "composer") clearTimeout(idle);
  });
  // Nothing is being written any more once it was sent or thrown away.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (replacesBox(event) && field("composer") && !box().value.trim()) tell("looking");
  });
  addEventListener("pagehide", () => {
    const form = field("presence");
    if (!form) return;
    const said = new URLSearchParams(new FormData(form));
    said.set("activity", "gone");
    navigator.sendBeacon(form.action, said);
  });

  // Saved answers: "/" and a few letters at the beginning of a line.
  let choices;
  let asked = 0;
  const typedKey = () => {
    const before = box().value.slice(0, box().selectionStart);
    return /(?:^|\n)\/([\w-]*)$/.exec(before)?.[1];
  };
  const close = () => {
    choices?.remove();
    choices = undefined;
    box()?.removeAttribute("aria-activedescendant");
  };
  const options = () => [...(choices?.querySelectorAll("[data-text]") ?? [])];
  const chosen = () => options().find((option) => option.ariaSelected === "true");
  const choose = (option) => {
    for (const other of options()) other.ariaSelected = String(other === option);
    if (!option) return;
    box().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const insert = (option) => {
    const end = box().selectionStart;
    const start = end - typedKey().length - 1;
    box().setRangeText(option.dataset.text, start, end, "end");
    field("composer-inserted").value = option.dataset.snippet;
    close();
    box().dispatchEvent(new Event("input", { bubbles: true }));
  };
  const suggest = async () => {
    const from = box().dataset.suggestions;
    const key = from ? typedKey() : undefined;
    if (key === undefined) return close();
    const turn = ++asked;
    const isAnonymous = field("kind-anonymous_reply")?.checked ?? false;
    const query = new URLSearchParams({ q: key, anonymous: isAnonymous });
    const answer = await fetch(`${from}?${query}`, { headers: { "HX-Request": "true" } });
    if (turn !== asked || !answer.ok || typedKey() === undefined) return;
    if (!choices) {
      choices = document.createElement("ul");
      choices.className = "suggestions";
      choices.id = "suggestions";
      choices.role = "listbox";
      choices.ariaLabel = box().dataset.suggestionsLabel;
      box().before(choices);
      box().setAttribute("aria-autocomplete", "list");
      box().setAttribute("aria-controls", "suggestions");
      box().setAttribute("aria-haspopup", "listbox");
    }
    choices.innerHTML = await answer.text();
    choose(options()[0]);
  };
  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    if (!box().value.trim() && field("composer-inserted")) field("composer-inserted").value = "";
    writes();
    hint();
    suggest();
  });
  document.addEventListener("keydown", (event) => {
    if (!choices || event.target !== box() || event.ctrlKey || event.metaKey) return;
    // The cursor has left what was typed for it.
    if (typedKey() === undefined) return close();
    const all = options();
    const at = all.indexOf(chosen());
    const act = {
      ArrowDown: () => choose(all[(at + 1) % all.length]),
      ArrowUp: () => choose(all[(at - 1 + all.length) % all.length]),
      Enter: () => insert(chosen()),
      Tab: () => insert(chosen()),
      Escape: close,
    }[event.key];
    if (!act || (!all.length && event.key !== "Escape")) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("#suggestions [data-text]");
    if (option) {
      event.preventDefault();
      insert(option);
    } else if (choices && !choices.contains(event.target)) close();
  });
  document.addEventListener("focusout", (event) => event.target === box() && close());

  // A picture that does not come leaves the letters in its place.
  const isPicture = (element) => element.matches?.(".avatar > img");
  document.addEventListener("error", (event) => isPicture(event.target) && event.target.remove(), true);
  for (const picture of document.querySelectorAll(".avatar > img")) {
    // One that failed before this script was there fails once more.
    if (picture.complete && !picture.naturalWidth) picture.src = picture.src;
  }

  // Where there is room, the member's card is open.
  if (matchMedia("(min-width: 75rem)").matches) {
    for (const card of document.querySelectorAll("[data-open-when-wide]")) card.open = true;
  }
}
