//! What the parties of a deal find in their inbox.

use super::{deal, enter, fourth, latest, names, release, version, with};
use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

/// A deal of the supplier and the buyer of `TestApp::someone`, entered as signed.
async fn own(app: &TestApp, organiser: &Person) -> String {
    let names = names(app).await;
    let [supplier, buyer] = [
        "select name from organisations where id = (select min(supplier_id) from contracts)",
        "select name from organisations where id = (select min(buyer_id) from contracts)",
    ];
    let (supplier, buyer) = (app.text(supplier).await, app.text(buyer).await);
    let fields = with(deal(&names), &[("supplier", &supplier), ("buyer", &buyer)]);
    let answer = enter(organiser, fields.clone()).await;
    if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
        // They have signed before.
        let answers = answer.html().attributes("#likeness input[type=radio]", "value");
        let distinct = answers.iter().find(|answer| answer.starts_with("distinct")).unwrap();
        let answer = enter(organiser, with(fields, &[("likeness", distinct)])).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    }
    latest(app).await
}

const SENT: &str = "select count(*)::text from messages where subject like '签约项目%'";

#[tokio::test]
async fn the_parties_are_told_of_the_release_and_of_what_undoes_it() {
    let (app, organiser) = fourth().await;
    let (supplier, buyer) = (app.someone(Role::Supplier).await, app.someone(Role::Buyer).await);
    let path = own(&app, &organiser).await;
    assert_eq!(app.text(SENT).await, "0", "nothing before the release");
    // Pressed twice at once: one of them finds it released.
    let releases = join_all((0..2).map(|_| release(&app, &organiser, &path))).await;
    assert!(releases.iter().any(|answer| answer.status == StatusCode::SEE_OTHER));
    assert_eq!(app.text(SENT).await, "2", "one for each lead");
    let inbox = async |person: &Person, path: &str| person.get(path).await.html().text("main");
    for person in [&supplier, &buyer] {
        let zh = inbox(person, "/my/messages").await;
        assert!(zh.contains("签约项目 4-001 已放行") && zh.contains("签约台试填马铃薯"), "{zh}");
        let en = inbox(person, "/en/my/messages").await;
        assert!(en.contains("Signed project 4-001 is public"), "{en}");
    }
    // It leads to the public page.
    let message = supplier.get("/my/messages").await.html();
    let read = message.attributes("main form", "action");
    let read = read.iter().find(|action| !action.ends_with("messages/reading")).unwrap();
    let led = supplier.post(read, &[]).await;
    assert_eq!(led.header("location"), path.replace("/admin/signing/", "/projects/"));

    let seen = version(&app, &path).await;
    let back = [("version", seen.as_str()), ("reason", "纸面金额不符")];
    organiser.post(&format!("{path}/withdrawal"), &back).await;
    organiser.post(&format!("{path}/withdrawal"), &back).await;
    assert_eq!(app.text(SENT).await, "4");
    let told = inbox(&buyer, "/my/messages").await;
    assert!(told.contains("放行已收回") && told.contains("纸面金额不符"), "{told}");
    release(&app, &organiser, &path).await;
    let seen = version(&app, &path).await;
    organiser.post(&format!("{path}/void"), &[("version", &*seen), ("reason", "重复登记")]).await;
    assert_eq!(app.text(SENT).await, "8");
    let told = inbox(&supplier, "/my/messages").await;
    assert!(told.contains("4-001 已作废") && told.contains("重复登记"), "{told}");
    let links =
        "select count(*)::text from messages where subject like '签约项目%' and path is not null";
    assert_eq!(app.text(links).await, "4", "what is not public has no page");
}

#[tokio::test]
async fn a_wrong_entry_is_voided_without_a_word() {
    let (app, organiser) = fourth().await;
    let path = own(&app, &organiser).await;
    let seen = version(&app, &path).await;
    organiser.post(&format!("{path}/void"), &[("version", &*seen), ("reason", "误")]).await;
    assert_eq!(app.text(SENT).await, "0");
}

#[tokio::test]
async fn who_was_told_of_a_release_is_told_of_the_end() {
    let (app, organiser) = fourth().await;
    let path = own(&app, &organiser).await;
    release(&app, &organiser, &path).await;
    for act in ["withdrawal", "void"] {
        let seen = version(&app, &path).await;
        let fields = [("version", seen.as_str()), ("reason", "误")];
        organiser.post(&format!("{path}/{act}"), &fields).await;
    }
    assert_eq!(app.text(SENT).await, "6");
}

#[tokio::test]
async fn a_refused_release_tells_nobody() {
    let (app, organiser) = fourth().await;
    organiser.post(&format!("{}/rule", super::DESK), &[("persons", "2")]).await;
    let path = own(&app, &organiser).await;
    super::assert_refused(&release(&app, &organiser, &path).await, "登记的人不能放行");
    assert_eq!(app.text(SENT).await, "0");
}
