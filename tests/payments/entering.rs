//! Payments entered, divided and voided.

use super::{LIST, accepted, counted, form, latest, lines, pay, send, supplier};
use crate::{deliveries::with, harness::site::Answer, verification::histories::drift};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

fn went(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_payment_is_divided_oldest_first_and_the_rest_is_prepaid() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    let fields = with(form(&trade, &trade.buyer, "120000").await, &[("then", "oldest")]);
    let proposed = send(&trade.buyer, LIST, &fields).await;
    assert_eq!(proposed.status, StatusCode::OK);
    let page = proposed.html();
    let share = |line: &str| page.attribute(&format!("#share-{line}"), "value");
    assert_eq!([share(&lines[0]), share(&lines[1])], ["110400", "9600"]);
    assert_eq!(
        trade.app.text("select count(*)::text from payments where entered_by is not null").await,
        "0"
    );

    went(&pay(&trade, "190000", &[(&lines[0], "110400"), (&lines[1], "7.36万")]).await);
    assert_eq!(counted(&trade.app).await, "payment.paid 184000.00, payment.prepaid 6000.00");
    let path = latest(&trade.app).await;
    let shown = trade.supplier.get(&path).await;
    assert!(shown.body.contains("银付 0928-03"), "the supplier sees it");
    let inbox = trade.supplier.get("/my/messages").await;
    assert!(inbox.body.contains("付款 银付 0928-03"), "and is told");
    assert_eq!(drift(&trade.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn more_than_is_owed_or_than_there_is_is_refused_with_the_limit() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    let refused = pay(&trade, "110400.01", &[(&lines[0], "110400.01")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("只欠 110,400 元"), "{}", refused.body);
    let refused = pay(&trade, "100", &[(&lines[0], "99"), (&lines[1], "1.01")]).await;
    assert!(refused.body.contains("比这笔钱多分了 0.01 元"), "{}", refused.body);
    let odd = pay(&trade, "100", &[(&lines[0], "-5")]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    let foreign = trade
        .app
        .text(
            "select min(id)::text from accepted_lines
             where contract_id <> (select max(id) from contracts)",
        )
        .await;
    let refused = pay(&trade, "100", &[(&foreign, "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "goods of others");
    let fields = with(form(&trade, &trade.buyer, "100").await, &[("paid_on", "2020-09-29")]);
    let refused = send(&trade.buyer, LIST, &fields).await;
    assert!(refused.body.contains("这一天还没到"), "{}", refused.body);
    let made = trade.app.text("select count(*)::text from payments where entered_by is not null");
    assert_eq!(made.await, "0");
}

#[tokio::test]
async fn what_was_prepaid_is_divided_once_goods_are_accepted() {
    let trade = accepted().await;
    went(&pay(&trade, "60000", &[]).await);
    assert_eq!(counted(&trade.app).await, "payment.prepaid 60000.00");
    let path = latest(&trade.app).await;
    let listed = trade.buyer.get(&format!("{LIST}?stage=prepaid")).await;
    assert!(listed.body.contains("银付 0928-03"));

    let lines = lines(&trade.app).await;
    let version = trade.buyer.get(&path).await.html().attribute("input[name=version]", "value");
    let at = format!("{path}/allocations");
    let share = format!("share-{}", lines[0]);
    let fields = [("version", version.as_str()), (share.as_str(), "39000")];
    went(&trade.buyer.post(&at, &fields).await);
    assert_eq!(counted(&trade.app).await, "payment.paid 39000.00, payment.prepaid 21000.00");
    // The page that the second clerk still has open is refused.
    let again = trade.buyer.post(&at, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(counted(&trade.app).await, "payment.paid 39000.00, payment.prepaid 21000.00");
    assert_eq!(drift(&trade.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_void_payment_counts_on_no_day_and_its_number_may_be_used_again() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    went(&pay(&trade, "39000", &[(&lines[0], "39000")]).await);
    let twice = pay(&trade, "39000", &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("这个凭证号已经记过"), "{}", twice.body);

    let path = latest(&trade.app).await;
    let page = trade.buyer.get(&path).await.html();
    let version = page.attribute("input[name=version]", "value");
    let void = format!("{path}/void");
    let unsaid = trade.buyer.post(&void, &[("version", &version), ("reason", "")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    went(&trade.buyer.post(&void, &[("version", &version), ("reason", "金额录错")]).await);
    assert_eq!(counted(&trade.app).await, "");
    went(&pay(&trade, "39000", &[(&lines[0], "39000")]).await);
    assert_eq!(counted(&trade.app).await, "payment.paid 39000.00");
    assert_eq!(drift(&trade.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn goods_whose_acceptance_is_withdrawn_are_listed_with_the_payment() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    went(&pay(&trade, "26000", &[(&lines[1], "26000")]).await);
    let delivery = crate::deliveries::latest(&trade.app).await.replace("/my", "/admin");
    let version = crate::deliveries::version(&trade.app).await;
    let at = format!("{delivery}/lines/{}/withdrawal", lines[1]);
    let reason = [("version", version.as_str()), ("reason", "磅单看错了")];
    went(&trade.organiser.post(&at, &reason).await);
    assert_eq!(counted(&trade.app).await, "payment.prepaid 26000.00");
    let page = trade.buyer.get(&latest(&trade.app).await).await;
    assert!(page.body.contains("转回预付") && page.body.contains("磅单看错了"), "{}", page.body);
}

#[tokio::test]
async fn what_a_void_payment_was_for_is_not_prepaid_when_its_acceptance_is_withdrawn() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    went(&pay(&trade, "26000", &[(&lines[1], "26000")]).await);
    let path = latest(&trade.app).await;
    let version = trade.buyer.get(&path).await.html().attribute("input[name=version]", "value");
    let void = [("version", version.as_str()), ("reason", "金额录错")];
    went(&trade.buyer.post(&format!("{path}/void"), &void).await);
    let delivery = crate::deliveries::latest(&trade.app).await.replace("/my", "/admin");
    let version = crate::deliveries::version(&trade.app).await;
    let reason = [("version", version.as_str()), ("reason", "磅单看错了")];
    let at = format!("{delivery}/lines/{}/withdrawal", lines[1]);
    went(&trade.organiser.post(&at, &reason).await);
    let listed = trade.app.text("select count(*)::text from released_allocations").await;
    assert_eq!((listed.as_str(), counted(&trade.app).await.as_str()), ("0", ""));
    assert_eq!(drift(&trade.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_amount_a_thousand_times_what_is_owed_is_asked_about_once() {
    let trade = accepted().await;
    let fields = with(form(&trade, &trade.buyer, "184000").await, &[("unit", "10000")]);
    let asked = send(&trade.buyer, LIST, &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("单位对吗"), "{}", asked.body);
    let sure = asked.html().attribute("input[name=is_sure]", "value");
    went(&send(&trade.buyer, LIST, &with(fields, &[("is_sure", &sure)])).await);
}

#[tokio::test]
async fn the_office_enters_for_a_buyer_and_an_officer_within_the_own_banner() {
    let trade = accepted().await;
    let buyer = "select o.name from organisations o
                 where o.id = (select buyer_id from contracts order by id desc limit 1)";
    let (buyer, supplier) = (trade.app.text(buyer).await, supplier(&trade.app).await);
    let fields = form(&trade, &trade.buyer, "100").await;
    let fields = with(fields, &[("buyer", &buyer), ("supplier", &supplier), ("number", "代 1")]);
    let officer = trade.app.someone(Role::BannerOfficer).await;
    let foreign = "update user_roles set banner_code = (
                       select min(code) from divisions where level = 'banner' and code <> (
                           select owner_banner_code from contracts order by id desc limit 1))
                   where role = 'banner_officer'";
    trade.app.as_owner(foreign).await;
    let at = format!("/admin/payments/new?buyer={buyer}&supplier={supplier}");
    let code = officer.get(&at).await.html().attribute("input[name=form]", "value");
    let refused =
        send(&officer, "/admin/payments", &with(fields.clone(), &[("form", &code)])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let code = trade.organiser.get(&at).await.html().attribute("input[name=form]", "value");
    went(&send(&trade.organiser, "/admin/payments", &with(fields, &[("form", &code)])).await);
    let behalf = "select on_behalf_of::text from audit_events where noun = 'payments'
                  order by id desc limit 1";
    let buyer_id = "select buyer_id::text from contracts order by id desc limit 1";
    assert_eq!(trade.app.text(behalf).await, trade.app.text(buyer_id).await);
    // Another buyer finds none of it.
    let another = "select max(buyer_id) from contracts where buyer_id <> (
                       select buyer_id from contracts order by id desc limit 1)";
    let other = crate::deliveries::of(&trade.app, Role::Buyer, another).await;
    assert_eq!(other.get(&latest(&trade.app).await).await.status, StatusCode::NOT_FOUND);
}
