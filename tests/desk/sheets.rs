use super::lines;
use crate::harness::{actors::Person, html::Html, site::TestApp};
use axum::http::StatusCode;
use calamine::Reader;
use farmfair::identity::model::role::Role;

/// The rows of a page's table, cell by cell, without checkboxes and small text.
fn shown(page: &Html) -> Vec<Vec<String>> {
    // A list without records has no table.
    let heads = page.count("table.dense thead th").max(1);
    let cells = page.all("table.dense tbody :is(th, td:not(:has(input)))");
    cells.chunks(heads).map(<[String]>::to_vec).collect()
}

async fn is_as_shown(person: &Person, path: &str) -> usize {
    let page = person.get(path).await.html();
    let rows = shown(&page);
    let (csv, xlsx) = (
        page.attribute(".listbar a[href*='.csv']", "href"),
        page.attribute(".listbar a[href*='.xlsx']", "href"),
    );
    let sheet = person.get(&csv).await;
    assert_eq!(sheet.status, StatusCode::OK, "{csv}");
    let written = lines(&sheet);
    let mut read = csv::Reader::from_reader(sheet.body.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    assert!(
        written[0].contains(page.t("演示数据", "Demonstration data", path)),
        "{csv} says what it is: {}",
        written[0]
    );
    for (row, record) in rows.iter().zip(&records) {
        let said: Vec<String> = record.iter().take(row.len()).map(plain).collect();
        let row: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
        assert_eq!(said, row, "{csv}");
    }
    let counted = page.text(".applied.section > .muted");
    let total: usize =
        counted.split([' ', '+']).next().and_then(|n| n.replace(',', "").parse().ok()).unwrap_or(0);
    if !counted.contains('+') {
        assert_eq!(records.len(), total, "{csv} has all of them");
    }
    let book = person.get(&xlsx).await;
    assert_eq!(book.status, StatusCode::OK, "{xlsx}");
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(book.bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.height(), records.len() + 1, "{xlsx}");
    rows.len()
}

/// Normalizes the page to the sheet: grouped thousands, a dash for nothing.
fn plain(cell: &str) -> String {
    let cell = cell.trim_start_matches('\'').replace(" (演示)", "(演示)");
    let number = cell.replace(',', "");
    if cell == "—" {
        String::new()
    } else if number.parse::<f64>().is_ok() {
        number
    } else {
        cell
    }
}

trait Words {
    fn t<'a>(&self, zh: &'a str, en: &'a str, path: &str) -> &'a str;
}

impl Words for Html {
    fn t<'a>(&self, zh: &'a str, en: &'a str, path: &str) -> &'a str {
        if path.starts_with("/en/") { en } else { zh }
    }
}

#[tokio::test]
async fn a_sheet_has_exactly_what_the_list_shows() {
    let app = TestApp::own_fair().await;
    let (organiser, auditor) =
        (app.someone(Role::Organiser).await, app.someone(Role::Auditor).await);
    for path in [
        "/admin/products",
        "/admin/products?category=01&sort=price",
        "/admin/products?q=yangrou&columns=price,state",
        "/en/admin/products?sort=newest",
        "/admin/certifications?scheme=green",
        "/en/admin/trademarks?state=verified",
        "/admin/organisations?kind=cooperative",
        "/en/admin/organisations?banner=150624",
        "/admin/applications?edition=3",
        "/admin/editions/3/booths?zone=A",
        "/admin/sales?stage=none",
        "/en/admin/sales?edition=2&day=1&columns=amount,sold",
        "/admin/enquiries",
        "/admin/registrations",
    ] {
        let rows = is_as_shown(&organiser, path).await;
        assert!(
            rows > 0 || ["/admin/enquiries", "/admin/registrations"].contains(&path),
            "{path} shows something"
        );
    }
    assert!(is_as_shown(&auditor, "/admin/users").await > 0);
    assert!(
        is_as_shown(&auditor, "/admin/audit?noun=products&columns=account,noun,label,note").await
            > 3
    );
}

#[tokio::test]
async fn what_is_taken_along_is_in_the_trail_and_stays_within_the_scope() {
    let app = TestApp::own_fair().await;
    let (organiser, officer) =
        (app.someone(Role::Organiser).await, app.someone(Role::BannerOfficer).await);
    let all = lines(&organiser.get("/admin/products.csv").await).len();
    let own = lines(&officer.get("/admin/products.csv").await).len();
    let banner = app.text("select min(code) from divisions where level = 'banner'").await;
    let others = lines(&officer.get("/admin/products.csv?banner=150627").await);
    assert!(own < all && own > 1);
    assert_eq!(others.len(), own, "another banner's filter does not widen {banner}");
    let noted = app
        .texts("select label || ' ' || note from audit_events where action = 'export' order by id")
        .await;
    assert_eq!(noted[0], format!("/admin/products csv {}", all - 1));
    assert_eq!(noted.len(), 3);
    let refused = app.someone(Role::Supplier).await.get("/admin/products.xlsx").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_filter_is_kept_under_a_name_replaced_and_let_go_by_its_owner_alone() {
    let app = TestApp::own_fair().await;
    let (one, other) = (app.someone(Role::Organiser).await, app.someone(Role::Organiser).await);
    let keep = [
        ("list", "/admin/products"),
        ("query", "?state=published&category=01&page=3"),
        ("name", "在售羊肉"),
    ];
    for _ in 0..2 {
        let kept = one.post("/admin/filters", &keep).await;
        assert_eq!(kept.header("location"), "/admin/products?state=published&category=01");
    }
    let page = one.get("/admin/products?state=published&category=01").await.html();
    assert_eq!(page.all(".kept .chip"), ["在售羊肉"]);
    assert_eq!(page.attribute(".kept .chip", "aria-current"), "true");
    assert!(
        one.get("/admin").await.html().all(".chip").contains(&"在售羊肉".to_string()),
        "the desk has it too"
    );
    assert_eq!(other.get("/admin/products").await.html().count(".kept .chip"), 0);
    let gone = page.attribute(".kept form", "action");
    assert_eq!(other.post(&gone, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(one.post(&gone, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(one.post(&gone, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.text("select count(*)::text from saved_filters").await, "0");
    for odd in ["https://evil.example/", "/my/products", "/admin/products?x"] {
        let refused =
            one.post("/admin/filters", &[("list", odd), ("query", ""), ("name", "x")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{odd}");
    }
    one.post("/admin/filters", &[("list", "/admin/products"), ("query", ""), ("name", "  ")]).await;
    assert_eq!(
        app.text("select count(*)::text from saved_filters").await,
        "0",
        "a filter has a name"
    );
}

#[tokio::test]
async fn one_box_finds_whatever_somebody_may_see_and_nothing_else() {
    let app = TestApp::own_fair().await;
    let (organiser, officer) =
        (app.someone(Role::Organiser).await, app.someone(Role::BannerOfficer).await);
    let foreign = app.text("select name from organisations where banner_code = '150627' and side = 'supplier' order by id limit 1").await;
    let found = |page: Html| page.all(".found .offer");
    let path = format!(
        "/admin/search?q={}",
        percent_encoding::utf8_percent_encode(&foreign, percent_encoding::NON_ALPHANUMERIC)
    );
    assert!(
        found(organiser.get(&path).await.html())
            .iter()
            .any(|name| name.replace(' ', "") == foreign.replace(' ', ""))
    );
    let heads = officer.get(&path).await.html().all("h2");
    assert!(!heads.contains(&"主体".to_string()), "another banner's party is not found: {heads:?}");
    let number = app.text("select number from public_contracts order by id limit 1").await;
    assert!(
        organiser
            .get(&format!("/admin/search?q={number}"))
            .await
            .html()
            .text("main")
            .contains(&number),
        "deals are found by number"
    );
    let administrator = app.someone(Role::Administrator).await;
    let page = administrator.get(&format!("/admin/search?q={}", officer.login)).await.html();
    assert_eq!(page.all("h2"), ["用户"]);
    assert!(
        organiser.get("/admin/search?q=zzzzqqq").await.html().text("main").contains("没有找到")
    );
}
