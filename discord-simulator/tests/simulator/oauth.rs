use reqwest::Client;
use serde_json::Value;

use crate::support::Cast;

/// The challenge of the verifier below, from RFC 7636's own example.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn page(cast: &Cast, scope: &str) -> String {
    format!(
        "{}/oauth2/authorize?client_id={}&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2Fback&scope={scope}\
         &state=s1&code_challenge={CHALLENGE}&code_challenge_method=S256",
        cast.discord.base_url(),
        cast.bot.id
    )
}

async fn exchange(cast: &Cast, code: &str, verifier: &str) -> (u16, Value) {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", "http://localhost/back"),
        ("client_id", &cast.bot.client_id()),
        ("client_secret", &cast.bot.client_secret),
        ("code_verifier", verifier),
    ];
    let url = format!("{}/api/oauth2/token", cast.discord.base_url());
    let response = Client::new().post(url).form(&fields).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn code_in(address: &str) -> String {
    let pairs = address.split_once('?').unwrap().1;
    assert!(
        pairs.contains("state=s1"),
        "the state comes back: {address}"
    );
    pairs
        .split('&')
        .find_map(|pair| pair.strip_prefix("code="))
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_person_signs_in_and_the_application_reads_who_it_is() {
    let cast = Cast::new().await;
    let shown = reqwest::get(page(&cast, "identify"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        shown.contains("Sign in to Rustmail") && shown.contains("Max"),
        "{shown}"
    );
    let back = cast
        .discord
        .authorize(cast.member, &page(&cast, "identify+guilds.members.read"))
        .unwrap();
    let (status, tokens) = exchange(&cast, &code_in(&back), VERIFIER).await;
    assert_eq!(
        (status, tokens["token_type"].as_str()),
        (200, Some("Bearer")),
        "{tokens}"
    );
    let get = async |path: &str| {
        let request = Client::new().get(format!("{}/api/v10{path}", cast.discord.base_url()));
        let response = request
            .bearer_auth(tokens["access_token"].as_str().unwrap())
            .send()
            .await
            .unwrap();
        (
            response.status().as_u16(),
            response.json::<Value>().await.unwrap(),
        )
    };
    assert_eq!(get("/users/@me").await.1["username"], "max");
    let (status, member) = get(&format!("/users/@me/guilds/{}/member", cast.server)).await;
    assert_eq!(
        (status, member["user"]["username"].as_str()),
        (200, Some("max"))
    );
    assert_eq!(get("/users/@me/guilds").await.1["code"], 50026);
    assert_eq!(
        get(&format!("/channels/{}/messages", cast.channel)).await.0,
        401,
        "that is for bots"
    );
}

#[tokio::test]
async fn codes_are_good_once_and_only_with_their_proof_key() {
    let cast = Cast::new().await;
    let code = code_in(
        &cast
            .discord
            .authorize(cast.member, &page(&cast, "identify"))
            .unwrap(),
    );
    let (status, refusal) = exchange(&cast, &code, "wrong").await;
    assert_eq!(
        (status, refusal["error"].as_str()),
        (400, Some("invalid_grant"))
    );
    let code = code_in(
        &cast
            .discord
            .authorize(cast.member, &page(&cast, "identify"))
            .unwrap(),
    );
    assert_eq!(exchange(&cast, &code, VERIFIER).await.0, 200);
    assert_eq!(
        exchange(&cast, &code, VERIFIER).await.1["error"],
        "invalid_grant"
    );
    let back = cast
        .discord
        .refuse_to_authorize(&page(&cast, "identify"))
        .unwrap();
    assert!(back.contains("error=access_denied"), "{back}");
}
