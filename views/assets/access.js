// What somebody may do or see can change while they look. A page that is not for their eyes any more goes dark.
{
  // What is being written is kept, but for what is looked for; whether it may be sent, the server says then.
  const hasChanged = (field) => {
    if (field.matches("option")) return field.selected && !field.defaultSelected && field.index > 0;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  };
  const isWriting = () =>
    [...document.querySelectorAll("form[method=post] :is(textarea, input:not([type=hidden]), option)")].some(hasChanged);

  // Answers that say that the page is no longer there for this reader: a way to the sign-in, or a refusal.
  const isDark = (answer) => answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);

  const look = async ({ refresh }) => {
    const answer = await fetch(location.href, { redirect: "manual" }).catch(() => undefined);
    if (answer && (isDark(answer) || (refresh && answer.ok && !isWriting()))) location.reload();
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
