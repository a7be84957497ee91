//! The language in which somebody reads the panel.

use super::desk;

#[tokio::test]
async fn a_chosen_language_is_kept_and_leads_back_to_the_page() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let english = sam.get("/tickets?state=closed").await;
    assert!(english.text.contains("<html lang=\"en\">"));
    assert!(
        english
            .text
            .contains("name=\"return_to\" value=\"/tickets?state=closed\""),
        "{}",
        english.text
    );
    let fields = [("language", "fr"), ("return_to", "/tickets?state=closed")];
    let chosen = sam.post("/language", &fields).await;
    assert_eq!(chosen.location(), "/tickets?state=closed");
    let french = sam.get("/tickets").await;
    assert!(
        french.text.contains("<html lang=\"fr\">") && french.text.contains("Se déconnecter"),
        "{}",
        french.text
    );
    test.finish().await;
}

#[tokio::test]
async fn an_unknown_language_changes_nothing_and_leads_to_no_other_site() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let fields = [("language", "tlh"), ("return_to", "//evil.example")];
    let refused = sam.post("/language", &fields).await;
    assert_eq!(refused.location(), "/");
    assert_eq!(refused.header("set-cookie"), "");
    assert!(
        sam.get("/tickets")
            .await
            .text
            .contains("<html lang=\"en\">")
    );
    test.finish().await;
}
