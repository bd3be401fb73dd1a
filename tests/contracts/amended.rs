//! Goods, endings, voids and ceilings of contracts that were amended.

use super::{
    amending::{amend, amount, assert_done, fields, line, send},
    counted, signed,
};
use crate::{
    agreements,
    deliveries::{self, Trade, decide, load, trade, with},
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
    promises::{AGREEMENTS, CONTRACTS},
    signing::{self, assert_refused},
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

async fn shipped(trade: &Trade, quantity: &str) -> Answer {
    let line = line(&trade.app, "准格尔小米").await;
    let fields = with(load(&trade.app).await, &[("goods-1", &line), ("quantity-1", quantity)]);
    deliveries::record(trade, &trade.supplier, fields).await
}

/// A load of millet, accepted.
async fn accepted(trade: &Trade, quantity: &str) -> Answer {
    assert_done(&shipped(trade, quantity).await);
    let verdict = [("verdict-1", "all")];
    decide(trade, &trade.buyer, &verdict).await
}

#[tokio::test]
async fn goods_count_under_every_version_of_their_line() {
    let trade = trade().await;
    assert_done(&accepted(&trade, "12").await);
    let (app, organiser) = (&trade.app, &trade.organiser);
    let id = line(app, "准格尔小米").await;
    let (quantity, price) = (format!("quantity-{id}"), format!("price-{id}"));
    assert_refused(&amend(app, organiser, &[(&quantity, "11.9")]).await, "已发 12");
    assert_refused(&amend(app, organiser, &[(&format!("ceases-{id}"), "1")]).await, "已发 12");
    assert_refused(&amend(app, organiser, &[(&price, "9,500")]).await, "保持原价");
    assert_done(&amend(app, organiser, &[(&quantity, "20"), ("tolerance", "0")]).await);
    // 12 of the 20 are there.
    assert_refused(&shipped(&trade, "8.1").await, "最多还能发 8");
    assert_done(&accepted(&trade, "8").await);
    let three_way = organiser.get("/admin/three-way?q=DLT-CG-2020-0466").await.html();
    assert_eq!(three_way.count("tbody .bars3"), 2, "{}", three_way.text("main"));
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_amendment_is_voided_before_an_end_that_it_would_outlive() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    signed(&app, &organiser).await;
    let quantity = format!("quantity-{}", line(&app, "准格尔小米").await);
    let later = [(quantity.as_str(), "30"), ("effective_on", "2020-10-10")];
    assert_done(&amend(&app, &organiser, &later).await);
    let earlier = [("ends_on", "2021-01-31"), ("effective_on", "2020-10-09")];
    assert_refused(&amend(&app, &organiser, &earlier).await, "不能早于上一版");
    let ending = [("on", "2020-09-28"), ("class", "supply"), ("reason", "断供")];
    let answer = CONTRACTS.act(&app, &organiser, "termination", &ending).await;
    assert_refused(&answer, "还没生效的补充协议先作废");
    let reason = [("reason", "合同终止，不再追加")];
    assert_done(&CONTRACTS.act(&app, &organiser, "amendments/1/void", &reason).await);
    assert_done(&CONTRACTS.act(&app, &organiser, "termination", &ending).await);
    assert_eq!(amount(&app, "2020-09-28").await, "0.00");
    assert_eq!(amount(&app, "2020-12-31").await, "0.00");
    assert_eq!(drift(&app).await, Vec::<String>::new());
    // What has ended is not amended.
    let path = CONTRACTS.path(&app).await;
    let page = organiser.get(&format!("{path}/amendments/new")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_void_one_leaves_the_contract_as_it_was_before_it() {
    let trade = trade().await;
    let (app, organiser) = (&trade.app, &trade.organiser);
    let before = counted(app).await;
    let quantity = format!("quantity-{}", line(app, "准格尔小米").await);
    assert_done(&amend(app, organiser, &[(&quantity, "30"), ("villages", "官井村")]).await);
    assert_done(&amend(app, organiser, &[("ends_on", "2021-01-31")]).await);
    let reason = [("reason", "录错")];
    let void = async |ordinal: i16| {
        CONTRACTS.act(app, organiser, &format!("amendments/{ordinal}/void"), &reason).await
    };
    assert_refused(&void(1).await, "先作废那一份");
    assert_done(&void(2).await);
    // Goods sent under it keep it.
    assert_done(&accepted(&trade, "12").await);
    assert_refused(&void(1).await, "先作废那些到货");
    let path = format!("/admin{}", deliveries::latest(app).await.replace("/my", ""));
    let version = deliveries::version(app).await;
    let wrong = [("version", version.as_str()), ("reason", "录错")];
    let line_of_it = app.text("select max(id)::text from delivery_lines").await;
    let withdrawal = format!("{path}/lines/{line_of_it}/withdrawal");
    assert_done(&organiser.post(&withdrawal, &wrong).await);
    let version = deliveries::version(app).await;
    let wrong = [("version", version.as_str()), ("reason", "录错")];
    assert_done(&organiser.post(&format!("{path}/void"), &wrong).await);
    assert_done(&void(1).await);
    assert_eq!(counted(app).await, before);
    assert_eq!(drift(app).await, Vec::<String>::new());
    let page = organiser.get(&CONTRACTS.path(app).await).await.html().text("main");
    assert!(page.contains("补充协议 1 作废"), "{page}");
    // The next one changes the line again.
    let quantity = format!("quantity-{}", line(app, "准格尔小米").await);
    assert_done(&amend(app, organiser, &[(&quantity, "25")]).await);
    assert_eq!(amount(app, "2020-09-28").await, "249200.00");
    assert_eq!(drift(app).await, Vec::<String>::new());
}

/// 240,000 yuan under an agreement of 300,000.
async fn call_off(number: &'static str, app: &TestApp, organiser: &Person) {
    let fields = super::contract(app).await;
    let fields = signing::with(fields, &[("framework", "KJ-2020-55"), ("number", number)]);
    CONTRACTS.signed(app, organiser, fields).await;
}

#[tokio::test]
async fn growing_over_the_ceiling_needs_a_reason_also_of_two_at_once() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let fields = signing::with(
        agreements::agreement(&app).await,
        &[("ceiling", "55"), ("starts_on", "2020-09-20"), ("number", "KJ-2020-55")],
    );
    AGREEMENTS.signed(&app, &organiser, fields).await;
    call_off("HT-1", &app, &organiser).await;
    let first = CONTRACTS.path(&app).await;
    let page = organiser.get(&format!("{first}/amendments/new")).await;
    let by_4 = |line: &str| format!("quantity-{line}");
    let one = fields_of(&page, &by_4(&line(&app, "准格尔小米").await));
    call_off("HT-2", &app, &organiser).await;
    let second = CONTRACTS.path(&app).await;
    let page = organiser.get(&format!("{second}/amendments/new")).await;
    let two = fields_of(&page, &by_4(&line(&app, "准格尔小米").await));
    // Either would fit alone.
    let other = app.someone(Role::Organiser).await;
    let (a, b) = tokio::join!(send(&organiser, &first, &one), send(&other, &second, &two));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let (path, refused) = if a.status.as_u16() == 422 { (first, one) } else { (second, two) };
    let person = if a.status.as_u16() == 422 { &organiser } else { &other };
    assert_refused(&send(person, &path, &refused).await, "超出框架上限");
    let reasoned = with(refused, &[("ceiling_reason", "双方已书面同意追加")]);
    assert_done(&send(person, &path, &reasoned).await);
}

/// 28 t instead of 24, from a day to come: CNY 36,800 more.
fn fields_of(page: &Answer, quantity: &str) -> Vec<(String, String)> {
    fields(page, &[(quantity, "28"), ("effective_on", "2020-10-10")])
}
