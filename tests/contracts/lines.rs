//! The lines of the form, without JavaScript.

use super::contract;
use crate::{
    harness::site::TestApp,
    promises::CONTRACTS,
    signing::{assert_refused, send, with},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn lines_are_added_taken_away_and_summed_without_saving() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let code = CONTRACTS.form(&organiser).await;
    let before = app.text("select count(*)::text from contracts").await;
    let fields = with(contract(&app).await, &[("form", &code)]);
    for (button, value, lines, sum) in
        [("then", "add", 3, "24"), ("drop", "1", 1, "1.92"), ("then", "sum", 2, "24")]
    {
        let answer =
            send(&organiser, CONTRACTS.list, &with(fields.clone(), &[(button, value)])).await;
        assert_eq!(answer.status, StatusCode::OK, "{button} {value}");
        let page = answer.html();
        assert_eq!(page.count("fieldset.cline"), lines, "{button} {value}");
        assert!(page.text(".draft__total").contains(sum), "{}", page.text(".draft__total"));
        assert_eq!(page.attribute("#title", "value"), "小米与羯羊秋季采购");
        assert_eq!(page.count(".errors"), 0);
    }
    // A deduction as a Chinese keyboard writes it.
    let typed = with(fields, &[("then", "sum"), ("adjustment", "－42400")]);
    let page = send(&organiser, CONTRACTS.list, &typed).await.html();
    assert!(page.text(".draft__total").contains("20"), "{}", page.text(".draft__total"));
    assert_eq!(app.text("select count(*)::text from contracts").await, before);
}

#[tokio::test]
async fn a_line_that_is_not_filled_in_is_no_line_and_a_wrong_one_is_named() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let code = CONTRACTS.form(&organiser).await;
    let mut fields = with(contract(&app).await, &[("form", &code)]);
    for (name, value) in [("line_name", ""), ("line_category", "0101"), ("line_unit", "t")] {
        fields.push((name, value.to_string()));
    }
    let mut wrong = fields.clone();
    let price = wrong.iter_mut().rfind(|(name, _)| *name == "line_price").unwrap();
    price.1 = "-1350".to_string();
    let answer = send(&organiser, CONTRACTS.list, &wrong).await;
    assert_refused(&answer, "第 2 行");
    assert_refused(&answer, "单价");
    assert_eq!(send(&organiser, CONTRACTS.list, &fields).await.status, StatusCode::SEE_OTHER);
    let lines = "select count(*)::text from contract_lines
                 where contract_id = (select max(id) from contracts)";
    assert_eq!(app.text(lines).await, "2");
}

#[tokio::test]
async fn a_contract_has_lines_but_not_thousands() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let none: Vec<(&str, String)> =
        contract(&app).await.into_iter().filter(|(name, _)| !name.starts_with("line_")).collect();
    assert_refused(&CONTRACTS.enter(&organiser, none.clone()).await, "至少要有一行");
    let mut many = none;
    many.extend((0..500).map(|n| ("line_name", format!("产品 {n}"))));
    assert_refused(&CONTRACTS.enter(&organiser, many).await, "最多 60 行");
}
