//! Deliveries by product: no line, no village of a line, no day of a part.

use crate::harness::site::{Answer, TestApp};
use std::collections::{BTreeMap, BTreeSet};

/// Deliveries with several lines of one product, and with several villages.
const SPLIT: &str = "select delivery_id::text from public_deliveries d join delivery_lines l on l.delivery_id = d.id
                     where d.shipped_on <= '2020-09-28' group by delivery_id
                     having count(*) > count(distinct (l.product_id, l.name, l.unit_code)) and count(distinct village_code) > 1
                     order by delivery_id limit 30";

fn rows(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    let mut reader =
        csv::Reader::from_reader(answer.body.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|row| {
            names.iter().map(String::from).zip(row.unwrap().iter().map(String::from)).collect()
        })
        .collect()
}

#[tokio::test]
async fn a_page_has_a_row_for_each_product_and_one_list_of_villages() {
    let app = TestApp::fair().await;
    let split = app.texts(SPLIT).await;
    assert!(split.len() > 10, "hardly any delivery has two lines of one product");
    for id in split {
        let page = app.page(&format!("/deliveries/{id}")).await;
        let names = page.all("tbody th");
        let products: BTreeSet<&String> = names.iter().collect();
        assert_eq!(names.len(), products.len(), "{id} tells lines apart: {names:?}");
        assert!(names.is_sorted() || names.len() < 2 || products.len() == names.len());
        assert_eq!(page.count("table a[href*='/villages/']"), 0, "{id} ties villages to goods");
        let villages = page.attributes("dl a[href*='/villages/']", "href");
        assert!(villages.len() > 1 && villages.is_sorted(), "{id}: {villages:?}");
    }
}

#[tokio::test]
async fn a_sheet_has_a_row_for_each_product_of_a_delivery() {
    let app = TestApp::fair().await;
    let all = rows(&app.get("/opendata/deliveries.csv").await);
    let keys: BTreeSet<(&String, &String, &String)> =
        all.iter().map(|row| (&row["id"], &row["product"], &row["unit"])).collect();
    let with_id: BTreeSet<(&String, &String, &String, &String)> = all
        .iter()
        .map(|row| (&row["id"], &row["product_id"], &row["product"], &row["unit"]))
        .collect();
    assert_eq!(with_id.len(), all.len());
    assert!(keys.len() > 1000);
    for day in ["2019-09-30", "2020-03-31"] {
        let then = rows(&app.get(&format!("/opendata/deliveries.csv?as_of={day}")).await);
        assert!(
            then.iter()
                .all(|row| row["accepted_on"].is_empty() || row["accepted_on"].as_str() <= day),
            "{day}"
        );
    }
}

#[tokio::test]
async fn a_village_lists_whole_deliveries_on_the_page_and_in_the_sheet() {
    let app = TestApp::fair().await;
    let all = rows(&app.get("/opendata/deliveries.csv").await);
    let whole: BTreeSet<&BTreeMap<String, String>> = all.iter().collect();
    let village = app
        .text("select min(village_code) from accepted_lines where contract_id is not null")
        .await;
    for query in [format!("village={village}"), format!("township={}", &village[..9])] {
        let of_place = rows(&app.get(&format!("/opendata/deliveries.csv?{query}")).await);
        assert!(!of_place.is_empty());
        assert!(
            of_place.iter().all(|row| whole.contains(row)),
            "{query} narrows a delivery to the place's part"
        );
        let page = app.page(&format!("/deliveries?{query}")).await;
        for link in page.attributes(".dels th a", "href") {
            let id = link.rsplit('/').next().unwrap().split('?').next().unwrap().to_string();
            let own = app.page(&format!("/deliveries/{id}")).await.text(".worth .amount");
            let row = page
                .elements(".dels tbody tr")
                .into_iter()
                .find(|row| row.html().contains(&format!("/deliveries/{id}\"")))
                .unwrap();
            let amount = row
                .select(&crate::harness::html::selector("td .amount"))
                .next()
                .map(crate::harness::html::text_of);
            assert_eq!(amount, Some(own), "{query} shows a part of delivery {id}");
        }
    }
}
