//! The administration: who may do what and why, and who is signed in.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::UserId;
use rustmail::models::permission::Permission;

use super::{agent, desk};

const GRANTS: &str = "/administration/grants";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_known_is_found_by_the_name_that_people_call_them() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    test.signed_in(test.cast.sam).await;
    agent(&test, test.cast.sam, "Samuel Green").await;
    let candidates = "/administration/grants/candidates?find=green";
    let part = olga.get_fragment(candidates).await;
    let sam = format!("user:{}", test.cast.sam);
    assert_eq!(part.text.matches(&sam).count(), 1, "{}", part.text);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_never_signed_in_is_given_permissions_that_hold() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let paul = format!("user:{}", test.cast.paul);
    let fields = [("subject", paul.as_str()), ("permissions", "view_tickets")];
    assert_eq!(olga.post(GRANTS, &fields).await.location(), GRANTS);
    let page = olga.get(GRANTS).await.text;
    assert!(page.contains("><bdi>paul</bdi></a>"), "{page}");
    assert!(!page.contains("without effect"), "{page}");
    let found = olga.get("/administration/people?find=pau").await.text;
    let person = format!("/administration/people/{}", test.cast.paul);
    assert!(found.contains(&person), "{found}");
    let id = UserId(test.cast.paul.signed());
    let staff = test.app.staff(id).await.unwrap().unwrap();
    assert!(staff.permissions.include(Permission::ViewTickets));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn permissions_are_given_by_name_and_taken_back() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let found = olga.get("/administration/grants?find=pau").await;
    assert!(
        found.text.contains(&format!("user:{}", test.cast.paul)),
        "{}",
        found.text
    );
    let part = olga
        .get_fragment("/administration/grants/candidates?find=Agen")
        .await;
    assert!(
        part.text.contains(&format!("role:{}", test.cast.agents)),
        "{}",
        part.text
    );
    assert!(!part.text.contains("<html"));

    let paul = format!("user:{}", test.cast.paul);
    let fields = [
        ("subject", paul.as_str()),
        ("permissions", "view_tickets"),
        ("permissions", "manage_snippets"),
    ];
    assert_eq!(olga.post(GRANTS, &fields).await.location(), GRANTS);
    let page = olga.get(GRANTS).await;
    assert!(page.text.contains("View tickets") && page.text.contains("Manage snippets"));
    assert!(
        page.text.contains("><bdi>paul</bdi></a>") && page.text.contains("by olga"),
        "{}",
        page.text
    );

    let mut browser = test.signed_in(test.cast.paul).await;
    assert_eq!(browser.get("/tickets").await.status, 200);
    let address = page
        .text
        .split("/administration/grants/")
        .filter_map(|rest| {
            let (id, rest) = rest.split_once('/')?;
            rest.starts_with("revocation")
                .then(|| format!("{GRANTS}/{id}/revocation"))
        });
    let mut addresses: Vec<String> = address.collect();
    addresses.dedup();
    assert_eq!(addresses.len(), 2, "{addresses:?}");
    let part = olga.post_fragment(&addresses[0], &[]).await;
    assert_eq!(part.status, 200);
    assert!(part.text.starts_with("<div id=\"grants\""), "{}", part.text);
    assert_eq!(browser.get("/tickets").await.status, 403);
    // Somebody else has the same page open, and takes it back once more.
    let gone = "There is no such grant: somebody may have taken it back already.";
    let part = olga.post_fragment(&addresses[0], &[("find", "@pau")]).await;
    assert_eq!(part.status, 200);
    assert!(
        part.text.starts_with("<div id=\"grants\"") && part.text.contains(gone),
        "{}",
        part.text
    );
    assert!(!part.text.contains("View tickets</span>"), "{}", part.text);
    // Who was looked for is still found, by the unique name as it is shown.
    assert!(part.text.contains(&paul), "{}", part.text);
    assert_eq!(olga.post(&addresses[0], &[]).await.location(), GRANTS);
    assert!(olga.get(GRANTS).await.text.contains(gone));
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_gives_what_it_was_given_to_everybody_who_holds_it() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let role = test
        .discord
        .create_role(test.cast.staff_server, "Auditors", 0)
        .unwrap();
    test.discord
        .give_role(test.cast.staff_server, test.cast.paul, role)
        .unwrap();
    let subject = format!("role:{role}");
    let given = olga
        .post(
            GRANTS,
            &[("subject", &subject), ("permissions", "view_configuration")],
        )
        .await;
    assert_eq!(given.status, 303, "{}", given.text);
    let page = olga.get(GRANTS).await;
    assert!(page.text.contains("Auditors") && page.text.contains("View the configuration"));
    test.signed_in(test.cast.paul).await;
    let person = olga
        .get(&format!("/administration/people/{}", test.cast.paul))
        .await;
    assert!(
        person.text.contains("olga gave it to the role Auditors."),
        "{}",
        person.text
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_given_is_told_beside_its_field() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let nobody = olga
        .post(GRANTS, &[("find", "pau"), ("permissions", "view_tickets")])
        .await;
    assert_eq!(nobody.status, 422);
    assert!(nobody.text.contains("Choose a person or a role."));
    // What was looked for and ticked is still there.
    assert!(
        nobody.text.contains("value=\"view_tickets\" checked") && nobody.text.contains(">paul<")
    );
    let paul = format!("user:{}", test.cast.paul);
    let nothing = olga
        .post(GRANTS, &[("find", "pau"), ("subject", &paul)])
        .await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("Choose at least one permission."));
    let outside = format!("user:{}", test.cast.mia);
    let stranger = olga
        .post(
            GRANTS,
            &[("subject", &outside), ("permissions", "view_tickets")],
        )
        .await;
    assert!(
        stranger
            .text
            .contains("This user is not in the staff server.")
    );
    let role = olga
        .post(
            GRANTS,
            &[("subject", "role:77"), ("permissions", "view_tickets")],
        )
        .await;
    assert!(role.text.contains("The staff server has no such role."));
    for forged in ["user:", "user:x", "admin:7", "77", "role:-1"] {
        let refused = olga
            .post(
                GRANTS,
                &[("subject", forged), ("permissions", "view_tickets")],
            )
            .await;
        assert_eq!(refused.status, 422, "{forged}");
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_or_takes_what_they_do_not_hold() {
    let test = desk().await;
    test.grant(test.cast.paul, Permission::ManagePermissions)
        .await;
    test.grant(test.cast.sue, Permission::ManageBot).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get(GRANTS).await;
    assert!(page.text.contains("value=\"manage_permissions\""));
    assert!(
        !page.text.contains("value=\"manage_bot\""),
        "offers what they do not hold"
    );
    // Sue's grant stands there, without the button that takes it back.
    assert_eq!(
        page.text.matches("/revocation\"").count() / 2,
        1,
        "{}",
        page.text
    );
    let sam = format!("user:{}", test.cast.sam);
    let refused = paul
        .post(GRANTS, &[("subject", &sam), ("permissions", "manage_bot")])
        .await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("Manage the bot"), "{}", refused.text);
    // One that they hold beside one that they do not: neither is given.
    let both = [
        ("subject", sam.as_str()),
        ("permissions", "manage_permissions"),
        ("permissions", "manage_bot"),
    ];
    assert_eq!(paul.post(GRANTS, &both).await.status, 403);
    let sams = paul
        .get(&format!("/administration/people/{}", test.cast.sam))
        .await;
    assert_eq!(
        sams.status, 404,
        "nothing was given to him, and he was never here"
    );
    for grant in 1..=2 {
        let taken = paul
            .post(&format!("{GRANTS}/{grant}/revocation"), &[])
            .await;
        let page = paul.get(GRANTS).await;
        assert_eq!(
            taken.status,
            if grant == 1 { 303 } else { 403 },
            "{}",
            page.text
        );
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_do_is_told_with_its_reasons() {
    let test = desk().await;
    let conn = &mut test.app.db().await.unwrap();
    let (agents, other) = (test.cast.agents, 77);
    conn.batch_execute(&format!(
        "INSERT INTO categories (name, staff_roles, position, created_at)
         VALUES ('Appeals', '{{{agents}}}', 0, now()), ('Legal', '{{{other}}}', 1, now())"
    ))
    .await
    .unwrap();
    test.signed_in(test.cast.sam).await;
    test.grant(test.cast.sam, Permission::ManageSnippets).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let list = olga.get("/administration/people?find=SA").await;
    assert!(
        list.text.contains("><bdi>sam</bdi></a>") && !list.text.contains("><bdi>olga</bdi></a>"),
        "{}",
        list.text
    );
    let sam = olga
        .get(&format!("/administration/people/{}", test.cast.sam))
        .await;
    for told in [
        "The configuration names the role Agents as staff.",
        "olga gave it to them.",
        "It comes with “Manage tickets”.",
        "by Agents",
        "Does not see its tickets",
        "Roles: Agents",
    ] {
        assert!(sam.text.contains(told), "{told}: {}", sam.text);
    }
    let herself = olga
        .get(&format!("/administration/people/{}", test.cast.olga))
        .await;
    assert!(
        herself
            .text
            .contains("The configuration names them as a super administrator.")
    );
    assert!(herself.text.contains("as a super administrator"));
    assert_eq!(olga.get("/administration/people/77").await.status, 404);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    let test = desk().await;
    let mut here = test.browser();
    here.headers.push((
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0".to_owned(),
    ));
    here.sign_in(&test, test.cast.sam, "/").await;
    let mut there = test.signed_in(test.cast.sam).await;
    let own = here.get("/sessions").await;
    assert!(
        own.text.contains("Firefox on Linux") && own.text.contains("This browser"),
        "{}",
        own.text
    );
    assert_eq!(
        own.text.matches("/end\"").count(),
        2,
        "one to end, and all others: {}",
        own.text
    );
    // Whoever is no administrator reaches no session of anybody else.
    let mut olga = test.signed_in(test.cast.olga).await;
    let nothing = here.post("/sessions/3/end", &[]).await;
    assert_eq!(nothing.location(), "/sessions");
    let told = here.get("/sessions").await.text;
    assert!(told.contains("There is no such session"), "{told}");
    assert_eq!(olga.get("/tickets").await.status, 200);
    assert_eq!(
        here.post("/sessions/end", &[]).await.location(),
        "/sessions"
    );
    assert!(
        there
            .get("/tickets")
            .await
            .location()
            .starts_with("/sign-in")
    );
    assert_eq!(here.get("/tickets").await.status, 200);

    let all = olga.get("/administration/sessions").await;
    assert!(all.text.contains("><bdi>sam</bdi></a>") && all.text.contains("Firefox on Linux"));
    assert_eq!(
        olga.post("/administration/sessions/1/end", &[])
            .await
            .status,
        303
    );
    assert!(
        here.get("/tickets")
            .await
            .location()
            .starts_with("/sign-in")
    );
    let again = olga.post("/administration/sessions/1/end", &[]).await;
    assert_eq!(again.location(), "/administration/sessions");
    let told = olga.get("/administration/sessions").await.text;
    assert!(told.contains("it may have ended already"), "{told}");
    test.finish().await;
}

#[tokio::test]
async fn ending_sessions_is_called_what_it_does() {
    let test = desk().await;
    for who in [test.cast.sam, test.cast.olga] {
        test.signed_in(who).await;
        test.signed_in(who).await;
    }
    let mut olga = test.signed_in(test.cast.olga).await;
    for (who, button, done) in [
        (
            test.cast.sam,
            "End all sessions",
            "All sessions of this person are ended.",
        ),
        (
            test.cast.olga,
            "End all other sessions",
            "The other sessions are ended.",
        ),
    ] {
        let page = format!("/administration/people/{who}");
        let text = olga.get(&page).await.text;
        assert!(text.contains(&format!(">{button}</button>")), "{text}");
        let ended = olga.post(&format!("{page}/sessions/end"), &[]).await;
        assert_eq!(ended.location(), page);
        let text = olga.get(&page).await.text;
        assert!(text.contains(done), "{text}");
    }
    test.finish().await;
}

#[tokio::test]
async fn while_discord_is_silent_known_people_are_found_and_giving_waits() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    test.signed_in(test.cast.sam).await;
    test.discord.fault(discord_simulator::faults::Fault {
        method: None,
        route: "/guilds/**".to_owned(),
        skip: 0,
        times: None,
        effect: discord_simulator::faults::Effect::DropBefore,
    });
    let found = olga
        .get_fragment("/administration/grants/candidates?find=SA")
        .await;
    let sam = format!("user:{}", test.cast.sam);
    assert!(found.text.contains(&sam), "{}", found.text);
    for (subject, find) in [(sam.as_str(), "sam"), ("role:77", "x")] {
        let fields = [
            ("find", find),
            ("subject", subject),
            ("permissions", "view_panel"),
        ];
        let refused = olga.post(GRANTS, &fields).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(
            refused.text.contains("Discord does not answer."),
            "{}",
            refused.text
        );
    }
    test.discord.clear_faults();
    test.finish().await;
}
