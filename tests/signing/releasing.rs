//! Deals released, taken back and voided: what the public and the figures see.

use super::{
    DESK, assert_refused, counted, deal, entered, fourth, names, release, send, version, with,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn a_release_is_public_and_counted_and_can_be_taken_back() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let public = path.replace("/admin/signing/", "/projects/");
    let list = "/projects?edition=4";
    assert_eq!(release(&app, &organiser, &path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(&public).await.status, StatusCode::OK);
    assert_eq!(counted(&app).await, "1 12000000.00");
    assert!(app.page(list).await.text("main").contains("签约台试填马铃薯"));
    let found = app.page("/search?q=签约台试填马铃薯").await.text("main");
    assert!(found.contains("4-001"), "{found}");

    let seen = version(&app, &path).await;
    let long = "羊".repeat(201);
    for reason in ["", long.as_str()] {
        let fields = [("version", seen.as_str()), ("reason", reason)];
        let refused = organiser.post(&format!("{path}/withdrawal"), &fields).await;
        assert_refused(&refused, "请写明原因");
        let page = refused.html();
        assert_eq!(page.attribute(".errors a", "href"), "#why-withdrawn");
        assert_eq!(page.all("details[open] #why-withdrawn").len(), 1);
        if !reason.is_empty() {
            assert_eq!(page.attribute("#why-withdrawn", "value"), reason, "what was typed stays");
        }
    }
    assert_eq!(counted(&app).await, "1 12000000.00", "not without a reason");
    let fields = [("version", seen.as_str()), ("reason", "纸面金额不符")];
    organiser.post(&format!("{path}/withdrawal"), &fields).await;
    assert_eq!(app.get(&public).await.status, StatusCode::NOT_FOUND);
    assert_eq!(counted(&app).await, "0 0.00");
    let found = app.page("/search?q=签约台试填马铃薯").await.text("main");
    assert!(!found.contains("4-001"), "{found}");
    let kept = "select reason || ' ' || (released_at <= withdrawn_at) from project_withdrawals
                order by id desc limit 1";
    assert_eq!(app.text(kept).await, "纸面金额不符 true");

    // Corrected and released again.
    let names = names(&app).await;
    let fields =
        with(deal(&names), &[("amount", "1300"), ("version", &version(&app, &path).await)]);
    assert_eq!(send(&organiser, &path, &fields).await.status, StatusCode::SEE_OTHER);
    release(&app, &organiser, &path).await;
    assert_eq!(counted(&app).await, "1 13000000.00");
}

#[tokio::test]
async fn all_three_points_of_the_paper_are_read() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let page = organiser.get(&format!("{path}/release")).await.html();
    assert!(page.text(".paper").contains("壹仟贰佰万元整"), "{}", page.text(".paper"));
    let seen = version(&app, &path).await;
    let fields = [("version", seen.as_str()), ("amount_agrees", "1"), ("is_signed", "1")];
    let answer = organiser.post(&format!("{path}/release"), &fields).await;
    assert_refused(&answer, "三项都核过才能放行");
    assert_eq!(counted(&app).await, "0 0");
}

#[tokio::test]
async fn a_release_of_a_deal_that_was_edited_meanwhile_is_refused() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let seen = version(&app, &path).await;
    let names = names(&app).await;
    let fields = with(deal(&names), &[("amount", "1300"), ("version", &seen)]);
    send(&organiser, &path, &fields).await;
    let read = [
        ("version", seen.as_str()),
        ("amount_agrees", "1"),
        ("names_agree", "1"),
        ("is_signed", "1"),
    ];
    let answer = organiser.post(&format!("{path}/release"), &read).await;
    assert_refused(&answer, "请重新对照纸面");
    assert_eq!(counted(&app).await, "0 0");
    // And the reverse: what is released is not changed by a form that was open.
    let seen = version(&app, &path).await;
    release(&app, &organiser, &path).await;
    let late = with(deal(&names), &[("amount", "1400"), ("version", &seen)]);
    assert_refused(&send(&organiser, &path, &late).await, "已放行的先收回放行");
    assert_eq!(counted(&app).await, "1 13000000.00");
}

#[tokio::test]
async fn where_two_persons_are_wanted_another_releases() {
    let (app, organiser) = fourth().await;
    organiser.post(&format!("{DESK}/rule"), &[("persons", "2")]).await;
    let path = entered(&app, &organiser).await;
    assert_refused(&release(&app, &organiser, &path).await, "登记的人不能放行");
    let second = app.someone(Role::Organiser).await;
    assert_eq!(release(&app, &second, &path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(counted(&app).await, "1 12000000.00");
}

#[tokio::test]
async fn a_void_deal_counts_on_no_day_and_keeps_its_number() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    release(&app, &organiser, &path).await;
    let seen = version(&app, &path).await;
    let fields = [("version", seen.as_str()), ("reason", "重复登记")];
    organiser.post(&format!("{path}/void"), &fields).await;
    assert_eq!(counted(&app).await, "0 0.00");
    let public = path.replace("/admin/signing/", "/projects/");
    assert_eq!(app.get(&public).await.status, StatusCode::NOT_FOUND);
    let page = organiser.get(&path).await.html().text("main");
    assert!(page.contains("已作废") && page.contains("重复登记"), "{page}");
    entered(&app, &organiser).await;
    let number = "select number from signed_projects order by id desc limit 1";
    assert_eq!(app.text(number).await, "4-002");
    // A deal that others follow stays.
    let followed = app.text("select min(project_id)::text from contracts where project_id is not null and state <> 'void'").await;
    let path = format!("/admin/signing/{followed}");
    let seen = version(&app, &path).await;
    organiser.post(&format!("{path}/void"), &[("version", &*seen), ("reason", "误")]).await;
    assert_eq!(version(&app, &path).await, seen);
}

#[tokio::test]
async fn the_list_is_printed_with_what_pages_carry_over() {
    let (app, organiser) = fourth().await;
    app.as_owner("update editions set state = 'closed' where ordinal = 4").await;
    let list = organiser.get("/admin/fairs/3/signing/list").await.html();
    assert_eq!(list.count(".signlist tbody tr:not(.carry)"), 61);
    assert!(list.text(".signlist tfoot").contains("合计，61 项"));
    assert!(
        list.text(".signlist__words").contains("玖亿零壹佰万元整"),
        "{}",
        list.text(".signlist__words")
    );
    assert_eq!(list.count(".carry"), list.count(".signlist") - 1);
}

#[tokio::test]
async fn a_correction_keeps_the_kind_of_the_day_of_signing_and_its_author_does_not_release() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    release(&app, &organiser, &path).await;
    app.as_owner(
        "update organisations set kind = case kind when 'private' then 'retailer' else 'private' end
         where id = (select buyer_id from signed_projects order by id desc limit 1)",
    )
    .await;
    let kind = "select buyer_kind from signed_projects order by id desc limit 1";
    let before = app.text(kind).await;
    let seen = version(&app, &path).await;
    let back = [("version", seen.as_str()), ("reason", "名称有误")];
    organiser.post(&format!("{path}/withdrawal"), &back).await;
    organiser.post(&format!("{DESK}/rule"), &[("persons", "2")]).await;
    let second = app.someone(Role::Organiser).await;
    let names = names(&app).await;
    let fields =
        with(deal(&names), &[("title", "改过的"), ("version", &version(&app, &path).await)]);
    assert_eq!(send(&second, &path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.text(kind).await, before);
    assert_refused(&release(&app, &second, &path).await, "登记的人不能放行");
    assert_eq!(release(&app, &organiser, &path).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_deal_that_others_follow_is_not_taken_back() {
    let (app, organiser) = fourth().await;
    let followed = app.text("select min(renews_id)::text from public_projects").await;
    let path = format!("/admin/signing/{followed}");
    let seen = version(&app, &path).await;
    let back = [("version", seen.as_str()), ("reason", "误")];
    organiser.post(&format!("{path}/withdrawal"), &back).await;
    assert_eq!(version(&app, &path).await, seen);
    assert_eq!(
        app.get(&path.replace("/admin/signing/", "/projects/")).await.status,
        StatusCode::OK
    );
}
