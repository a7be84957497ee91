//! What comes back when a form is refused: the page that says why, and keeps what was typed.

use super::walking::{Answer, SETTLED, Walk};

/// Something longer than any field takes.
const TOO_LONG: &str = "<too long>";

/// A form that is refused: its page, the form on it, and what is typed into it.
type Refused<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// One for each thing that people write down, and one for each that somebody else has changed meanwhile.
const REFUSED: [Refused<'_>; 22] = [
    ("ticket", "#composer", &[("content", "")]),
    ("ticket", "form[action$='/label']", &[("label", TOO_LONG)]),
    ("ticket", "form[action$='/tags']", &[("tag", "!?")]),
    (
        "ticket",
        "form[action$='/closure']",
        &[("reason", TOO_LONG)],
    ),
    (
        "ticket",
        "form[action$='/closure']",
        &[("when", "for ages")],
    ),
    ("ticket", "form[action$='/block']", &[("lasts", "for ages")]),
    (
        "/tickets?waiting=us",
        "form[action='/tickets/views']",
        &[("name", "")],
    ),
    (
        "/blocks",
        "form[action='/blocks']",
        &[("member", "nobody of this name")],
    ),
    ("/blocks", ".block-change form", &[("lasts", "for ages")]),
    (
        "/blocks",
        ".block-change form",
        &[("based_on", "99"), ("reason", "Another one")],
    ),
    (
        "/snippets",
        "form.wording[action='/snippets']",
        &[("key", "two words"), ("content", "")],
    ),
    (
        "snippet",
        "form.wording",
        &[("based_on", "99"), ("content", "Other words")],
    ),
    (
        "/categories",
        "#new-category form",
        &[("name", ""), ("emoji", "no emoji")],
    ),
    (
        "/categories",
        ".category-change form",
        &[("based_on", "99"), ("description", "Other words")],
    ),
    (
        "/api-keys",
        "#new-key form",
        &[("name", ""), ("expires_on", "yesterday")],
    ),
    ("/administration/grants", "form.giving", &[]),
    (
        "/configuration",
        "#settings-region form",
        &[("bot.timezone", "Atlantis/Centre")],
    ),
    (
        "/configuration",
        "#settings-commands form",
        &[("command.prefix", TOO_LONG)],
    ),
    (
        "/bot",
        "#settings-presence form",
        &[("bot.status", TOO_LONG)],
    ),
    (
        "/bot",
        "form[action='/bot/maintenance']",
        &[("notice", TOO_LONG)],
    ),
    ("/bot", "form[action='/bot/profile']", &[("username", "x")]),
    (
        "/configuration",
        "#settings-messages form",
        &[("base", "0"), ("bot.welcome_message", "Other words")],
    ),
];

/// Fills in a form and sends it as it is, with or without a script.
const SEND: &str = r#"
(async () => {
    const form = document.querySelector(FORM);
    for (const [name, value] of FIELDS) {
        const field = form?.elements.namedItem(name);
        if (!field) return { status: 404, media_type: "", is_download: false, text: name };
        if (field.type === "date") field.type = "text";
        if (field.type === "radio") field.checked = true;
        field.value = value.replace("<too long>", "long ".repeat(4000));
    }
    const data = new FormData(form);
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
    const answer = await fetch(form.action, { method: "POST", body, headers: HEADERS });
    const media_type = answer.headers.get("content-type") ?? "";
    return { status: answer.status, media_type, is_download: false, text: await answer.text() };
})()
"#;

/// Sends the same form again, as a browser does by itself.
const SUBMIT: &str = "(HTMLFormElement.prototype.submit.call(document.querySelector(FORM)), true)";

/// Whether the page in the tab says why something was refused.
const IS_REFUSED: &str = "performance.getEntriesByType('navigation')[0].responseStatus >= 400";

/// What the browser says of an answer that refuses something.
const SAID: &str = "the server responded with a status of 4";

impl Walk<'_> {
    /// Has every kind of form refused.
    pub async fn be_refused_everywhere(&mut self) {
        let ticket = self.first("/tickets", ".ticket-link").await;
        let snippet = self.first("/snippets", ".snippet-row a").await;
        for (page, form, fields) in REFUSED {
            let page = match page {
                "ticket" => &ticket,
                "snippet" => &snippet,
                page => page,
            };
            self.be_refused(page, form, fields).await;
        }
    }

    /// Sends a form with something in it that cannot be, and looks at what comes back.
    pub async fn be_refused(&mut self, page: &str, form: &str, fields: &[(&str, &str)]) {
        let name = format!("{form} of {page} with {fields:?}");
        self.tab.open(&format!("{}{page}", self.panel)).await;
        self.tab.until(SETTLED).await;
        let ways = ["{}", "{ 'HX-Request': 'true' }"];
        for headers in ways {
            let send = SEND
                .replace("FORM", &format!("{form:?}"))
                .replace("FIELDS", &serde_json::to_string(fields).unwrap())
                .replace("HEADERS", headers);
            let answer: Answer = self.tab.evaluate(&send).await;
            if !matches!(answer.status, 409 | 422) {
                self.faults
                    .push(format!("{name} is answered with {}", answer.status));
                return;
            }
            self.keep(&format!("{name}, {headers}"), &answer);
        }
        let submit = SUBMIT.replace("FORM", &format!("{form:?}"));
        let _: bool = self.tab.evaluate(&submit).await;
        self.tab.until(IS_REFUSED).await;
        self.examine(&name).await;
        self.tab.forgive(SAID);
        self.hear_out(&name);
    }

    /// Where the first of these links on a page leads.
    async fn first(&self, page: &str, link: &str) -> String {
        self.tab.open(&format!("{}{page}", self.panel)).await;
        self.tab.sees(link, "").await;
        let path = format!("document.querySelector({link:?}).pathname");
        self.tab.evaluate(&path).await
    }
}
