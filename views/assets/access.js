// What somebody may do or see can change while they look. A page that is not for their eyes any more goes dark.
{
  // What is being written is kept, but for what is looked for; whether it may be sent, the server says then.
  const hasChanged = (field) => {
    if (field.matches("option")) return field.selected && !field.defaultSelected && field.index > 0;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  };
  const written = () => {
    const fields = document.querySelectorAll("form[method=post] :is(textarea, input:not([type=hidden]), option)");
    return [...new Set([...fields].filter(hasChanged).map((field) => field.closest("form")))];
  };

  const main = document.getElementById("main");
  const holds = (node, kept) => kept.some((form) => node.contains(form));

  // Leaves nothing of a part of the page but the forms to be kept.
  const empty = (part, kept) => {
    for (const child of [...part.childNodes]) {
      if (kept.includes(child)) continue;
      if (holds(child, kept)) empty(child, kept);
      else child.remove();
    }
  };

  // Makes the page what it is for this reader now, around what they are writing.
  const renew = (answer, kept) => {
    const fresh = new DOMParser().parseFromString(answer, "text/html").getElementById("main");
    // What is ticked in a list belongs to the form beside it.
    const beforeNodeMorphed = (shown) => !kept.includes(shown) && !kept.includes(shown.form);
    const beforeNodeRemoved = (shown) => {
      if (holds(shown, kept) && !kept.includes(shown)) empty(shown, kept);
      return !holds(shown, kept);
    };
    const callbacks = { beforeNodeMorphed, beforeNodeRemoved };
    Idiomorph.morph(main, [...fresh.childNodes], { morphStyle: "innerHTML", callbacks });
    htmx.process(main);
  };

  // What was being written on a page that goes dark is shown by the page that comes in its place, to be copied.
  const LEFT = "left-behind";
  const leave = () => {
    const fields = document.querySelectorAll("form[method=post] :is(textarea, input)");
    // A draft is kept, but perhaps where its author does not come any more.
    const isTheirs = (field) => hasChanged(field) || field.id === "composer-content";
    const isText = (field) => ["textarea", "text", "search"].includes(field.type) && field.value.trim();
    const texts = [...fields].filter((field) => isText(field) && isTheirs(field)).map((field) => field.value);
    if (texts.length > 0) sessionStorage.setItem(LEFT, JSON.stringify(texts));
    location.reload();
  };
  const place = document.getElementById(LEFT);
  for (const [index, text] of (place ? JSON.parse(sessionStorage.getItem(LEFT) ?? "[]") : []).entries()) {
    const shown = place.content.cloneNode(true);
    const [label, area] = [shown.querySelector("label"), shown.querySelector("textarea")];
    label.htmlFor = area.id = `left-${index}`;
    area.value = text;
    place.before(shown);
  }
  sessionStorage.removeItem(LEFT);

  // Answers that say that the page is no longer there for this reader: a way to the sign-in, or a refusal.
  const isDark = (answer) => answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);

  const look = async ({ refresh }) => {
    // Nobody is here because their page looks.
    const headers = { "X-Asked-By-Page": "true" };
    const answer = await fetch(location.href, { redirect: "manual", headers }).catch(() => undefined);
    if (!answer) return;
    if (isDark(answer)) return leave();
    if (!refresh || !answer.ok) return;
    const kept = written();
    if (kept.length === 0) return location.reload();
    renew(await answer.text(), kept);
  };

  const hear = (source) => source.addEventListener("access", () => look({ refresh: true }));

  // A live page hears it in its stream, which does not open any more when it must not.
  document.addEventListener("htmx:sseOpen", (event) => {
    const { source } = event.detail;
    if (source.isHeard) return;
    source.isHeard = true;
    hear(source);
  });
  document.addEventListener("htmx:sseError", (event) => {
    if (event.detail.source.readyState === EventSource.CLOSED && !document.hidden) look({ refresh: false });
  });

  // Every other page listens for nothing else, while somebody looks at it: browsers keep few connections to one server.
  const { watch } = document.body.dataset;
  let watching;
  let patience = 2000;
  const attend = () => {
    if (document.hidden) {
      watching?.close();
      watching = undefined;
    } else if (!watching) {
      watching = new EventSource(watch);
      hear(watching);
      watching.addEventListener("open", () => (patience = 2000));
      // A browser gives up when it is told of an error, such as while the server starts anew.
      watching.addEventListener("error", () => {
        if (watching?.readyState !== EventSource.CLOSED) return;
        watching = undefined;
        look({ refresh: false });
        setTimeout(attend, patience);
        patience = Math.min(patience * 2, 60000);
      });
    }
  };
  if (watch) {
    document.addEventListener("visibilitychange", attend);
    attend();
  }
}
