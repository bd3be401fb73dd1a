//! A contract signed at the ceremony: entered on the same form, and counted on its own rung alone.

use super::{
    Names, assert_refused, counted, deal, enter, fourth, latest, names, release, send, version,
    with,
};
use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;

/// The fields of a good contract.
fn contract(names: &Names) -> Vec<(&'static str, String)> {
    with(
        deal(names),
        &[
            ("rung", "contract"),
            ("contract_number", "HT-2020-签-1"),
            ("method", "canteen"),
            ("category", "0401"),
            ("ends_on", "2021-09-27"),
            ("goods", "羊肉"),
            ("quantity", "70000"),
            ("quantity_unit", "kg"),
            ("amount_reason", "按纸面"),
            ("capacity_reason", "三个村联合供货"),
        ],
    )
}

async fn entered(app: &TestApp, organiser: &Person) -> String {
    let answer = enter(organiser, contract(&names(app).await)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    latest(app).await
}

/// What figures count of the fourth edition's contracts: how many and yuan.
async fn contracts_counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(sum(records), 0) || ' ' || coalesce(sum(amount), 0)
         from journal_entries where account = 'contract.current'
           and edition_id = (select id from editions where ordinal = 4)",
    )
    .await
}

const CONTRACT: &str = "select max(id)::text from contracts";

#[tokio::test]
async fn a_contract_counts_as_one_and_never_as_an_intent() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let public = format!("/contracts/{}", app.text(CONTRACT).await);
    assert_eq!(app.get(&public).await.status, StatusCode::NOT_FOUND);
    assert_eq!(contracts_counted(&app).await, "0 0");

    assert_eq!(release(&app, &organiser, &path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(contracts_counted(&app).await, "1 12000000.00");
    assert_eq!(counted(&app).await, "0 0", "an intent is not counted");
    let project = path.replace("/admin/signing/", "/projects/");
    assert_eq!(app.get(&project).await.status, StatusCode::NOT_FOUND);
    let page = app.page(&public).await.text("main");
    assert!(page.contains("HT-2020-签-1") && page.contains("第四届签约仪式"), "{page}");
    assert!(app.page("/contracts?edition=4").await.text("main").contains("签约台试填马铃薯"));
    assert!(!app.page("/projects?edition=4").await.text("main").contains("签约台试填马铃薯"));
    let found = app.page("/search?q=HT-2020-签-1").await.text("main");
    assert!(found.contains("签约台试填马铃薯"), "{found}");
    let screen = app.page("/screen").await;
    assert!(screen.text("#ceremony").contains("签约台试填马铃薯"));
    let link = screen.attribute(".ceremony__what a", "href");
    assert_eq!(link, public);
    // Its one line and the adjustment come to the amount.
    let sum = "select (sum(l.amount) + c.adjustment)::text from contracts c
               join contract_lines l on l.contract_id = c.id
               where c.id = (select max(id) from contracts) group by c.id";
    assert_eq!(app.text(sum).await, "12000000.00");
}

#[tokio::test]
async fn a_contract_is_taken_back_corrected_and_voided() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    release(&app, &organiser, &path).await;
    let public = format!("/contracts/{}", app.text(CONTRACT).await);
    let undo = async |act: &str| {
        let seen = version(&app, &path).await;
        let fields = [("version", seen.as_str()), ("reason", "纸面金额不符")];
        organiser.post(&format!("{path}/{act}"), &fields).await
    };
    undo("withdrawal").await;
    assert_eq!(contracts_counted(&app).await, "0 0.00");
    assert_eq!(app.get(&public).await.status, StatusCode::NOT_FOUND);

    let seen = version(&app, &path).await;
    let corrected = with(contract(&names(&app).await), &[("amount", "1400"), ("version", &seen)]);
    let answer = send(&organiser, &path, &corrected).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    release(&app, &organiser, &path).await;
    assert_eq!(contracts_counted(&app).await, "1 14000000.00");

    // Goods have arrived under it: it stays.
    app.as_owner(
        "insert into deliveries (number, contract_id, buyer_id, supplier_id, owner_banner_code,
             buyer_kind, planned_on)
         select 'DH-签-1', id, buyer_id, supplier_id, owner_banner_code, buyer_kind, signed_on
         from contracts order by id desc limit 1",
    )
    .await;
    undo("withdrawal").await;
    undo("void").await;
    assert_eq!(contracts_counted(&app).await, "1 14000000.00");
    app.as_owner("delete from deliveries where number = 'DH-签-1'").await;

    undo("void").await;
    assert_eq!(contracts_counted(&app).await, "0 0.00");
    assert_eq!(app.get(&public).await.status, StatusCode::NOT_FOUND);
    // The paper's number is free for the contract entered anew.
    entered(&app, &organiser).await;
}

#[tokio::test]
async fn a_contract_says_what_its_record_needs() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    for (field, value, message) in [
        ("quantity", "", "合同要写明产品和数量"),
        ("goods", "", "请写明产品"),
        ("method", "", "请选择一种"),
        ("category", "04", "请选择品类"),
        ("ends_on", "2020-09-27", "早于签约日"),
        ("ends_on", "明年", "请填最后一天"),
        ("quantity", "10000000", "折合单价过小或过大"),
        ("contract_number", "4-002", "这像项目编号"),
    ] {
        let sent = with(contract(&names), &[(field, value), ("amount", "0.01")]);
        assert_refused(&enter(&organiser, sent).await, message);
    }
    // A number is taken once by a buyer.
    entered(&app, &organiser).await;
    let other = with(contract(&names), &[("likeness", &*distinct(&app).await), ("amount", "90")]);
    assert_refused(&enter(&organiser, other).await, "已有这个编号的合同");
    assert_eq!(
        app.text("select count(*)::text from contracts where edition_id is not null").await,
        "1"
    );
}

async fn distinct(app: &TestApp) -> String {
    format!("distinct {}", app.text("select max(id)::text from signed_projects").await)
}

#[tokio::test]
async fn a_contract_may_follow_an_intent_of_an_earlier_edition() {
    let (app, organiser) = fourth().await;
    // A deal of the third edition: its parties, and its number.
    let intent = app
        .texts(
            "select x from public_projects p
             join organisations s on s.id = p.supplier_id
             join organisations b on b.id = p.buyer_id
             join editions e on e.id = p.edition_id,
             lateral unnest(array[p.id::text, s.name, b.name, p.number, (p.amount / 10000)::text])
                 with ordinality as t (x, n)
             where e.ordinal = 3 and s.state = 'published' and b.state = 'published'
               and not exists (select from signed_projects o where o.id <> p.id
                   and o.supplier_id = p.supplier_id and o.buyer_id = p.buyer_id)
             order by p.id, t.n limit 5",
        )
        .await;
    let [id, supplier, buyer, number, amount] = intent.as_slice() else { panic!("{intent:?}") };
    let fields = with(
        contract(&names(&app).await),
        &[("supplier", supplier), ("buyer", buyer), ("amount", amount)],
    );
    let asked = enter(&organiser, fields.clone()).await;
    assert_refused(&asked, "选一个");
    let page = asked.html().text("#hints");
    assert!(page.contains(&format!("由意向 {number} 转来")), "{page}");
    assert!(!page.contains("不算新增"), "a contract renews no intent: {page}");
    let answered = with(fields, &[("likeness", &format!("follows {id}"))]);
    let answer = enter(&organiser, answered).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    let path = latest(&app).await;
    release(&app, &organiser, &path).await;
    let from = "select project_id || ' ' || e.ordinal from contracts c
                join editions e on e.id = c.edition_id order by c.id desc limit 1";
    assert_eq!(app.text(from).await, format!("{id} 4"));
    let followed = app.page(&format!("/contracts?project={id}")).await.text("main");
    assert!(followed.contains("签约台试填马铃薯"), "{followed}");
}

#[tokio::test]
async fn who_signs_with_the_two_is_named_on_the_public_page() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let more = [("more_buyers", &*names.other_buyer)];
    enter(&organiser, with(contract(&names), &more)).await;
    let path = latest(&app).await;
    release(&app, &organiser, &path).await;
    let page = app.page(&format!("/contracts/{}", app.text(CONTRACT).await)).await;
    assert!(page.text(".facts").contains(names.other_buyer.trim_end_matches("(演示)")));
    let fields = [("likeness", &*distinct(&app).await), ("more_buyers", &*names.other_buyer)];
    enter(&organiser, with(deal(&names), &fields)).await;
    let path = latest(&app).await;
    release(&app, &organiser, &path).await;
    let page = app.page(&path.replace("/admin/signing/", "/projects/")).await;
    assert!(page.text(".facts").contains(names.other_buyer.trim_end_matches("(演示)")));
}

#[tokio::test]
async fn intents_and_contracts_are_printed_on_pages_apart() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    release(&app, &organiser, &path).await;
    let names = names(&app).await;
    let intent = with(
        deal(&names),
        &[("buyer", &names.other_buyer), ("title", "意向一项"), ("amount", "300")],
    );
    enter(&organiser, intent).await;
    let path = latest(&app).await;
    release(&app, &organiser, &path).await;
    let list = organiser.get("/admin/fairs/4/signing/list").await.html();
    assert_eq!(list.count(".signlist"), 2);
    let intents = list.text("[aria-labelledby=h-intent-1]");
    assert!(intents.contains("合计，1 项") && intents.contains("叁佰万元整"), "{intents}");
    let contracts = list.text("[aria-labelledby=h-contract-1]");
    assert!(
        contracts.contains("合计，1 项") && contracts.contains("壹仟贰佰万元整"),
        "{contracts}"
    );
}
