// Starts GraphiQL against this server, as the reader of this page.

const token = document.querySelector('meta[name="csrf-token"]').content;

// Asks, and takes whatever the server answers with: subscriptions are told as server-sent events, everything else in one piece.
const fetcher = async (params, options) => {
  const stopping = new AbortController();
  const response = await fetch("/graphql", {
    method: "POST",
    body: JSON.stringify(params),
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      "X-CSRF-Token": token,
      ...options?.headers,
    },
    signal: stopping.signal,
  });
  const isTold = response.headers.get("Content-Type")?.startsWith("text/event-stream");
  return isTold ? listening(response, stopping) : response.json();
};

async function* told(response) {
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    const events = (rest + piece.value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const data = event.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim()).join("");
      if (data) yield JSON.parse(data);
    }
  }
}

// What comes, until nobody wants more. A generator that waits does not hear of that, so the request is ended.
const listening = (response, stopping) => {
  const events = told(response);
  const over = { done: true, value: undefined };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        return await events.next();
      } catch (error) {
        if (stopping.signal.aborted) return over;
        throw error;
      }
    },
    async return() {
      stopping.abort();
      return over;
    },
  };
};

const workbench = React.createElement(GraphiQL, {
  fetcher,
  isHeadersEditorEnabled: true,
  shouldPersistHeaders: false,
  defaultQuery: "{\n  viewer {\n    __typename\n  }\n}\n",
});

// What GraphiQL leaves without a name gets one. Its tabs hold buttons, so they are none to those who hear the page; and what scrolls
// can be reached with the keyboard.
const root = document.getElementById("graphiql");
const mend = () => {
  for (const box of root.querySelectorAll(".CodeMirror textarea:not([aria-label])")) {
    box.ariaLabel = box.closest("[aria-label]")?.ariaLabel ?? "GraphQL";
  }
  for (const tab of root.querySelectorAll("[role=tablist], [role=tab]")) tab.removeAttribute("role");
  for (const tab of root.querySelectorAll(".graphiql-tab[aria-selected]")) tab.removeAttribute("aria-selected");
  for (const area of root.querySelectorAll(".CodeMirror-scroll[tabindex='-1']")) area.tabIndex = 0;
};
new MutationObserver(mend).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["role", "aria-selected"] });

ReactDOM.createRoot(root).render(workbench);
