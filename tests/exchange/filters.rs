//! Every filter of every list: it has a chip, it leaves the same records in the sheet as on the
//! page, and combined with a search without matches it shows nothing.

use super::walks::{good, records, sheet};
use crate::harness::{html::Html, site::TestApp};
use farmfair::app;
use serde_json::{Value, json};

fn filters(list: &str) -> &'static [&'static str] {
    app::declarations(app::NOUNS).filters_of(list)
}

const LISTS: [(&str, &str); 13] = [
    ("exhibitors", "/exhibitors"),
    ("products", "/products"),
    ("brands", "/brands"),
    ("projects", "/projects"),
    ("agreements", "/agreements"),
    ("contracts", "/contracts"),
    ("deliveries", "/deliveries"),
    ("payments", "/payments"),
    ("buyers", "/buyers"),
    ("villages", "/villages"),
    ("banners", "/banners"),
    ("editions", "/fairs"),
    ("sales", "/fairs/2/sales"),
];

/// A value of a filter that leaves some records of a list; a filter without one here fails the
/// test.
async fn sample(app: &TestApp, list: &str, name: &str) -> String {
    let sql = match (list, name) {
        ("agreements", "project") => "select min(project_id)::text from framework_agreements",
        (_, "project") => "select min(origin_project_id)::text from public_contracts where id in (select contract_id from accepted_lines)",
        ("agreements", "product") => {
            "select min(l.product_id)::text from contract_lines l join public_contracts c on c.id = l.contract_id
             join framework_agreements a on a.id = c.framework_id where c.terminated_on is null and l.removed_by_id is null"
        }
        (_, "product") => "select min(product_id)::text from accepted_lines where contract_id is not null",
        (_, "agreement") => "select min(framework_id)::text from public_contracts where id in (select contract_id from accepted_lines)",
        (_, "contract") => "select min(contract_id)::text from accepted_lines",
        ("projects", "buyer") => "select buyer_id::text from signed_projects where edition_id = 3 limit 1",
        ("projects", "supplier") => "select supplier_id::text from signed_projects where edition_id = 3 limit 1",
        ("agreements", "buyer") => "select min(buyer_id)::text from framework_agreements",
        ("agreements", "supplier") => "select min(supplier_id)::text from framework_agreements",
        ("payments", "buyer") => {
            "select min(buyer_id)::text from (select buyer_id from paid_allocations where counts_on < '2020-09-01'
             group by buyer_id, date_trunc('month', counts_on) having count(distinct payment_id) >= 3) m"
        }
        (_, "buyer") => "select min(buyer_id)::text from payments",
        (_, "supplier") => "select min(supplier_id)::text from payments",
        (_, "village") => "select min(village_code) from accepted_lines where contract_id is not null",
        ("villages", "township") => "select min(township_code) from divisions where level = 'village'",
        (_, "township") => "select left(min(village_code), 9) from accepted_lines where contract_id is not null",
        (_, "place") => {
            "select min(p.origin_code) from products p join product_listings l on l.product_id = p.id where l.edition_id = 3 and length(p.origin_code) = 12"
        }
        (_, "brand") => {
            "select min(p.brand_id)::text from products p join product_listings l on l.product_id = p.id where l.edition_id = 3"
        }
        _ => {
            let known = written(list, name);
            return known
                .unwrap_or_else(|| panic!("no value of {name} is known for {list}: add one"))
                .to_string();
        }
    };
    app.text(sql).await
}

fn written(list: &str, name: &str) -> Option<&'static str> {
    Some(match (list, name) {
        (_, "as_of") => "2020-03-15",
        ("exhibitors" | "products" | "projects", "edition") => "2",
        (_, "edition") => "1",
        ("deliveries", "q") => "2019",
        ("villages", "q") => "嘎查",
        ("buyers", "q") => "公司",
        (_, "q") => "羊",
        (_, "banner") => "150624",
        ("exhibitors", "kind") => "cooperative",
        ("buyers", "kind") => "state_owned",
        ("villages", "kind") => "gacha",
        ("deliveries", "kind") => "off_contract",
        (_, "zone") => "A",
        (_, "certification") => "organic",
        (_, "category") => "02",
        ("projects", "renewal") => "yes",
        (_, "season") => "9",
        (_, "price_min" | "price_max") => "50",
        (_, "trademark") => "new",
        (_, "named") => "yes",
        (_, "type") => "direct_supply",
        (_, "buyer_kind") => "central_soe",
        (_, "stage") => "live",
        ("agreements", "state") => "signed",
        ("contracts", "state") => "completed",
        ("deliveries", "state") => "rejected",
        (_, "ceiling") => "open",
        (_, "method") => "canteen",
        (_, "month") => "2019-12",
        (_, "period") => "quarter",
        ("buyers", "with") => "framework",
        ("villages", "with") => "contracts",
        (_, "day") => "1",
        _ => return None,
    })
}

/// The number of records on a page, counted like the rows of its sheet.
fn rows(list: &str, page: &Html) -> usize {
    match list {
        "banners" => page.count("section:not(#households) tbody tr"),
        "editions" => page.count("thead th") - 1,
        "sales" => page.count(".results .sold tbody tr"),
        _ => page.text(".bar .num").replace([',', '+'], "").parse().unwrap_or_default(),
    }
}

#[tokio::test]
async fn a_sheet_has_the_rows_of_its_page_by_every_filter() {
    let app = TestApp::fair().await;
    let mut wrong = Vec::new();
    for (list, path) in LISTS {
        for name in filters(list)
            .iter()
            .copied()
            .filter(|name| !path.starts_with("/fairs/") || *name != "edition")
        {
            // As of a day before the current edition it has no records.
            let more = if name == "as_of"
                && filters(list).contains(&"edition")
                && !path.starts_with("/fairs/")
            {
                "&edition=all"
            } else {
                ""
            };
            let address = format!(
                "{path}?{name}={}{more}&utm_source=x&sort=",
                encoded(&sample(&app, list, name).await)
            );
            let page = app.page(&address).await;
            let rows = rows(list, &page);
            let href = page.attribute("a.sheet", "href");
            if rows == 0 {
                wrong.push(format!("{address} has no rows to compare"));
            } else if records(&href, &sheet(&app, &href).await) != rows {
                wrong.push(format!("{address} has {rows} rows, but not {href}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_filter_says_that_it_is_on_and_what_cannot_be_found_is_not() {
    let app = TestApp::fair().await;
    for (list, path) in
        LISTS.into_iter().filter(|(list, _)| !["banners", "editions"].contains(list))
    {
        let names = filters(list);
        let is_tab = |name: &str| {
            name == "edition" && ["exhibitors", "products", "projects", "sales"].contains(&list)
        };
        for name in names.iter().filter(|name| !is_tab(name)) {
            let value = sample(&app, list, name).await;
            let on = app.page(&format!("{path}?{name}={}", encoded(&value))).await;
            let chips = on.all(".lookup .chip");
            assert_eq!(chips.len(), 1, "{path}?{name}={value} says {chips:?}");
            if !names.contains(&"q") || *name == "q" {
                continue;
            }
            let nothing =
                app.page(&format!("{path}?{name}={}&q=%F0%9F%90%91", encoded(&value))).await;
            assert!(
                nothing.text(".bar").contains("没有符合条件的记录"),
                "{path}?{name}={value} finds a sheep"
            );
            assert_eq!(
                nothing.count(".nothing .chip"),
                2,
                "{path}?{name}={value} does not say what to take off"
            );
        }
    }
}

#[tokio::test]
async fn signs_alone_are_found_by_no_list() {
    let app = TestApp::fair().await;
    for (list, path) in LISTS.into_iter().filter(|(list, _)| filters(list).contains(&"q")) {
        for typed in ["🐑", "？？", "%_", "\u{200b}"] {
            let address = format!("{path}?q={}", encoded(typed));
            let page = app.page(&address).await;
            assert!(
                page.text(".bar").contains("没有符合条件的记录"),
                "{address} found {}",
                page.text(".bar")
            );
            assert_eq!(
                sheet(&app, &format!("/opendata/{list}.csv?q={}", encoded(typed))).await.len(),
                1,
                "{address}"
            );
        }
    }
    assert_eq!(app.page("/search?q=%F0%9F%90%91").await.count(".nothing"), 1);
}

#[tokio::test]
async fn a_party_or_place_is_named_on_every_page_and_one_that_nobody_knows_by_its_key() {
    let app = TestApp::fair().await;
    let (id, name) = (
        app.text("select min(buyer_id)::text from payments").await,
        "select name from organisations where id = (select min(buyer_id) from payments)",
    );
    let name = app.text(name).await;
    for path in ["/agreements", "/contracts", "/deliveries", "/payments"] {
        for more in ["", "&page=900", "&banner=150603&month=2017-01&q=%F0%9F%90%91"] {
            // Payments are published by no banner.
            let more = if path == "/payments" {
                more.replace("&banner=150603", "")
            } else {
                more.to_string()
            };
            let chips = app.page(&format!("{path}?buyer={id}{more}")).await.all(".lookup .chip");
            assert!(
                chips.iter().any(|chip| chip.contains(&name)),
                "{path}?buyer={id}{more} says {chips:?}"
            );
        }
    }
    for unknown in [
        "/contracts?buyer=99999",
        "/contracts?supplier=99999",
        "/contracts?village=150699999999",
        "/deliveries?township=150699999",
        "/villages?township=150699999",
        "/products?place=150699999",
        "/products?brand=99999",
        "/exhibitors?zone=Z9",
    ] {
        let (key, page) = (unknown.split('=').nth(1).unwrap(), app.page(unknown).await);
        assert!(
            page.all(".nothing .chip").iter().any(|chip| chip.contains(key)),
            "{unknown} says {}",
            page.text(".results")
        );
    }
}

#[tokio::test]
async fn a_delivery_is_found_by_its_number_and_by_its_contract_s() {
    let app = TestApp::fair().await;
    let delivery = app.text("select number from public_deliveries where contract_id is not null order by id desc limit 1").await;
    let found =
        app.page(&format!("/deliveries?q={}", delivery.to_lowercase())).await.all("tbody th");
    assert_eq!(found, [delivery]);
    let contract = "select c.number from public_contracts c join public_deliveries d on d.contract_id = c.id order by c.id, d.id limit 1";
    let number = app.text(contract).await;
    let of_it = "select count(*)::text from public_deliveries where shipped_on <= '2020-09-28' and contract_id = (
                 select c.id from public_contracts c join public_deliveries d on d.contract_id = c.id order by c.id, d.id limit 1)";
    assert_eq!(
        app.page(&format!("/deliveries?q={number}")).await.text(".bar .num"),
        app.text(of_it).await
    );
}

#[tokio::test]
async fn the_description_takes_every_day_and_month_that_there_is() {
    let app = TestApp::fair().await;
    let openapi = good(&app, "/api/openapi.json").await;
    let operations = openapi["paths"].as_object().unwrap().values();
    let parameters = operations.flat_map(|path| path["get"]["parameters"].as_array().unwrap());
    let days: Vec<&Value> = parameters.filter(|parameter| parameter["name"] == "as_of").collect();
    assert!(days.len() > 5, "{} lists take a day", days.len());
    for parameter in days {
        let schema = jsonschema::options()
            .should_validate_formats(true)
            .build(&parameter["schema"])
            .unwrap();
        for good in ["2019-12-31", "2020-02-29", "2019-12", "2020-09-28"] {
            assert!(schema.is_valid(&json!(good)), "{good}");
        }
        for bad in ["2019-12-32", "2019-02-29", "2019-13", "2019", "31.12.2019"] {
            assert!(!schema.is_valid(&json!(bad)), "{bad}");
        }
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
