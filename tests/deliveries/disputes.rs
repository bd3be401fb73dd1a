//! Disputes settled by both sides or decided by the office, and decisions withdrawn.

use super::{Trade, counted, decide, latest, parts, sent, trade, version};
use crate::{
    harness::{actors::Person, site::Answer},
    signing::assert_refused,
    verification::histories::drift,
};
use axum::http::StatusCode;

/// A load of 12 t, of which 10 t are accepted and 2 t are disputed.
async fn disputed() -> Trade {
    let trade = trade().await;
    sent(&trade).await;
    let part = [
        ("verdict-1", "part"),
        ("accepted-1", "10"),
        ("disputed-1", "2"),
        ("why-disputed-1", "short_weight"),
    ];
    let answer = decide(&trade, &trade.buyer, &part).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    trade
}

/// Does this to the part in this state, as it is now.
async fn act(
    trade: &Trade,
    person: &Person,
    state: &str,
    what: &str,
    more: &[(&str, &str)],
) -> Answer {
    let root = if what == "settlement" || what == "withdrawal" { "/admin" } else { "/my" };
    let path = latest(&trade.app).await.replace("/my", root);
    let sql = format!(
        "select id::text from delivery_lines
         where delivery_id = (select max(id) from deliveries) and state = '{state}'"
    );
    let line: String =
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&trade.app.pool).await.unwrap();
    let version = version(&trade.app).await;
    let mut fields = vec![("version", version.as_str())];
    fields.extend_from_slice(more);
    person.post(&format!("{path}/lines/{line}/{what}"), &fields).await
}

#[tokio::test]
async fn a_dispute_is_settled_when_the_other_side_agrees() {
    let trade = disputed().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    // Nobody agrees before there is an offer, nor to the own one.
    act(&trade, buyer, "disputed", "agreement", &[]).await;
    let offer = [("accepted", "1.5"), ("reason", "运输损耗各担一半")];
    let answer = act(&trade, supplier, "disputed", "offer", &offer).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    act(&trade, supplier, "disputed", "agreement", &[]).await;
    assert_eq!(parts(app).await, "accepted 10 10 92000.00, disputed 2 0 0.00");
    let page = buyer.get(&latest(app).await).await.html().text("#main");
    assert!(page.contains("供货方提出：收下 1.5 吨") && page.contains("各担一半"), "{page}");
    let answer = act(&trade, buyer, "disputed", "agreement", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        parts(app).await,
        "accepted 10 10 92000.00, accepted 1.5 1.5 13800.00, rejected 0.5 0 0.00"
    );
    assert_eq!(
        counted(app).await,
        "purchase.accepted 1 105800.00, purchase.by_household 1 105800.00"
    );
    assert_eq!(drift(app).await, Vec::<String>::new());
}

/// Who entered the load accepts none of it himself: the buyer says how much.
#[tokio::test]
async fn who_sent_the_goods_may_agree_to_what_the_buyer_offers() {
    let trade = disputed().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    act(&trade, buyer, "disputed", "offer", &[("accepted", "1")]).await;
    let answer = act(&trade, supplier, "disputed", "agreement", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        parts(app).await,
        "accepted 10 10 92000.00, accepted 1 1 9200.00, rejected 1 0 0.00"
    );
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_the_sides_cannot_settle_the_office_decides_with_a_reason() {
    let trade = disputed().await;
    let Trade { app, organiser, .. } = &trade;
    let unsaid = act(&trade, organiser, "disputed", "settlement", &[("accepted", "1")]).await;
    assert_refused(&unsaid, "收下多少");
    let much = [("accepted", "2.1"), ("reason", "按磅单")];
    assert_refused(
        &act(&trade, organiser, "disputed", "settlement", &much).await,
        "合计超过待定的 2",
    );
    let none = [("accepted", "0"), ("reason", "复磅仍短两吨")];
    let answer = act(&trade, organiser, "disputed", "settlement", &none).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(parts(app).await, "accepted 10 10 92000.00, rejected 2 0 0.00");
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_withdrawn_acceptance_leaves_what_was_paid_for_it_prepaid() {
    let trade = disputed().await;
    let Trade { app, organiser, supplier, .. } = &trade;
    app.as_owner(
        "with line as (select l.id, d.buyer_id, d.supplier_id from delivery_lines l
                       join deliveries d on d.id = l.delivery_id
                       where l.state = 'accepted' order by l.id desc limit 1),
              paid as (insert into payments (number, buyer_id, supplier_id, paid_on, amount)
                       select 'FK-T-1', buyer_id, supplier_id, '2020-09-28', 50000 from line
                       returning id)
         insert into payment_allocations select paid.id, line.id, 50000 from paid, line",
    )
    .await;
    let path = latest(app).await;
    // What is decided on is not voided as it stands.
    let now = version(app).await;
    let void = [("version", now.as_str()), ("reason", "录错")];
    supplier.post(&format!("{path}/void"), &void).await;
    let is_void = "select (voided_at is not null)::text from deliveries order by id desc limit 1";
    assert_eq!(app.text(is_void).await, "false");
    assert_refused(&act(&trade, organiser, "accepted", "withdrawal", &[]).await, "请写明原因");
    let reason = [("reason", "磅单看错一位")];
    let answer = act(&trade, organiser, "accepted", "withdrawal", &reason).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(parts(app).await, "shipped 10 0 0.00, disputed 2 0 0.00");
    assert_eq!(counted(app).await, "");
    let released = "select amount || ' ' || reason from released_allocations";
    assert_eq!(app.text(released).await, "50000.00 磅单看错一位");
    let prepaid = "select sum(e.amount)::text from journal_entries e join payments p on p.id = e.root_id
                   where e.root = 'payment' and e.account = 'payment.prepaid' and p.number = 'FK-T-1'";
    assert_eq!(app.text(prepaid).await, "50000.00");
    assert_eq!(drift(app).await, Vec::<String>::new());
    // The dispute is withdrawn too: all of the line is open again, as one part.
    act(&trade, organiser, "disputed", "withdrawal", &reason).await;
    assert_eq!(parts(app).await, "shipped 12 0 0.00");
    let now = version(app).await;
    let void = [("version", now.as_str()), ("reason", "录错")];
    let answer = supplier.post(&format!("{path}/void"), &void).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(app.text(is_void).await, "true");
    assert_eq!(drift(app).await, Vec::<String>::new());
}
