//! The people's page and the control endpoints, without a browser.

use discord_simulator::{Options, Simulator};
use reqwest::Client;
use serde_json::{Value, json};

use crate::support::Cast;

async fn page(cast: &Cast, path: &str) -> String {
    let address = format!("{}{path}", cast.discord.base_url());
    reqwest::get(address).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_person_writes_edits_and_deletes_on_the_page() {
    let cast = Cast::new().await;
    let channel = format!("/as/{}/channels/{}", cast.member, cast.channel);
    assert!(page(&cast, "/").await.contains("Max"));
    let form = reqwest::multipart::Form::new()
        .text("content", "**hello** <script>")
        .text("files", "");
    let url = format!("{}{channel}/messages", cast.discord.base_url());
    let shown = Client::new()
        .post(url)
        .multipart(form)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        shown.contains("<strong>hello</strong> &lt;script&gt;"),
        "{shown}"
    );
    let message = cast.discord.messages(cast.channel).remove(0);
    let address = format!(
        "{}{channel}/messages/{}",
        cast.discord.base_url(),
        message.id
    );
    let edit = Client::new()
        .post(format!("{address}/edit"))
        .form(&[("content", "better")]);
    assert!(
        edit.send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .contains("(edited)")
    );
    let empty: [(&str, &str); 0] = [];
    Client::new()
        .post(format!("{address}/delete"))
        .form(&empty)
        .send()
        .await
        .unwrap();
    assert!(cast.discord.messages(cast.channel).is_empty());
}

#[tokio::test]
async fn a_refusal_is_told_on_the_page() {
    let cast = Cast::new().await;
    cast.discord.block(cast.member, cast.bot.user_id).unwrap();
    let home = page(
        &cast,
        &format!("/as/{}/dms/{}", cast.member, cast.bot.user_id),
    )
    .await;
    assert!(home.contains("You have blocked them."), "{home}");
    let channel = cast
        .discord
        .dm_channel(cast.member, cast.bot.user_id)
        .unwrap();
    let form = reqwest::multipart::Form::new().text("content", "hi");
    let url = format!(
        "{}/as/{}/channels/{channel}/messages",
        cast.discord.base_url(),
        cast.member
    );
    let shown = Client::new()
        .post(url)
        .multipart(form)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        shown.contains("Cannot send messages to this user"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_typed_command_reaches_the_bot_with_its_options() {
    let cast = Cast::new().await;
    let path = format!("/applications/{}/commands", cast.bot.id);
    let option = |name: &str, required: bool| json!({"type": 3, "name": name, "description": "x", "required": required});
    let command = json!({"name": "edit", "description": "x", "options": [option("number", true), option("text", true)]});
    cast.post(&path, command).await;
    let mut socket = cast.ready(1).await;
    let url = format!(
        "{}/as/{}/channels/{}/messages",
        cast.discord.base_url(),
        cast.member,
        cast.channel
    );
    for typed in ["/edit 3 better words", "/edit number: 3 text: better words"] {
        let form = reqwest::multipart::Form::new().text("content", typed);
        Client::new()
            .post(&url)
            .multipart(form)
            .send()
            .await
            .unwrap();
        let options = socket.event("INTERACTION_CREATE").await["data"]["options"].clone();
        assert_eq!(
            (&options[0]["value"], &options[1]["value"]),
            (&json!("3"), &json!("better words")),
            "{typed}"
        );
    }
}

#[tokio::test]
async fn scripts_do_over_http_what_tests_do_in_rust() {
    let cast = Cast::new().await;
    let control = async |path: &str, body: Value| {
        let url = format!("{}/control{path}", cast.discord.base_url());
        let response = Client::new().post(url).json(&body).send().await.unwrap();
        response.json::<Value>().await.unwrap_or(Value::Null)
    };
    let person = control("/users", json!({"name": "Script"})).await;
    let id = person["id"].as_str().unwrap();
    let join = format!(
        "{}/control/servers/{}/members/{id}",
        cast.discord.base_url(),
        cast.server
    );
    assert_eq!(Client::new().put(join).send().await.unwrap().status(), 204);
    let dms = format!("/users/{id}/dms/{}/messages", cast.bot.user_id);
    assert_eq!(
        control(&dms, json!({"content": "from a script"})).await["content"],
        "from a script"
    );
    control("/faults", json!({"method": "GET", "route": "/users/@me", "effect": "refuse", "status": 503, "times": 1})).await;
    assert_eq!(cast.get("/users/@me").await.0, 503);
    assert_eq!(cast.get("/users/@me").await.0, 200);
    let now = control("/clock", json!({"set": "2030-01-01T00:00:00Z"})).await;
    assert_eq!(now["now"], "2030-01-01T00:00:00Z");
}

#[tokio::test]
async fn a_saved_world_comes_back_with_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        state: Some(folder.path().to_owned()),
        ..Options::default()
    };
    let cast = Cast::with(options()).await;
    let draft = discord_simulator::Draft::text("kept").file("a.txt", "abc");
    cast.discord.send(cast.member, cast.channel, draft).unwrap();
    cast.discord.stop().await;
    let again = Simulator::start(options()).await.unwrap();
    let message = again.messages(cast.channel).remove(0);
    assert_eq!(message.content, "kept");
    let link = again.read(|world| world.attachment_url(&message.attachments[0]));
    assert_eq!(
        reqwest::get(link).await.unwrap().text().await.unwrap(),
        "abc"
    );
    again.stop().await;
}
