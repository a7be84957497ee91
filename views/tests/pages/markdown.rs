//! Text as Discord shows it: what each mark does, and that nothing anybody types becomes markup of its own.

use rustmail_views::markdown::{Mentioned, Names, markdown, mentioned, plain};
use words::Language;

use crate::samples;

fn shown(text: &str) -> String {
    let mut names = Names::default();
    names.users.insert(42, "Mira <b>".to_owned());
    names.roles.insert(43, "Agents".to_owned());
    markdown(&samples::reader(Language::English), &names, text).into_string()
}

#[test]
fn emphasis_reads_as_on_discord() {
    let cases = [
        ("plain", "plain"),
        ("*a* _b_", "<em>a</em> <em>b</em>"),
        ("**a**", "<strong>a</strong>"),
        ("***a***", "<strong><em>a</em></strong>"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("*a **b***", "<em>a <strong>b</strong></em>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("__a__", "<span class=\"text-underlined\">a</span>"),
        ("~~a~~ ~b~", "<s>a</s> ~b~"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**never closed", "**never closed"),
        ("**a _b** c_", "<strong>a _b</strong> c_"),
        ("****", "****"),
        ("||||", "||||"),
        ("\\*a\\*", "*a*"),
        ("¯\\_(ツ)_/¯", "¯_(ツ)_/¯"),
        ("`*a*`", "<code>*a*</code>"),
        ("``a`b``", "<code>a`b</code>"),
        ("`a", "`a"),
        ("a\nb", "a\nb"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), format!("<p>{expected}</p>"), "{text}");
    }
    assert_eq!(
        shown("||a||"),
        "<p><span class=\"text-hidden\" tabindex=\"0\" title=\"Hidden until you point at it\">a</span></p>"
    );
}

#[test]
fn lines_read_as_on_discord() {
    let cases = [
        (
            "# A",
            "<p class=\"text-heading text-heading-1\"><strong>A</strong></p>",
        ),
        ("#A", "<p>#A</p>"),
        ("#### A", "<p>#### A</p>"),
        ("-# A", "<p class=\"text-small\"><small>A</small></p>"),
        (
            "> A\n> *b*\nc",
            "<blockquote class=\"text-quote\" dir=\"auto\"><p>A\n<em>b</em></p></blockquote><p>c</p>",
        ),
        (
            ">>> A\nb",
            "<blockquote class=\"text-quote\" dir=\"auto\"><p>A\nb</p></blockquote>",
        ),
        (">A", "<p>&gt;A</p>"),
        (
            "> > A",
            "<blockquote class=\"text-quote\" dir=\"auto\"><p>&gt; A</p></blockquote>",
        ),
        (
            "- A\n  - b\n- C",
            "<ul class=\"text-list\" dir=\"auto\"><li>A<ul class=\"text-list\" dir=\"auto\"><li>b</li></ul></li><li>C</li></ul>",
        ),
        (
            "3. A\n4. B",
            "<ol class=\"text-list\" start=\"3\" dir=\"auto\"><li>A</li><li>B</li></ol>",
        ),
        (
            "```rust\nlet *a*;\n```",
            "<pre class=\"code-block\"><code>let *a*;</code></pre>",
        ),
        (
            "a ```b``` c",
            "<p>a </p><pre class=\"code-block\"><code>b</code></pre><p> c</p>",
        ),
        ("```", "<p>```</p>"),
        (
            "> ```\n> a\n> ```",
            "<blockquote class=\"text-quote\" dir=\"auto\"><pre class=\"code-block\"><code>a</code></pre></blockquote>",
        ),
        ("a\n\nb\n", "<p>a\n\nb</p>"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn links_lead_only_to_the_web_and_say_where() {
    let page = shown("See https://example.org/a_(b)?c=1&d=2).");
    assert!(
        page.contains("href=\"https://example.org/a_(b)?c=1&amp;d=2\""),
        "{page}"
    );
    assert!(page.ends_with("</a>).</p>"), "{page}");
    let page = shown("[the shop](https://shop.example@evil.example/x)");
    assert!(page.contains(">the shop</a>"), "{page}");
    assert!(page.contains("(evil.example)"), "{page}");
    assert!(page.contains("rel=\"noopener noreferrer nofollow\""));
    for text in [
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](https://)",
        "[a](https:\\\\evil.example)",
        "[a](//evil.example)",
        "<javascript:alert(1)>",
        "xhttps://glued.example",
        "[a](ftp://other.example)",
    ] {
        assert!(!shown(text).contains("<a "), "{text}: {}", shown(text));
    }
    assert!(shown("<https://quiet.example>").contains("href=\"https://quiet.example\""));
}

#[test]
fn mentions_moments_and_emoji_have_names() {
    let cases = [
        ("<@42>", "@Mira &lt;b&gt;"),
        ("<@!42>", "@Mira &lt;b&gt;"),
        ("<@&43>", "@Agents"),
        ("<@7>", "@somebody"),
        ("<#7>", "#a channel"),
        ("<:wave:123>", ":wave:"),
        ("<a:wave:123>", ":wave:"),
        ("</close:12>", "/close"),
        ("@everyone", "@everyone"),
        ("<t:1795093500:R>", "1 h ago"),
        ("<t:1763557500:d>", "19 November 2025"),
        ("<t:99999999999999:R>", "&lt;t:99999999999999:R&gt;"),
        ("<t:1763557500:x>", "&lt;t:1763557500:x&gt;"),
    ];
    for (text, expected) in cases {
        let page = shown(text);
        assert!(page.contains(expected), "{text}: {page}");
    }
    let mut found = Mentioned::default();
    mentioned("<@42> <@!9> <@&43> <#7> <@x> `<@8>`", &mut found);
    assert_eq!(found.users.into_iter().collect::<Vec<_>>(), [8, 9, 42]);
    assert_eq!((found.roles.len(), found.channels.len()), (1, 1));
}

/// What a text may be made of to be as nasty as possible.
const PIECES: [&str; 40] = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "||",
    "`",
    "``",
    "```",
    "\n",
    "> ",
    ">>> ",
    "# ",
    "-# ",
    "- ",
    "  - ",
    "1. ",
    "[",
    "](",
    ")",
    "https://a.example/",
    "http://",
    "<",
    ">",
    "<@42>",
    "<@",
    "<:x:1>",
    "<t:1:R>",
    "<t:",
    "\\",
    "\"",
    "'",
    "<script>",
    "</p>",
    " onclick=x",
    "é",
    "\u{202e}",
    "😀",
    "word ",
];

/// The elements that a text may become.
const ELEMENTS: [&str; 16] = [
    "p",
    "pre",
    "code",
    "blockquote",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "s",
    "small",
    "span",
    "a",
    "time",
    "b",
    "i",
];

#[test]
fn whatever_is_typed_is_balanced_and_harmless() {
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap()
    };
    for _ in 0..20_000 {
        let length = next() % 24;
        let text: String = (0..length).map(|_| PIECES[next() % PIECES.len()]).collect();
        assert_sound(&text, &shown(&text));
    }
}

#[test]
fn what_is_repeated_without_end_takes_no_time() {
    let started = std::time::Instant::now();
    for piece in PIECES {
        let text = piece.repeat(10_000 / piece.len());
        assert_sound(&text, &shown(&text));
    }
    for mixed in [
        "*_",
        "[`",
        "[](",
        "> - ",
        "**a",
        "<@",
        "https://a)",
        "`a``b",
    ] {
        assert_sound(mixed, &shown(&mixed.repeat(10_000 / mixed.len())));
    }
    assert!(started.elapsed().as_secs() < 20);
}

/// Every element is one of ours, closed in the order in which it was opened, and has no attribute of the writer's.
fn assert_sound(text: &str, page: &str) {
    let mut open = Vec::new();
    for tag in page.split('<').skip(1) {
        let (tag, _) = tag
            .split_once('>')
            .unwrap_or_else(|| panic!("{text:?}: {page}"));
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{text:?}: {page}");
            continue;
        }
        let name = tag.split(' ').next().unwrap();
        assert!(ELEMENTS.contains(&name), "{text:?} became {name}: {page}");
        let outside: String = tag.split('"').step_by(2).collect();
        for attribute in outside.split_whitespace().skip(1) {
            let known = [
                "class=",
                "tabindex=",
                "title=",
                "dir=",
                "href=",
                "rel=",
                "target=",
                "datetime=",
                "start=",
            ];
            assert!(
                known.iter().any(|known| attribute.contains(known)),
                "{text:?} became {tag}"
            );
        }
        if name == "a" {
            assert!(tag.contains("href=\"http"), "{text:?} leads to {tag}");
        }
        open.push(name);
    }
    assert!(open.is_empty(), "{text:?} leaves open {open:?}");
}

#[test]
fn the_text_of_a_link_is_formatted_and_holds_nothing_to_press() {
    let page = shown("[**the** ||shop|| https://a.example](https://shop.example)");
    let text = "<strong>the</strong> <span class=\"text-hidden\" title=\"Hidden until you point at it\">shop</span> \
                https://a.example</a>";
    assert!(page.contains(text), "{page}");
    assert_eq!(page.matches("<a ").count(), 1, "{page}");
}

#[test]
fn an_emoji_is_a_picture_where_one_is_known() {
    let mut names = Names::default();
    names.emojis.insert(7, "/emojis/7".to_owned());
    let reader = samples::reader(Language::English);
    let page = markdown(&reader, &names, "<:wave:7> <a:spin:8>").into_string();
    assert_eq!(
        page,
        "<p><img class=\"text-emoji\" src=\"/emojis/7\" alt=\":wave:\" title=\":wave:\" width=\"22\" height=\"22\" \
         loading=\"lazy\"> <span class=\"text-emoji-name\">:spin:</span></p>"
    );
    let mut found = Mentioned::default();
    mentioned("<:wave:7> <a:spin:8>", &mut found);
    assert_eq!(found.emojis, [(7, false), (8, true)].into());
}

#[test]
fn words_alone_have_no_marks() {
    let cases = [
        ("**a** _b_ `c` ~~d~~", "a b c d"),
        ("# A\n> b\n- c\n  - d", "A\nb\nc\nd"),
        ("```rust\nlet *a*;\n```", "let *a*;"),
        ("||a secret||!", "▒▒▒!"),
        ("[**the** shop](https://shop.example)", "the shop"),
        ("https://shop.example", "https://shop.example"),
        (
            "<@42> <@&43> <#44> <:wave:7>",
            "@Mira <b> @Agents #a channel :wave:",
        ),
        ("\\*a\\* <b>", "*a* <b>"),
        ("", ""),
    ];
    let mut names = Names::default();
    names.users.insert(42, "Mira <b>".to_owned());
    names.roles.insert(43, "Agents".to_owned());
    let reader = samples::reader(Language::English);
    for (text, expected) in cases {
        assert_eq!(plain(&reader, &names, text), expected, "{text}");
    }
    assert!(!plain(&reader, &names, "<t:1800000000:R>").contains('<'));
}
