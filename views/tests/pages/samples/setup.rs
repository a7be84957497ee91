//! The steps of the setup, by somebody who has just installed Rustmail.

use maud::Markup;
use rustmail_views::form::{Choice, Field};
use rustmail_views::reader::Reader;
use rustmail_views::setup::category::{self, Categories};
use rustmail_views::setup::ending::{self, Closed, Start};
use rustmail_views::setup::language::{self, Speech};
use rustmail_views::setup::panel::{self, Panel};
use rustmail_views::setup::review::{self, Fact, Review, SignIn};
use rustmail_views::setup::servers::{self, Servers};
use rustmail_views::setup::token::{self, Bot, Token};
use rustmail_views::setup::{Standing, Step, Trouble};

const PORTAL: &str = "https://discord.com/developers/applications";

/// Every page of the setup, in which this text is what people have called things.
pub fn pages(reader: &Reader, text: &str) -> Vec<(&'static str, Markup)> {
    let reader = &super::outside(reader);
    let at = |step| Standing {
        step,
        reached: step,
        bot: Some(text),
    };
    vec![
        ("setup-token", token::page(reader, &first(), &no_token())),
        (
            "setup-token-intents",
            token::page(reader, &at(Step::Token), &no_intents(text)),
        ),
        (
            "setup-servers",
            servers::page(reader, &at(Step::Servers), &two_servers(text)),
        ),
        (
            "setup-servers-none",
            servers::page(reader, &at(Step::Servers), &no_server()),
        ),
        (
            "setup-category",
            category::page(reader, &at(Step::Category), &categories(text)),
        ),
        (
            "setup-category-none",
            category::page(reader, &at(Step::Category), &no_category(text)),
        ),
        (
            "setup-panel",
            panel::page(reader, &at(Step::Panel), &refused_panel(text)),
        ),
        (
            "setup-language",
            language::page(reader, &at(Step::Language), &speech()),
        ),
        (
            "setup-review",
            review::page(reader, &at(Step::Review), &refused_review(text)),
        ),
        (
            "setup-starting",
            ending::start_page(reader, &Start::Underway),
        ),
        (
            "setup-runs",
            ending::start_page(reader, &Start::Panel("https://desk.example.com/")),
        ),
        ("setup-bot-runs", ending::start_page(reader, &Start::Bot)),
        (
            "setup-begin",
            ending::begin_page(
                reader,
                "/setup/0123456789",
                Some("ssh -L 3002:localhost:3002 desk.example.com"),
            ),
        ),
        ("setup-used", ending::closed_page(reader, Closed::Used)),
    ]
}

fn first() -> Standing<'static> {
    Standing {
        step: Step::Token,
        reached: Step::Token,
        bot: None,
    }
}

fn no_token() -> Token<'static> {
    Token {
        bot: None,
        error: Some("Discord does not know this token.".to_owned()),
        portal: PORTAL.to_owned(),
        is_held: false,
        tunnel: Some("ssh -L 3002:localhost:3002 desk.example.com".to_owned()),
    }
}

fn no_intents(name: &str) -> Token<'_> {
    Token {
        bot: Some(Bot {
            name,
            missing_intents: vec!["Message Content Intent".to_owned()],
            portal: format!("{PORTAL}/1/bot"),
        }),
        error: None,
        portal: PORTAL.to_owned(),
        is_held: true,
        tunnel: None,
    }
}

fn two_servers(name: &str) -> Servers {
    Servers {
        options: vec![
            ("10".to_owned(), name.to_owned()),
            ("11".to_owned(), "Staff".to_owned()),
        ],
        mode: Field::of("dual"),
        server: Field::default(),
        community: Field::of("10"),
        staff: Field::refused("10", "Choose another server."),
        invitation: "https://discord.com/oauth2/authorize?client_id=1&scope=bot".to_owned(),
        trouble: None,
    }
}

fn no_server() -> Servers {
    Servers {
        options: Vec::new(),
        mode: Field::of("single"),
        ..two_servers("")
    }
}

fn categories(name: &str) -> Categories<'_> {
    Categories {
        server: name,
        choices: vec![
            choice(
                ("20", name),
                "The bot may not do this here: Manage Channels.",
            ),
            choice(("21", "Inbox"), ""),
        ],
        error: None,
        trouble: None,
        doubt: Some(Trouble {
            sentence: "In this category the bot may not do everything.".to_owned(),
            remedy: "Give the bot these permissions.".to_owned(),
        }),
    }
}

fn no_category(name: &str) -> Categories<'_> {
    Categories {
        server: name,
        choices: Vec::new(),
        error: Some("Choose a category.".to_owned()),
        trouble: None,
        doubt: None,
    }
}

fn refused_panel(name: &str) -> Panel {
    Panel {
        enabled: true,
        client_id: Field::of("1234"),
        client_secret_error: Some("Paste the client secret.".to_owned()),
        holds_client_secret: false,
        address: Field::of(name),
        redirect: Some("http://localhost:3002/api/auth/callback".to_owned()),
        portal: format!("{PORTAL}/1/oauth2"),
        people: vec![choice(("30", name), "30"), choice(("31", "Sue"), "31")],
        name: Field::refused(name, "Nobody is called like this."),
        found: Some("Tick whom you mean.".to_owned()),
        roles: vec![choice(("40", name), "")],
        trouble: None,
        tunnel: Some("ssh -L 3002:localhost:3002 desk.example.com".to_owned()),
    }
}

fn speech() -> Speech {
    Speech {
        language: Field::of("fr"),
        time_zone: Field::of("Europe/Paris"),
        time_zones: ["Europe/London", "Europe/Paris", "UTC"]
            .map(str::to_owned)
            .to_vec(),
    }
}

fn refused_review(name: &str) -> Review {
    let fact = |name: &str, value: &str, step| Fact {
        name: name.to_owned(),
        value: value.to_owned(),
        step,
    };
    Review {
        facts: vec![
            fact("Bot", name, Step::Token),
            fact("Server", "Community", Step::Servers),
        ],
        sign_in: Some(SignIn {
            redirect: "http://localhost:3002/api/auth/callback".to_owned(),
            portal: format!("{PORTAL}/1/oauth2"),
            is_listed: Some(false),
            secret: Some("Discord does not know this client secret.".to_owned()),
            trouble: None,
        }),
        variables: vec!["RUSTMAIL_SERVER_PORT".to_owned()],
        path: "/srv/rustmail/config.toml".to_owned(),
        text: format!("[bot]\ntoken = \"••••••••\"\n# {name}\n"),
        problems: vec!["The folder cannot be written.".to_owned()],
    }
}

fn choice((value, label): (&str, &str), help: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        chosen: value == "20" || value == "30",
    }
}
