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

ReactDOM.createRoot(document.getElementById("graphiql")).render(workbench);
