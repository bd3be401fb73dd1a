//! Products: published at once, shown at the fair, with their price history.

use super::{PRODUCTS, Rows, apply, bring, csv, fates, rows, written, xlsx};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use encoding_rs::GB18030;
use farmfair::identity::model::role::Role;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const SELLER: &str =
    "select o.number from organisations o join public_exhibitors e on e.organisation_id = o.id join editions d on d.id = e.edition_id
    where d.ordinal = 3 and o.banner_code = '150624' order by o.id limit 1";

/// A sheet of two new products, the first at this price.
fn two_products(number: &str, price: &str) -> Rows {
    rows(
        &PRODUCTS,
        &[
            &[
                "",
                number,
                "试验奶皮子",
                "500 克一袋",
                "0401",
                "袋",
                price,
                "零售",
                "150624",
                "6-9",
                "1200",
                "=HYPERLINK(\"x\")",
            ],
            &[
                "",
                number,
                "试验风干肉",
                "１公斤一盒",
                "羊肉",
                "he",
                "128",
                "批发",
                "鄂托克旗",
                "全年",
                "",
                "",
            ],
        ],
    )
}

#[tokio::test]
async fn a_sheet_of_products_is_public_at_once_and_the_same_again_changes_nothing() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let number = app.text(SELLER).await;
    let sheet = |price: &str| two_products(&number, price);
    let path = bring(&organiser, ("products", "3"), csv(&sheet("45.5"))).await;
    assert_eq!(fates(&app).await, "2 0 0 0");
    let page = apply(&organiser, &path).await;
    assert!(page.text("main").contains("已导入：新增 2 行"), "{}", page.text("main"));
    let id = app.text("select id::text from products where name = '试验奶皮子'").await;
    let shown = app.page(&format!("/products/{id}")).await;
    assert!(shown.text("main").contains("45.5") && shown.text("h1").contains("试验奶皮子"));
    for list in ["/products?q=试验奶皮子", "/products?q=shiyannaipizi", "/search?q=试验奶皮子"]
    {
        assert!(app.get(list).await.body.contains("试验奶皮子"), "{list}");
    }
    let sheet_of_all = app.get("/opendata/products.csv?q=试验奶皮子").await.body;
    assert!(
        sheet_of_all.contains("试验奶皮子") && !sheet_of_all.contains(",=HYPERLINK"),
        "{sheet_of_all}"
    );

    // The same again, as Chinese Excel saves it.
    let after = written(&app).await;
    let bytes = String::from_utf8(csv(&sheet("45.50"))).unwrap();
    bring(&organiser, ("products", "3"), GB18030.encode(&bytes).0.to_vec()).await;
    assert_eq!(fates(&app).await, "0 0 2 0");
    assert_eq!(written(&app).await, after);

    let path = bring(&organiser, ("products", "3"), xlsx(&sheet("50"))).await;
    assert_eq!(fates(&app).await, "0 1 1 0");
    let page = organiser.get(&path).await.html();
    assert!(
        page.text(".import-why").contains("价格：45.5 → 50")
            && page.text(".import-why").contains("展会价：45.5 → 50")
    );
    apply(&organiser, &path).await;
    let prices = app
        .texts("select h.price::text from product_prices h join products p on p.id = product_id where name = '试验奶皮子' order by set_at")
        .await;
    assert_eq!(prices, ["45.5000", "50.0000"]);
    let changes = app
        .text(
            "select changes::text from audit_events where action = 'change' and noun = 'products'",
        )
        .await;
    assert_eq!(changes, r#"{"price": ["45.5", "50"], "price_at_the_fair": ["45.5", "50"]}"#);
    let filled = app
        .text("select (pinyin <> '' and search_text like '%试验奶皮子%' and version = 2)::text from products where name = '试验奶皮子'")
        .await;
    assert_eq!(filled, "true");
}

#[tokio::test]
async fn what_a_supplier_waits_to_have_reviewed_is_published_and_what_he_withdrew_is_not() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let key = app
        .text("select id::text from products where state = 'published' order by id limit 1")
        .await;
    let row = "select concat_ws('|', '', o.number, p.name, p.specification, p.category_code, p.unit_code, p.price, p.price_basis, p.origin_code,
        array_to_string(p.months, ','), '', '') from products p join organisations o on o.id = p.organisation_id where p.state = 'published' order by p.id limit 1";
    let row = app.text(row).await;
    let sheet = rows(&PRODUCTS, &[&row.split('|').collect::<Vec<_>>()]);
    bring(&organiser, ("products", ""), csv(&sheet)).await;
    assert_eq!(fates(&app).await, "0 0 1 0");
    app.as_owner_with(
        "update products set state = 'returned', review_note = 'x' where id = $key",
        &key,
    )
    .await;
    let path = bring(&organiser, ("products", ""), csv(&sheet)).await;
    assert_eq!(fates(&app).await, "0 1 0 0");
    apply(&organiser, &path).await;
    assert_eq!(app.get(&format!("/products/{key}")).await.status, StatusCode::OK);
    app.as_owner_with("update products set state = 'withdrawn' where id = $key", &key).await;
    bring(&organiser, ("products", ""), csv(&sheet)).await;
    assert_eq!(fates(&app).await, "0 0 0 1");
}

#[tokio::test]
async fn numbers_and_dates_of_excel_are_taken_or_explained() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let number = app.text(SELLER).await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, head) in (0u16..).zip(PRODUCTS) {
        sheet.write_string(0, column, head).unwrap();
    }
    for row in 1..=2u32 {
        sheet
            .write_string(row, 1, &number)
            .unwrap()
            .write_string(row, 2, format!("试验数字{row}"))
            .unwrap();
        sheet
            .write_string(row, 3, "一件")
            .unwrap()
            .write_number(row, 4, 401.0)
            .unwrap()
            .write_string(row, 5, "件")
            .unwrap();
        sheet
            .write_number(row, 6, 0.1 + 0.2)
            .unwrap()
            .write_string(row, 7, "零售")
            .unwrap()
            .write_number(row, 8, 150_624.0)
            .unwrap();
    }
    sheet.write_number(1, 9, 7.0).unwrap();
    let june = ExcelDateTime::from_ymd(2020, 6, 9).unwrap();
    sheet.write_datetime_with_format(2, 9, &june, &Format::new().set_num_format("m-d")).unwrap();
    sheet.write_number(2, 0, 931_506_990_000_000_100.0).unwrap();
    let path = bring(&organiser, ("products", "3"), workbook.save_to_buffer().unwrap()).await;
    assert_eq!(fates(&app).await, "1 0 0 1");
    let page = organiser.get(&path).await.html();
    let whys = page.text(".import-why");
    assert!(
        whys.contains("Excel 将代码存为数字") && whys.contains("Excel 将月份变成了日期"),
        "{whys}"
    );
    assert!(page.all(".import-why")[1].contains("价格：0.3"), "{:?}", page.all(".import-why"));
}
