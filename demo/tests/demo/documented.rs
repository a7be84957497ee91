//! What the README shows is what happens.

use std::fs;
use std::path::Path;

use discord_simulator::snowflake::Snowflake;
use rustmail_demo::cast::MEMBER;
use serde_json::Value;

use crate::support::{PATIENCE, TestDesk};

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    fs::read_to_string(path).unwrap()
}

/// The commands of the shell that a text shows, with continued lines joined.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    let joined = blocks.map(|block| block.replace("\\\n", " "));
    let lines = joined.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// The words of a command as a shell reads them: quotes taken off, and variables filled in unless single quotes keep them.
fn words(command: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut letters = command.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, ' ') => words.push(std::mem::take(&mut word)),
            (Some('"'), '\\') => word.extend(letters.next()),
            (None | Some('"'), '$') => {
                let mut name = String::new();
                while let Some(letter) = letters.next_if(char::is_ascii_uppercase) {
                    name.push(letter);
                }
                let known = variables.iter().find(|(known, _)| *known == name);
                word.push_str(known.expect("a variable that the test knows").1);
            }
            (_, letter) => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Sends what a command with `curl` sends.
pub async fn send(command: &str, variables: &[(&str, &str)]) -> reqwest::Response {
    let words = words(command, variables);
    let client = reqwest::Client::new();
    let words = words.iter().filter(|word| *word != "-N");
    let words: Vec<&String> = words.collect();
    let mut request = client.post(words[1]);
    for pair in words[2..].chunks(2) {
        request = match pair[0].as_str() {
            "-H" => {
                let (name, value) = pair[1].split_once(": ").unwrap();
                request.header(name, value)
            }
            "-d" => request.body(pair[1].clone()),
            other => panic!("{other} is nothing that this test knows: {command}"),
        };
    }
    let answer = request.send().await.unwrap();
    assert!(answer.status().is_success(), "{command}: {answer:?}");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calls_in_the_readme_work_as_they_stand() {
    let desk = TestDesk::open().await;
    let member = desk.person(MEMBER.1);
    let calls = commands(&readme());
    let calls = calls.iter().filter(|command| command.starts_with("curl"));
    let filled = calls.map(|call| call.replace("http://localhost:3002", &desk.panel));
    let [list, open, follow] = filled.collect::<Vec<_>>().try_into().unwrap();

    let variables = [("KEY", desk.api_key.as_str()), ("MEMBER", &member)];
    let mut followed = send(&follow, &variables).await;
    let opened: Value = send(&open, &variables).await.json().await.unwrap();
    assert_eq!(opened["success"], true, "{opened}");
    assert_eq!(opened["user_id"], *member, "{opened}");
    let channel: Snowflake = opened["channel_id"].as_str().unwrap().parse().unwrap();
    assert!(desk.desk.simulator.channel(channel).is_ok());

    let listed: Value = send(&list, &variables).await.json().await.unwrap();
    let ticket = &listed["data"]["tickets"]["nodes"][0];
    assert_eq!(ticket["member"]["username"], MEMBER.1, "{listed}");
    let number = ticket["number"].to_string();
    let mut told = String::new();
    while !told.contains(&format!("{{\"number\":{number}}}")) {
        let more = tokio::time::timeout(PATIENCE, followed.chunk()).await;
        let more = more.unwrap_or_else(|_| panic!("nothing is told but {told}"));
        told += &String::from_utf8_lossy(&more.unwrap().unwrap());
    }
    drop(followed);
    desk.close().await;
}

#[test]
fn every_command_in_the_readme_is_one_that_something_runs() {
    let readme = readme();
    for command in commands(&readme) {
        let known = [
            "script/",
            "curl ",
            "cargo build ",
            "install -m 600 config.example.toml ",
            "target/release/rustmail",
        ];
        assert!(
            known.iter().any(|start| command.starts_with(start)),
            "nothing runs {command}"
        );
    }
    for script in ["demo", "test"] {
        assert!(readme.contains(&format!("script/{script}")));
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../script")
            .join(script);
        assert!(path.exists(), "{}", path.display());
    }
}

#[test]
fn the_pictures_in_the_readme_are_there_and_small() {
    let readme = readme();
    let pictures: Vec<_> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|path| path.ends_with(".png"))
        .collect();
    assert!(!pictures.is_empty());
    for picture in pictures {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(picture);
        let size = fs::metadata(&path)
            .unwrap_or_else(|_| panic!("{picture} is missing"))
            .len();
        assert!(size < 200_000, "{picture} has {size} bytes");
    }
}
