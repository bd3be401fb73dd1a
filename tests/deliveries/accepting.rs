//! Goods accepted in whole and in parts, by weight, within the tolerance.

use super::{Trade, counted, decide, latest, load, parts, record, sent, trade, with};
use crate::{signing::assert_refused, verification::histories::drift};
use axum::http::StatusCode;

#[tokio::test]
async fn parts_are_accepted_on_their_days_and_the_rest_later() {
    let trade = trade().await;
    let Trade { app, buyer, .. } = &trade;
    let path = sent(&trade).await;
    let part = [
        ("verdict-1", "part"),
        ("accepted-1", "7"),
        ("rejected-1", "0.5"),
        ("why-rejected-1", "frozen"),
        ("note-1", "20 袋冻伤"),
        ("disputed-1", "0.5"),
        ("why-disputed-1", "short_weight"),
    ];
    let answer = decide(&trade, buyer, &part).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        parts(app).await,
        "accepted 7 7 64400.00, rejected 0.5 0 0.00, disputed 0.5 0 0.00, shipped 4 0 0.00"
    );
    // Counted apart, three of the categories: one load, one line.
    assert_eq!(
        counted(app).await,
        "purchase.accepted 1 64400.00, purchase.by_household 1 64400.00"
    );
    let answer = decide(&trade, buyer, &[("verdict-1", "all")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        counted(app).await,
        "purchase.accepted 1 101200.00, purchase.by_household 1 101200.00"
    );
    let public = app.page(&path.replace("/my", "")).await.text("main");
    assert!(public.contains("冻伤") && !public.contains("20 袋"), "{public}");
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_does_not_add_up_is_said_beside_the_goods() {
    let trade = trade().await;
    sent(&trade).await;
    for (verdict, message) in [
        (&[][..], "请至少定一行"),
        (&[("verdict-1", "perhaps")], "请选一项"),
        (&[("verdict-1", "part")], "请写实收、拒收或争议的数量"),
        (&[("verdict-1", "part"), ("accepted-1", "x")], "数量最多三位小数"),
        (&[("verdict-1", "part"), ("accepted-1", "12.1")], "比送货单多收，请填过磅"),
        (
            &[
                ("verdict-1", "part"),
                ("accepted-1", "12"),
                ("rejected-1", "1"),
                ("why-rejected-1", "frozen"),
            ],
            "合计超过待定的 12",
        ),
        (&[("verdict-1", "no")], "拒收：请选原因"),
        (&[("verdict-1", "dispute")], "有争议：请选原因"),
        (&[("verdict-1", "all"), ("gross-1", "8"), ("tare-1", "9")], "毛重大于皮重"),
        (&[("verdict-1", "all"), ("gross-1", "19.86"), ("tare-1", "8.16")], "过磅净重只有 11.7"),
        (&[("verdict-1", "all"), ("seen", "")], "请在现场看过货再交"),
        (&[("verdict-1", "all"), ("on", "2020-09-27")], "不早于发货日"),
        (&[("verdict-1", "all"), ("on", "2020-09-29")], "不晚于今天"),
    ] {
        assert_refused(&decide(&trade, &trade.buyer, verdict).await, message);
    }
    assert_eq!(parts(&trade.app).await, "shipped 12 0 0.00");
}

#[tokio::test]
async fn more_than_the_contract_allows_is_refused() {
    let trade = trade().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    let all = with(load(app).await, &[("quantity-1", "24")]);
    assert_eq!(record(&trade, supplier, all).await.status, StatusCode::SEE_OTHER);
    // 24 t with a tolerance of 2 %: 24.48 t by weight, and no gram more.
    let heavier = [("verdict-1", "all"), ("gross-1", "32.7"), ("tare-1", "8.2")];
    assert_refused(&decide(&trade, buyer, &heavier).await, "最多还能收 24.48");
    let heavy =
        [("verdict-1", "all"), ("gross-1", "32.68"), ("tare-1", "8.2"), ("ticket-1", "0928-117")];
    let answer = decide(&trade, buyer, &heavy).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(parts(app).await, "accepted 24 24.48 225216.00");
    let page = buyer.get(&latest(app).await).await.html().text("main");
    assert!(page.contains("过磅净重 24.48 吨，磅单 0928-117"), "{page}");
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn nobody_accepts_what_he_entered_for_himself_or_for_another() {
    let trade = trade().await;
    let Trade { app, organiser, .. } = &trade;
    let code = super::form(&trade, organiser, "/admin/deliveries").await;
    let fields = with(load(app).await, &[("form", &code)]);
    let answer = super::send(organiser, "/admin/deliveries", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = latest(app).await.replace("/my", "/admin");
    let page = organiser.get(&path).await.html();
    assert_eq!(page.count("a[href$='/acceptance']"), 0);
    let version = super::version(app).await;
    let other = app.someone(farmfair::identity::model::role::Role::Organiser).await;
    let form = other.get(&format!("{path}/acceptance")).await.html();
    let code = form.attribute("input[name=form]", "value");
    let fields = [
        ("form", code.as_str()),
        ("version", &version),
        ("on", "2020-09-28"),
        ("seen", "1"),
        ("verdict-1", "all"),
    ];
    organiser.post(&format!("{path}/acceptance"), &fields).await;
    assert_eq!(parts(app).await, "shipped 12 0 0.00");
    let answer = other.post(&format!("{path}/acceptance"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(parts(app).await, "accepted 12 12 110400.00");
    // Entered for the buyer, and the trail says so.
    let behalf =
        "select (on_behalf_of = (select buyer_id from contracts order by id desc limit 1))::text
                  from audit_events where noun = 'deliveries' order by id desc limit 1";
    assert_eq!(app.text(behalf).await, "true");
}
