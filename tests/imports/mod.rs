//! Imports: uploaded, previewed, written as a whole or not at all.

pub mod matrix;
mod deals;
mod exhibitors;
mod hostile;
mod large;
mod products;
mod races;
mod refusals;

use crate::harness::{
    actors::Person,
    html::Html,
    pictures::Field::{File, Text},
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use rust_xlsxwriter::Workbook;
use std::time::Duration;

pub type Rows = Vec<Vec<String>>;

pub const EXHIBITORS: [&str; 7] =
    ["统一社会信用代码", "主体编号", "名称", "类别", "所在地", "简介", "展区"];
pub const PRODUCTS: [&str; 12] = [
    "供应主体信用代码",
    "供应主体编号",
    "产品名称",
    "规格",
    "类别",
    "单位",
    "价格",
    "价格口径",
    "产地",
    "供应月份",
    "年供应量",
    "介绍",
];

/// Headings, and rows below.
pub fn rows(heads: &[&str], rows: &[&[&str]]) -> Rows {
    let owned = |row: &[&str]| row.iter().map(ToString::to_string).collect();
    std::iter::once(heads).chain(rows.iter().copied()).map(owned).collect()
}

/// All cells as text.
pub fn xlsx(rows: &Rows) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            sheet.write_string(at, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

pub fn csv(rows: &Rows) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// A valid code, of a cooperative.
pub fn code(n: usize) -> String {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("93150699{n:09}");
    let (sum, _) = body.chars().fold((0, 1), |(sum, weight), c| {
        (sum + ALPHABET.find(c).unwrap() * weight, weight * 3 % 31)
    });
    format!("{body}{}", ALPHABET.as_bytes()[(31 - sum % 31) % 31] as char)
}

pub async fn form(person: &Person, kind: &str) -> String {
    let css = format!("section[aria-labelledby=h-{kind}] input[name=form]");
    person.get("/admin/imports").await.html().attribute(&css, "value")
}

/// Uploads a sheet as the page does.
pub async fn send(person: &Person, (kind, edition): (&str, &str), bytes: Vec<u8>) -> Answer {
    let form = form(person, kind).await;
    let fields = [
        Text("form", &form),
        Text("kind", kind),
        Text("edition", edition),
        File("sheet", "表.xlsx", bytes),
    ];
    person.send_form("/admin/imports", &fields).await
}

/// The same for an accepted one: the address of its page.
pub async fn bring(person: &Person, of: (&str, &str), bytes: Vec<u8>) -> String {
    let answer = send(person, of, bytes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    answer.header("location").to_string()
}

/// Presses the button, and waits until the writing is over.
pub async fn apply(person: &Person, path: &str) -> Html {
    let answer = person.post(&format!("{path}/application"), &[]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, path));
    finished(person, path).await
}

pub async fn finished(person: &Person, path: &str) -> Html {
    for _ in 0..1200 {
        let page = person.get(path).await.html();
        if page.count("progress") == 0 {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} is still being written");
}

/// The number of rows of each result: new, changed, unchanged, refused.
pub async fn fates(app: &TestApp) -> String {
    app.text("select new_rows || ' ' || changed_rows || ' ' || unchanged_rows || ' ' || refused_rows from imports order by id desc limit 1")
        .await
}

/// Everything that an import may write, as a total number of rows.
pub async fn written(app: &TestApp) -> String {
    app.text(
        "select concat_ws(' ', (select count(*) from organisations), (select sum(version) from organisations), (select count(*) from exhibitors),
                (select count(*) from products), (select sum(version) from products), (select count(*) from product_prices),
                (select count(*) from exhibits), (select count(*) from application_steps), (select count(*) from applications),
                (select count(*) from audit_events where noun <> 'imports' and noun <> 'routes'))",
    )
    .await
}
