// Starts GraphiQL against this server, as the reader of this page.

const token = document.querySelector('meta[name="csrf-token"]').content;

const fetcher = GraphiQL.createFetcher({
  url: "/graphql",
  fetch: (address, options) =>
    fetch(address, { ...options, credentials: "same-origin", headers: { ...options.headers, "X-CSRF-Token": token } }),
});

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
