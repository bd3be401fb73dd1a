//! 补充协议: what changes, from which day, and what stays.

use super::{counted, signed};
use crate::{
    deliveries::{self, with},
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
    promises::CONTRACTS,
    signing::assert_refused,
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

/// The latest version of a line of the latest contract.
pub async fn line(app: &TestApp, name: &str) -> String {
    let sql = format!(
        "select id::text from contract_lines where name = '{name}' and removed_by_id is null
           and contract_id = (select max(id) from contracts)"
    );
    app.text(Box::leak(sql.into_boxed_str())).await
}

/// Hands in an amendment of the latest contract, on a form of its own.
pub async fn amend(app: &TestApp, person: &Person, changes: &[(&str, &str)]) -> Answer {
    let path = CONTRACTS.path(app).await;
    let page = person.get(&format!("{path}/amendments/new")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    send(person, &path, &fields(&page, changes)).await
}

pub fn fields(page: &Answer, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = page.html();
    let given = |name: &str| form.attribute(&format!(".amend input[name={name}]"), "value");
    let fields = [
        ("form", given("form")),
        ("version", given("version")),
        ("rationale", "quantity".to_string()),
        ("reason", "两个新食堂十月开伙".to_string()),
        ("signed_on", "2020-09-28".to_string()),
        ("effective_on", "2020-09-28".to_string()),
    ];
    with(fields.map(|(name, value)| (name.to_string(), value)).to_vec(), changes)
}

pub async fn send(person: &Person, path: &str, fields: &[(String, String)]) -> Answer {
    deliveries::send(person, &format!("{path}/amendments"), fields).await
}

pub fn assert_done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// What the journal says of the latest contract's amount as of a day.
pub async fn amount(app: &TestApp, day: &str) -> String {
    let sql = format!(
        "select coalesce(sum(amount), 0)::text from journal_entries
         where account = 'contract.current' and root = 'contract'
           and root_id = (select max(id) from contracts) and effective_on <= '{day}'"
    );
    app.text(Box::leak(sql.into_boxed_str())).await
}

#[tokio::test]
async fn it_holds_from_its_day_and_what_was_signed_stays() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let quantity = format!("quantity-{}", line(&app, "准格尔小米").await);
    let answer = amend(
        &app,
        &organiser,
        &[
            (&quantity, "30"),
            ("line_name", "准格尔糜米"),
            ("line_category", "0101"),
            ("line_quantity", "2"),
            ("line_unit", "t"),
            ("line_price", "8,000"),
            ("ends_on", "2021-03-31"),
            ("tolerance", "3"),
            ("villages", "王爱召村、官井村"),
            ("effective_on", "2020-10-10"),
        ],
    )
    .await;
    assert_done(&answer);
    // 6 × 9,200 + 2 × 8,000
    assert_eq!(amount(&app, "2020-10-09").await, "240000.00");
    assert_eq!(amount(&app, "2020-10-10").await, "311200.00");
    let villages = "select string_agg(effective_on || ' ' || records, ', ' order by effective_on, village_code)
                    from journal_entries where account = 'contract.village'
                      and root_id = (select max(id) from contracts)";
    assert_eq!(app.text(villages).await, "2020-09-28 1, 2020-09-28 1, 2020-10-10 1");
    let row = "select signed_amount || ' ' || ends_on || ' ' || tolerance from contracts order by id desc limit 1";
    assert_eq!(app.text(row).await, "240000.00 2020-12-31 2.00");
    assert_eq!(drift(&app).await, Vec::<String>::new());

    let office = organiser.get(&format!("{path}/amendments/1")).await.html();
    let beside = office.text(".beside");
    for part in ["24", "30", "+6", "准格尔糜米", "+90 天", "2%", "3%", "+1"] {
        assert!(beside.contains(part), "{part}: {beside}");
    }
    // The public sees the new line once it holds.
    let public = app.page(&path.replace("/admin", "")).await.text("main");
    assert!(public.contains("两个新食堂") && !public.contains("糜米"), "{public}");
}

#[tokio::test]
async fn it_says_what_is_wrong_and_keeps_what_was_typed() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    signed(&app, &organiser).await;
    let quantity = format!("quantity-{}", line(&app, "准格尔小米").await);
    for (changes, message) in [
        (vec![], "没有改动"),
        (vec![(quantity.as_str(), "24")], "没有改动"),
        (vec![(quantity.as_str(), "很多")], "数量请填大于零的数"),
        (vec![("ends_on", "2020-09-27")], "不能早于履行的第一天"),
        (vec![("ends_on", "2021-01-31"), ("effective_on", "2020-09-27")], "不能早于签订日"),
        (vec![("ends_on", "2020-10-09"), ("effective_on", "2020-10-10")], "和生效日"),
        (vec![("ends_on", "2021-01-31"), ("signed_on", "2020-09-29")], "这一天还没到"),
        (vec![("ends_on", "2021-01-31"), ("signed_on", "2020-09-27")], "早于合同签订日"),
        (vec![("ends_on", "2021-01-31"), ("rationale", "")], "至少选一类"),
        (vec![("ends_on", "2021-01-31"), ("reason", " ")], "请写明原因"),
        (vec![("tolerance", "21")], "0 到 20"),
        (vec![("villages", "月球村")], "写全名"),
        (vec![("line_name", "糜米"), ("line_quantity", "2")], "品类：请选择"),
    ] {
        let answer = amend(&app, &organiser, &changes).await;
        assert_refused(&answer, message);
        for (name, typed) in changes.iter().filter(|(name, _)| name.starts_with("quantity")) {
            let kept = answer.html().attribute(&format!("input[name='{name}']"), "value");
            assert_eq!(&kept, typed);
        }
    }
    assert!(counted(&app).await.contains("240000.00"));
}

#[tokio::test]
async fn one_form_makes_one_amendment_and_the_later_of_two_people_looks_again() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let page = organiser.get(&format!("{path}/amendments/new")).await;
    let fields = fields(&page, &[("ends_on", "2021-01-31")]);
    let other = app.someone(Role::Organiser).await;
    let others = with(fields.clone(), &[("form", &CONTRACTS.form(&other).await)]);
    let (first, again, late) = tokio::join!(
        send(&organiser, &path, &fields),
        send(&organiser, &path, &fields),
        send(&other, &path, &others)
    );
    // Whoever was too late compares with what the contract says now; nothing typed is lost.
    let lost: Vec<&Answer> = [&first, &again, &late]
        .into_iter()
        .filter(|answer| answer.status != StatusCode::SEE_OTHER)
        .collect();
    for answer in &lost {
        assert_refused(answer, "刚刚变动");
        assert_eq!(answer.html().attribute("#ends_on", "value"), "2021-01-31");
    }
    assert!((1..=2).contains(&lost.len()), "{}", lost.len());
    assert_eq!(
        app.text(
            "select count(*)::text from contract_amendments m
        where contract_id = (select max(id) from contracts)"
        )
        .await,
        "1"
    );
    assert_eq!(drift(&app).await, Vec::<String>::new());
}

#[tokio::test]
async fn lines_are_added_and_counted_before_anything_is_saved() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    signed(&app, &organiser).await;
    let quantity = format!("quantity-{}", line(&app, "准格尔小米").await);
    let page = amend(&app, &organiser, &[(&quantity, "30"), ("then", "sum")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let then = page.html().text(".amend__then");
    assert!(then.contains("24") && then.contains("29.52"), "{then}");
    let page = amend(&app, &organiser, &[("then", "add")]).await.html();
    assert_eq!(page.count("input[name=line_name]"), 1);
    assert_eq!(
        app.text(
            "select count(*)::text from contract_amendments
        where contract_id = (select max(id) from contracts)"
        )
        .await,
        "0"
    );
}
