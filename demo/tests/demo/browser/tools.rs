//! What judges pages: programs by others, installed by `script/requirements web-tools`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::chrome::{Chrome, Tab};
use crate::support::target;

/// The file of a tool's package.
fn file(path: &str) -> PathBuf {
    let file = target().join("web-tools/node_modules").join(path);
    let is_there = file.exists();
    assert!(
        is_there,
        "{} is missing. Run script/requirements web-tools, then try again.",
        file.display()
    );
    file
}

/// The output of a program that a tool needs.
fn run(command: &mut Command) -> std::process::Output {
    let program = command.get_program().to_owned();
    command.stdin(Stdio::null()).output().unwrap_or_else(|error| {
        panic!("{program:?} cannot be run ({error}). Run script/requirements web-tools, then try again.")
    })
}

/// Finds what keeps people from using a page.
pub struct Axe(String);

/// Something that keeps people from using a page.
#[derive(Debug, Deserialize)]
pub struct Barrier {
    pub id: String,
    pub help: String,
    pub places: Vec<String>,
}

/// Which rules of axe hold for what.
const JUDGE: &str = r#"
axe.run(document, { resultTypes: ["violations"], RULES }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => ({
        id,
        help,
        places: nodes.map((node) => `${node.target}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    })))
"#;

/// The rules that look at colours; nothing else differs between light and dark.
const COLOURS: &str = r#"runOnly: ["color-contrast", "link-in-text-block"]"#;
/// Every rule, the best practices included, but those that most people would not miss.
const EVERYTHING: &str = "";

impl Axe {
    pub fn new() -> Self {
        Self(std::fs::read_to_string(file("axe-core/axe.min.js")).unwrap())
    }

    /// What is wrong with the page in the tab. The page's own policy stays in force: the browser itself puts axe there.
    pub async fn judge(&self, tab: &Tab) -> Vec<Barrier> {
        self.judge_by(tab, EVERYTHING).await
    }

    /// What is wrong with the colours of the page in the tab.
    pub async fn judge_colours(&self, tab: &Tab) -> Vec<Barrier> {
        self.judge_by(tab, COLOURS).await
    }

    async fn judge_by(&self, tab: &Tab, rules: &str) -> Vec<Barrier> {
        let is_here: bool = tab.evaluate("Boolean(window.axe?.run)").await;
        if !is_here {
            let _: bool = tab.evaluate(&format!("{}; true", self.0)).await;
        }
        tab.evaluate(&JUDGE.replace("RULES", rules)).await
    }
}

/// A page or a part of one, with the address it came from.
pub struct Source {
    pub address: String,
    pub html: String,
}

#[derive(Deserialize)]
struct Verdict {
    messages: Vec<Remark>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Remark {
    url: Option<String>,
    last_line: Option<usize>,
    message: String,
    extract: Option<String>,
}

/// Fails with the faults that were found on pages, and with what the checker of the HTML standard says about their sources.
pub fn assert_faultless(sources: &[Source], mut faults: Vec<String>) {
    faults.extend(invalidities(sources));
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// What the checker of the HTML standard says about these sources: nothing, when they are valid.
fn invalidities(sources: &[Source]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut checker = Command::new("java");
    checker
        .arg("-jar")
        .arg(file("vnu-jar/build/dist/vnu.jar"))
        .args([
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            "--no-langdetect",
        ]);
    for (number, source) in sources.iter().enumerate() {
        let path = folder.path().join(format!("{number}.html"));
        std::fs::write(&path, &source.html).unwrap();
        checker.arg(path);
    }
    let output = run(&mut checker);
    let verdict: Verdict = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("the checker said: {output:?} ({error})"));
    let remarks = verdict.messages.into_iter().map(|remark| {
        let number = remark.url.as_deref().and_then(|url| {
            let name = url.rsplit('/').next()?;
            name.strip_suffix(".html")?.parse::<usize>().ok()
        });
        let address = number.map_or("?", |number| sources[number].address.as_str());
        let (line, extract) = (
            remark.last_line.unwrap_or_default(),
            remark.extract.unwrap_or_default(),
        );
        format!("{address}, line {line}: {} in {extract}", remark.message)
    });
    remarks.collect()
}

/// How wide and how slow the machine is that Lighthouse imagines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Machine {
    Phone,
    Desktop,
}

/// Lighthouse's marks for a page, of a hundred, with what took some away.
#[derive(Debug)]
pub struct Marks {
    pub by_category: Vec<(String, f64)>,
    pub faults: Vec<String>,
}

/// How often Lighthouse is asked, which now and then misses when a page began to load and then gives no marks.
///
/// <https://github.com/GoogleChrome/lighthouse/issues/2394>
const TRIES: usize = 3;

/// Has Lighthouse judge an address in this browser, as whoever is signed in there.
pub fn lighthouse(
    chrome: &Chrome,
    address: &str,
    (machine, categories): (Machine, &[&str]),
) -> Marks {
    // A pipe that is full when the program ends cuts its report off.
    let report = tempfile::NamedTempFile::new().unwrap();
    let mut lighthouse = Command::new("node");
    lighthouse
        .arg(file("lighthouse/cli/index.js"))
        .arg(address)
        .arg(format!("--port={}", chrome.debugging_port()))
        .arg(format!("--output-path={}", report.path().display()))
        .arg(format!("--only-categories={}", categories.join(",")))
        .args([
            "--output=json",
            "--quiet",
            "--disable-storage-reset",
            "--disable-full-page-screenshot",
        ]);
    if machine == Machine::Desktop {
        lighthouse.arg("--preset=desktop");
    }
    let report = (0..TRIES).find_map(|_| {
        // The browser has to be driven on meanwhile.
        let output = tokio::task::block_in_place(|| run(&mut lighthouse));
        let verdict: serde_json::Value = serde_json::from_reader(report.reopen().unwrap())
            .unwrap_or_else(|error| panic!("Lighthouse said: {output:?} ({error})"));
        (verdict["runtimeError"]["code"] != "NO_NAVSTART").then_some(verdict)
    });
    let report = report.expect("Lighthouse never saw the page begin to load");
    let by_category = categories.iter().map(|category| {
        let score = report["categories"][category]["score"].as_f64();
        let score =
            score.unwrap_or_else(|| panic!("no mark for {category}: {}", report["runtimeError"]));
        ((*category).to_owned(), (score * 100.0).round())
    });
    let audits = report["audits"].as_object().unwrap().values();
    let faults = audits.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 0.9));
    Marks {
        by_category: by_category.collect(),
        faults: faults
            .map(|audit| {
                format!(
                    "{}: {} {}",
                    audit["id"], audit["title"], audit["displayValue"]
                )
            })
            .collect(),
    }
}
