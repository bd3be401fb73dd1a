//! Booths allocated, swapped and released; never twice.

use super::{approved, exhibitor, fourth, seen, told};
use crate::harness::{
    actors::Person,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

const LATEST: &str = "select max(id)::text from exhibitors where edition_id = (select id from editions where ordinal = 4)";
const STANDING: &str = "select string_agg(b.code || '=' || a.exhibitor_id, ' ' order by b.code)
                        from booth_assignments a join booths b on b.id = a.booth_id join editions e on e.id = b.edition_id
                        where e.ordinal = 4 and a.released_at is null";

async fn give(organiser: &Person, booth: &str, exhibitor: &str) -> Answer {
    organiser.post("/admin/editions/4/booths", &[("booth", booth), ("exhibitor", exhibitor)]).await
}

async fn booth(app: &TestApp, code: &'static str) -> String {
    let codes = app.texts("select b.code || ' ' || b.id from booths b join editions e on e.id = b.edition_id where e.ordinal = 4").await;
    codes.iter().find_map(|row| row.strip_prefix(&format!("{code} "))).unwrap().to_string()
}

/// Booth and assignment, from the form on its page.
async fn as_seen(organiser: &Person, booth: &str) -> String {
    organiser
        .get(&format!("/admin/booths/{booth}"))
        .await
        .html()
        .attribute("form[action$=release] input[name=seen]", "value")
}

/// Two exhibitors in.
async fn two() -> (TestApp, Person, [String; 2]) {
    let (app, organiser) = fourth().await;
    let mut who = Vec::new();
    for code in ["A-001", "A-002"] {
        approved(&app, "approved").await;
        who.push(exhibitor(&app, LATEST).await);
        seen(&give(&organiser, code, who.last().unwrap()).await);
    }
    (app, organiser, [who.remove(0), who.remove(0)])
}

#[tokio::test]
async fn who_was_approved_gets_a_booth_and_nobody_else_does() {
    let (app, organiser) = fourth().await;
    for state in ["applied", "recommended", "declined"] {
        approved(&app, state).await;
        let id = exhibitor(&app, LATEST).await;
        told(&give(&organiser, "A-001", &id).await, "只有已批准的展商可以分配展位");
    }
    approved(&app, "approved").await;
    let id = exhibitor(&app, LATEST).await;
    let page = organiser.get("/admin/editions/4/booths").await.html();
    assert_eq!(page.count("#exhibitor option"), 1, "who waits is offered");
    assert!(
        organiser.get("/admin").await.html().text(".waits").contains("未分配展位的展商"),
        "and stands on the desk"
    );
    told(&give(&organiser, "Z-001", &id).await, "没有这个展位");
    assert_eq!(give(&organiser, "A-001", "999999999").await.status, StatusCode::NOT_FOUND);
    let of_another = app.text("select min(id)::text from exhibitors where edition_id = 3").await;
    assert_eq!(give(&organiser, "A-001", &of_another).await.status, StatusCode::NOT_FOUND);
    seen(&give(&organiser, " a1", &id).await);
    told(&give(&organiser, "A-002", &id).await, "已有展位");
    approved(&app, "approved").await;
    let other = exhibitor(&app, LATEST).await;
    told(&give(&organiser, "A-001", &other).await, "已有展商");
    assert_eq!(app.text(STANDING).await, format!("A-001={id}"));
}

#[tokio::test]
async fn booths_are_exchanged_moved_and_freed_with_a_history() {
    let (app, organiser, [one, two]) = two().await;
    let (first, second, third) =
        (booth(&app, "A-001").await, booth(&app, "A-002").await, booth(&app, "B-007").await);
    let (here, there) = (as_seen(&organiser, &first).await, as_seen(&organiser, &second).await);
    seen(
        &organiser
            .post(&format!("/admin/booths/{first}/exchange"), &[("seen", &here), ("other", &there)])
            .await,
    );
    assert_eq!(app.text(STANDING).await, format!("A-001={two} A-002={one}"));
    let here = as_seen(&organiser, &first).await;
    seen(
        &organiser
            .post(
                &format!("/admin/booths/{first}/exchange"),
                &[("seen", &here), ("other", &format!("{third}-0"))],
            )
            .await,
    );
    assert_eq!(app.text(STANDING).await, format!("A-002={one} B-007={two}"));
    let here = as_seen(&organiser, &second).await;
    seen(&organiser.post(&format!("/admin/booths/{second}/release"), &[("seen", &here)]).await);
    assert_eq!(app.text(STANDING).await, format!("B-007={two}"));
    let page = organiser.get(&format!("/admin/booths/{first}")).await.html();
    assert_eq!(page.count(".past li"), 2, "both who stood there");
    let history = page.all("#h-history + ol li");
    assert_eq!(history.len(), 3, "{history:?}");
    assert!(history.iter().all(|line| line.contains(&organiser.login)), "{history:?}");
    for odd in ["", "x", &format!("{third}-1")] {
        assert_eq!(
            organiser
                .post(&format!("/admin/booths/{first}/release"), &[("seen", odd)])
                .await
                .status,
            StatusCode::NOT_FOUND,
            "{odd}"
        );
    }
}

#[tokio::test]
async fn of_twenty_who_want_one_booth_one_gets_it() {
    let (app, organiser) = fourth().await;
    for _ in 0..20 {
        approved(&app, "approved").await;
    }
    let ids = app.texts("select id::text from exhibitors where edition_id = (select id from editions where ordinal = 4)").await;
    let answers = join_all(ids.iter().map(|id| give(&organiser, "A-010", id))).await;
    let given = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(given, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert!(answers.iter().all(|answer| !answer.status.is_server_error()));
    // And one exhibitor for twenty booths.
    let free = ids
        .iter()
        .find(|id| {
            !answers
                .iter()
                .zip(&ids)
                .any(|(answer, given)| answer.status == StatusCode::SEE_OTHER && given == *id)
        })
        .unwrap();
    let codes: Vec<String> = (11..31).map(|number| format!("A-{number:03}")).collect();
    let answers = join_all(codes.iter().map(|code| give(&organiser, code, free))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count(), 1);
    let trail = app.text("select count(*)::text from audit_events where noun = 'booths'").await;
    assert_eq!(trail, "2", "what was refused is not in the trail as done");
}

#[tokio::test]
async fn of_two_exchanges_at_once_in_opposite_orders_one_is_made() {
    let (app, organiser, [one, two]) = two().await;
    let other = app.someone(Role::Organiser).await;
    let (first, second) = (booth(&app, "A-001").await, booth(&app, "A-002").await);
    for round in 1..=5 {
        let (here, there) = (as_seen(&organiser, &first).await, as_seen(&organiser, &second).await);
        let (paths, fields) = (
            [format!("/admin/booths/{first}/exchange"), format!("/admin/booths/{second}/exchange")],
            [
                [("seen", here.as_str()), ("other", there.as_str())],
                [("seen", there.as_str()), ("other", here.as_str())],
            ],
        );
        let (a, b) =
            tokio::join!(organiser.post(&paths[0], &fields[0]), other.post(&paths[1], &fields[1]));
        assert_eq!((a.status, b.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        let refused = [&a, &b]
            .iter()
            .filter(|answer| answer.header("set-cookie").contains("not-now"))
            .count();
        assert_eq!(refused, 1, "one of the two is told");
        let expected = if round % 2 == 1 {
            format!("A-001={two} A-002={one}")
        } else {
            format!("A-001={one} A-002={two}")
        };
        assert_eq!(app.text(STANDING).await, expected, "round {round}");
    }
}

#[tokio::test]
async fn what_changed_meanwhile_is_not_acted_on() {
    let (app, organiser, [one, two]) = two().await;
    let (first, second) = (booth(&app, "A-001").await, booth(&app, "A-002").await);
    let (here, there) = (as_seen(&organiser, &first).await, as_seen(&organiser, &second).await);
    let exchange = format!("/admin/booths/{first}/exchange");
    seen(&organiser.post(&exchange, &[("seen", &here), ("other", &there)]).await);
    for (path, other) in
        [(exchange.clone(), there.as_str()), (format!("/admin/booths/{first}/release"), "")]
    {
        let again = organiser.post(&path, &[("seen", here.as_str()), ("other", other)]).await;
        assert!(again.header("set-cookie").contains("not-now"), "{path}");
    }
    assert_eq!(app.text(STANDING).await, format!("A-001={two} A-002={one}"));
    app.as_owner("update editions set state = 'closed' where ordinal = 4").await;
    let seated = app
        .text(
            "select max(id)::text from booth_assignments where released_at is null and booth_id = \
             (select id from booths where code = 'A-001' and edition_id = \
              (select id from editions where ordinal = 4))",
        )
        .await;
    let here = format!("{first}-{seated}");
    let over = organiser.post(&format!("/admin/booths/{first}/release"), &[("seen", &here)]).await;
    assert!(over.header("set-cookie").contains("not-now"), "the fair is over");
}

#[tokio::test]
async fn an_officer_knows_the_exhibitors_of_the_banner_and_others_once_they_are_public() {
    let (app, _, _) = two().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let banner = app.text("select min(code) from divisions where level = 'banner'").await;
    let first = app
        .text(
            "select organisation_id::text from exhibitors where id = \
             (select min(id) from exhibitors where edition_id = \
              (select id from editions where ordinal = 4))",
        )
        .await;
    app.as_owner_with(
        "update organisations set name = '别旗的展商', banner_code = \
         (select max(code) from divisions where level = 'banner') where id = $key",
        &first,
    )
    .await;
    let page = officer.get("/admin/editions/4/booths").await;
    assert!(!page.body.contains("别旗的展商") && page.body.contains("其他旗区的展商"), "{banner}");
    assert!(
        !officer.get("/admin/editions/4/booth-cards?zone=all").await.body.contains("别旗的展商")
    );
    app.as_owner_with(
        "update exhibitors set state = 'published', published_on = '2020-09-28' where id = $key",
        &app.text("select min(id)::text from exhibitors where edition_id = (select id from editions where ordinal = 4)").await,
    )
    .await;
    assert!(officer.get("/admin/editions/4/booths").await.body.contains("别旗的展商"));
    for act in ["exchange", "release"] {
        let booth = booth(&app, "A-001").await;
        let answer = officer
            .post(&format!("/admin/booths/{booth}/{act}"), &[("seen", &format!("{booth}-1"))])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{act}");
    }
}
