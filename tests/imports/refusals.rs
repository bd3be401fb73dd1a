//! Refused sheets, which write nothing.

use super::{EXHIBITORS, PRODUCTS, bring, code, fates, rows, send, written, xlsx};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn one_bad_row_of_many_is_named_and_nothing_is_written() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let mut sheet = rows(&EXHIBITORS, &[]);
    for n in 0..300 {
        sheet.push(
            [&code(n + 1), "", &format!("试验合作社{n}"), "农牧民专业合作社", "150624", "", ""]
                .map(ToString::to_string)
                .to_vec(),
        );
    }
    sheet[177][0] = "93150699000000177I".into();
    let before = written(&app).await;
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, "299 0 0 1");
    let page = organiser.get(&path).await.html();
    let first = page.text("table.import-rows tbody tr");
    for part in [
        "178",
        "试验合作社176",
        "不能导入",
        "统一社会信用代码",
        "93150699000000177I",
        "第 18 位“I”不是",
    ] {
        assert!(first.contains(part), "{part} in {first}");
    }
    assert_eq!(page.count("form[action$=application]"), 0, "there is no button");
    let english = organiser.get(&format!("/en{path}?fate=refused")).await.html();
    assert_eq!(english.count("tbody tr"), 1);
    assert!(
        english.text("tbody tr").contains("Unified social credit code"),
        "{}",
        english.text("tbody tr")
    );
    // A forged request changes nothing.
    organiser.post(&format!("{path}/application"), &[]).await;
    assert_eq!(written(&app).await, before);
    assert_eq!(app.text("select state from imports").await, "previewed");
    // Discarding deletes its rows.
    organiser.post(&format!("{path}/discard"), &[]).await;
    assert_eq!(
        app.text("select state || (select count(*) from import_rows) from imports").await,
        "discarded0"
    );
    assert_eq!(organiser.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        organiser.post(&format!("{path}/application"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(written(&app).await, before);
}

#[tokio::test]
async fn each_fault_of_a_row_is_said_beside_its_column() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let number = app.text("select number from organisations where side = 'supplier' limit 1").await;
    let buyer = app.text("select number from organisations where side = 'buyer' limit 1").await;
    let good = ["", &number, "试验", "一件", "0401", "件", "10", "零售", "150624", "6-9", "", ""];
    let with = |column: usize, value: &'static str| {
        let mut row: Vec<String> = good.map(ToString::to_string).to_vec();
        row[column] = value.into();
        row[2] = format!("{}{column}", if column == 2 { value } else { "试验" });
        row
    };
    let mut sheet = rows(&PRODUCTS, &[]);
    let faults = [
        (1, "GYS-999999"),
        (3, ""),
        (4, "04"),
        (5, "万元"),
        (6, "十元"),
        (7, "随便"),
        (8, "火星"),
        (9, "13"),
        (10, "-1"),
    ];
    sheet.extend(faults.iter().map(|(column, value)| with(*column, value)));
    sheet.push(
        rows(&[], &[&["", &buyer, "试验", "一件", "0401", "件", "10", "零售", "150624", "6-9"]])[1]
            .clone(),
    );
    sheet.push(
        rows(&[], &[&["", "", "试验", "一件", "0401", "件", "10", "零售", "150624", "6-9"]])[1]
            .clone(),
    );
    let path = bring(&organiser, ("products", ""), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, format!("0 0 0 {}", faults.len() + 2));
    let page = organiser.get(&path).await.html();
    for ((column, value), why) in faults.iter().zip(page.all(".import-why")) {
        assert!(
            why.starts_with(PRODUCTS[*column]) && why.contains(value),
            "{column} {value}: {why}"
        );
    }
}

#[tokio::test]
async fn the_same_record_twice_in_a_sheet_is_refused_with_the_other_row() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let (one, other) = (code(5), code(6));
    let nameless = app.text("select number from organisations where side = 'supplier' and credit_code is null limit 1").await;
    let row = |code: &str, number: &str, name: &str, kind: &str| {
        [code, number, name, kind, "150624", "", ""].map(ToString::to_string).to_vec()
    };
    let mut sheet = rows(&EXHIBITORS, &[]);
    sheet.push(row(&one, "", "甲试验合作社", "农牧民专业合作社"));
    sheet.push(row(&one, "", "甲试验合作社", "农牧民专业合作社"));
    sheet.push(row("", "", "乙试验牧场", "家庭农牧场"));
    sheet.push(row("", "", "乙试验牧场", "家庭农牧场"));
    // An organisation without a code gets one that the next row treats as new.
    sheet.push(row(&other, &nameless, "丙试验合作社", "农牧民专业合作社"));
    sheet.push(row(&other, "", "丙试验合作社", "农牧民专业合作社"));
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    let page = organiser.get(&format!("{path}?fate=refused")).await.html();
    let whys = page.all("tbody tr");
    assert_eq!(whys.len(), 3, "{whys:?}");
    for (why, (row, first)) in whys.iter().zip([(3, 2), (5, 4), (7, 6)]) {
        assert!(
            why.starts_with(&row.to_string()) && why.contains(&format!("与第 {first} 行重复")),
            "{why}"
        );
    }
}

#[tokio::test]
async fn heads_that_are_unknown_or_missing_are_named() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let sheet = rows(&["名称", "类别", "手机"], &[&["甲", "乙", "丙"]]);
    let answer = send(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = answer.html().text(".errors");
    assert!(said.contains("不认识的列：手机") && said.contains("缺少的列：所在地"), "{said}");
    assert_eq!(app.text("select count(*)::text from imports").await, "0");
}
