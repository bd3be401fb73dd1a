//! Loads recorded by suppliers, village teams and the office.

use super::{
    LIST, Trade, counted, form, latest, load, parts, record, send, sent, trade, version, with,
};
use crate::{
    harness::{actors::Person, site::TestApp},
    signing::assert_refused,
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

#[tokio::test]
async fn a_load_is_told_to_the_buyer_and_counts_once_accepted() {
    let trade = trade().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    let path = sent(&trade).await;
    assert_eq!(parts(app).await, "shipped 12 0 0.00");
    assert_eq!(counted(app).await, "");
    let state = "select state || ' ' || performing_on from contracts order by id desc limit 1";
    assert_eq!(app.text(state).await, "performing 2020-09-28");
    let inbox = buyer.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("已发货"), "{inbox}");
    let desk = buyer.get("/my").await.html().text("main");
    assert!(desk.contains("到货待验收"), "{desk}");
    // The supplier sees whose goods they are, the buyer never does.
    let own = supplier.get(&path).await.html().text("main");
    assert!(own.contains("脱贫巩固户 6 户"), "{own}");
    for address in [path.clone(), format!("{path}/acceptance"), LIST.to_string()] {
        let page = buyer.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        for word in ["巩固户", "consolidated", "6 户"] {
            assert!(!page.body.contains(word), "{word} at {address}");
        }
    }
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_form_sent_many_times_makes_one_load() {
    let trade = trade().await;
    let code = form(&trade, &trade.supplier, LIST).await;
    let fields = with(load(&trade.app).await, &[("form", &code)]);
    let answers = join_all((0..12).map(|_| send(&trade.supplier, LIST, &fields))).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::SEE_OTHER));
    let count = "select count(*)::text from deliveries
                 where contract_id = (select max(id) from contracts)";
    assert_eq!(trade.app.text(count).await, "1");
}

#[tokio::test]
async fn what_was_typed_stays_with_its_errors() {
    let trade = trade().await;
    let good = load(&trade.app).await;
    for (field, value, message) in [
        ("quantity-1", "", "数量：请填大于零的数"),
        ("quantity-1", "-3", "数量：请填大于零的数"),
        ("quantity-1", "25", "最多还能发 24.48"),
        ("unit-1", "zhi", "换算成合同的单位"),
        ("goods-1", "", "请选合同里的一样"),
        ("other-village-1", "没有这个村", "库里没有"),
        ("kind-1", "", "请选一类户"),
        ("kind-1", "sudden", "请选一类户"),
        ("households-1", "0", "三类户至少一户"),
        ("shipped_on", "2020-09-29", "这一天还没到"),
        ("shipped_on", "2020-09-27", "不在合同签订日到履行期末之间"),
        ("planned_on", "x", "格式为"),
        ("planned_on", "2020-09-01", "不能早于发货日"),
    ] {
        let fields = with(good.clone(), &[(field, value)]);
        let planned = if value == "2020-09-29" { value } else { "2020-09-28" };
        let fields = match field {
            "planned_on" => fields,
            _ => with(fields, &[("planned_on", planned)]),
        };
        let answer = record(&trade, &trade.supplier, fields).await;
        assert_refused(&answer, message);
        let typed = answer.html().attribute("#households-1", "value");
        assert_eq!(typed, if field == "households-1" { "0" } else { "6" }, "{field}");
    }
    let none = "select count(*)::text from deliveries
                where contract_id = (select max(id) from contracts)";
    assert_eq!(trade.app.text(none).await, "0");
}

#[tokio::test]
async fn a_load_in_jin_counts_in_tonnes() {
    let trade = trade().await;
    let fields = with(load(&trade.app).await, &[("quantity-1", "8,000"), ("unit-1", "jin")]);
    let answer = record(&trade, &trade.supplier, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(parts(&trade.app).await, "shipped 4 0 0.00");
}

#[tokio::test]
async fn a_planned_load_is_late_until_it_is_shipped() {
    let trade = trade().await;
    let Trade { app, supplier, .. } = &trade;
    let fields = with(load(app).await, &[("shipped_on", ""), ("planned_on", "2020-09-28")]);
    let answer = record(&trade, supplier, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = latest(app).await;
    assert_eq!(app.get(&path.replace("/my", "")).await.status, StatusCode::NOT_FOUND);
    app.as_owner("update deliveries set planned_on = '2020-09-20' where id = (select max(id) from deliveries)")
        .await;
    let late = supplier.get(&format!("{LIST}?stage=late")).await.html();
    assert_eq!(late.count(&format!("main a[href='{path}']")), 1, "{}", late.text("main"));
    let shipping = format!("{path}/shipping");
    let version = version(app).await;
    let tomorrow = [("version", version.as_str()), ("shipped_on", "2020-09-29")];
    assert_refused(&supplier.post(&shipping, &tomorrow).await, "不晚于今天");
    let today = [("version", version.as_str()), ("shipped_on", "2020-09-28")];
    assert_eq!(supplier.post(&shipping, &today).await.status, StatusCode::SEE_OTHER);
    assert_eq!(parts(app).await, "shipped 12 0 0.00");
    assert_eq!(app.get(&path.replace("/my", "")).await.status, StatusCode::OK);
}

/// A team of the first supplying village of the contract.
pub async fn team(app: &TestApp) -> Person {
    let team = app.someone(Role::VillageTeam).await;
    let sql = format!(
        "update user_roles set village_code = (
             select min(village_code) from contract_villages
             where contract_id = (select max(id) from contracts)) where user_id = {}",
        team.id.0
    );
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&app.pool).await.unwrap();
    team
}

#[tokio::test]
async fn a_village_team_sends_and_sees_the_lines_of_its_village() {
    let trade = trade().await;
    let Trade { app, .. } = &trade;
    let team = team(app).await;
    // Whatever village is typed, its own is meant.
    let other = with(load(app).await, &[("other-village-1", "树林召村")]);
    let answer = record(&trade, &team, other).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let of_own = "select (l.village_code = (select min(village_code) from contract_villages
                       where contract_id = (select max(id) from contracts)))::text
                  from delivery_lines l order by id desc limit 1";
    assert_eq!(app.text(of_own).await, "true");
    let behalf =
        "select (on_behalf_of = (select supplier_id from contracts order by id desc limit 1))::text
                  from audit_events where noun = 'deliveries' order by id desc limit 1";
    assert_eq!(app.text(behalf).await, "true");
    // A load of the other village alone does not exist for it.
    let code = app
        .text("select max(village_code) from contract_villages where contract_id = (select max(id) from contracts)")
        .await;
    let foreign = with(load(app).await, &[("quantity-1", "2"), ("village-1", &code)]);
    let answer = record(&trade, &trade.supplier, foreign).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = latest(app).await;
    assert_eq!(team.get(&path).await.status, StatusCode::NOT_FOUND);
    let list = team.get(LIST).await.html();
    assert_eq!(list.count(&format!("main a[href='{path}']")), 0);
}

/// Of two lines, one from the team's village and one from another, which the buyer accepted.
#[tokio::test]
async fn a_village_team_neither_voids_nor_ships_the_goods_of_others() {
    let trade = trade().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    let team = team(app).await;
    let codes = app
        .texts("select village_code from contract_villages where contract_id = (select max(id) from contracts) order by 1")
        .await;
    let goods = load(app).await.iter().find(|(name, _)| name == "goods-1").unwrap().1.clone();
    let two = [
        ("lines", "2"),
        ("quantity-1", "2"),
        ("village-1", codes[0].as_str()),
        ("goods-2", goods.as_str()),
        ("quantity-2", "3"),
        ("unit-2", "t"),
        ("village-2", codes[1].as_str()),
        ("kind-2", "general"),
    ];
    let planned = [&two[..], &[("shipped_on", "")]].concat();
    for (fields, act) in [(&two[..], "void"), (&planned, "shipping")] {
        let answer = record(&trade, supplier, with(load(app).await, fields)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let path = latest(app).await;
        if act == "void" {
            let answer = super::decide(&trade, buyer, &[("verdict-2", "all")]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        let before = parts(app).await;
        let now = version(app).await;
        let form = [("version", now.as_str()), ("reason", "录错"), ("shipped_on", "2020-09-28")];
        team.post(&format!("{path}/{act}"), &form).await;
        let is_void =
            "select (voided_at is not null)::text from deliveries order by id desc limit 1";
        assert_eq!(app.text(is_void).await, "false");
        assert_eq!(parts(app).await, before);
    }
}

#[tokio::test]
async fn goods_without_a_contract_are_counted_apart() {
    let trade = trade().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    let name = app
        .text("select o.name from contracts c join organisations o on o.id = c.buyer_id order by c.id desc limit 1")
        .await;
    let code = supplier
        .get(&format!("{LIST}/new?contract=none"))
        .await
        .html()
        .attribute("input[name=form]", "value");
    let fields = with(
        load(app).await,
        &[
            ("form", &code),
            ("contract", ""),
            ("buyer", &name),
            ("name-1", "散装荞麦"),
            ("category-1", "0101"),
            ("price-1", "6.5"),
            ("quantity-1", "100"),
            ("unit-1", "kg"),
        ],
    );
    let answer = send(supplier, LIST, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let answer = super::decide(&trade, buyer, &[("verdict-1", "all")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(counted(app).await, "purchase.off_contract 1 650.00");
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_load_is_filled_in_like_the_last_one() {
    let trade = trade().await;
    sent(&trade).await;
    let contract = trade.app.text("select max(id)::text from contracts").await;
    let blank = trade.supplier.get(&format!("{LIST}/new?contract={contract}")).await.html();
    let again = blank.attribute(".tools a.btn", "href");
    let page = trade.supplier.get(&again).await.html();
    assert_eq!(page.attribute("#households-1", "value"), "6");
    assert_eq!(page.count("[name=kind-1][value=consolidated][checked]"), 1);
    assert_eq!(page.attribute("#quantity-1", "value"), "", "the quantity is weighed anew");
}
