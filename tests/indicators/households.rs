//! Protects households: categories are in the tables of the city and of the banners, after
//! suppression, and nowhere else.

use crate::harness::{
    addresses::{addresses, english},
    site::TestApp,
};

/// The pages with the tables, and those that explain the words or link to the tables.
fn may_name_categories(path: &str) -> bool {
    ["/", "/banners", "/about", "/statistics"].contains(&path)
        || ["/banners/", "/statistics/"].iter().any(|root| path.starts_with(root))
}

async fn category_names(app: &TestApp) -> Vec<String> {
    let names = "select name from vocabulary_terms where vocabulary = 'household_category'
                 union select name_en from vocabulary_terms where vocabulary = 'household_category'";
    let mut names = app.texts(names).await;
    assert_eq!(names.len(), 12);
    names.extend(
        ["边缘户", "脱贫监测户", "脱贫巩固户", "突发严重困难户", "建档立卡户", "一般农牧户"]
            .map(String::from),
    );
    names
}

#[tokio::test]
async fn no_page_outside_the_tables_names_a_household_category() {
    let app = TestApp::fair().await;
    let names = category_names(&app).await;
    let mut paths = addresses(&app).await;
    // One delivery, and its contract, for each possible category of a line.
    let of_each = "select distinct on (l.household_category) '/deliveries/' || l.delivery_id from accepted_lines l";
    paths.extend(app.texts(of_each).await);
    let contracts = "select distinct on (l.household_category) '/contracts/' || l.contract_id from accepted_lines l where l.contract_id is not null";
    paths.extend(app.texts(contracts).await);
    // The other codes are also words of trademarks or plain English.
    let codes = ["edge", "monitored", "consolidated", "sudden"];
    for path in paths.iter().filter(|path| !may_name_categories(path)) {
        for path in [path.clone(), english(path)] {
            let body = app.get(&path).await.body;
            let named: Vec<&String> = names.iter().filter(|name| body.contains(*name)).collect();
            assert!(named.is_empty(), "{path} names {named:?}");
            let coded = codes.iter().find(|code| {
                body.contains(&format!("\"{code}\"")) || body.contains(&format!("={code}\""))
            });
            assert!(coded.is_none(), "{path} carries the code {coded:?}");
        }
    }
}

#[tokio::test]
async fn the_home_page_explains_the_categories_and_counts_none_of_them_apart() {
    let app = TestApp::fair().await;
    let names = category_names(&app).await;
    for path in
        ["/", "/?figure=households", "/about", "/en/", "/en/?figure=households", "/en/about"]
    {
        let page = app.page(path).await;
        let texts: Vec<&str> = page.elements("main")[0].text().collect();
        let naming =
            texts.into_iter().filter(|text| names.iter().any(|name| text.contains(name.as_str())));
        for text in naming {
            // Any number beside a category would be a figure.
            assert!(!text.chars().any(|c| c.is_ascii_digit()), "{path}: {text}");
        }
        assert_eq!(page.count("#households, .cell"), 0, "{path} has a table of categories");
    }
}

#[tokio::test]
async fn no_list_filters_by_household_category() {
    let app = TestApp::fair().await;
    let whole = app.page("/deliveries").await.text(".bar .num");
    for query in
        ["household_category=edge", "household=edge", "category=edge", "type=edge", "households=1"]
    {
        let answer = app.get(&format!("/deliveries?{query}")).await;
        let total = answer.html().text(".bar .num");
        assert!(total == whole || answer.status == 400, "/deliveries?{query} narrows to {total}");
    }
}

#[tokio::test]
async fn a_category_on_too_little_hides_the_whole_row_of_categories_and_is_not_what_others_leave() {
    let app = TestApp::own_fair().await;
    // All lines of one category in one banner are two, and were from the beginning.
    let few = "update delivery_lines set household_category = 'general', households = 0 where household_category = 'edge'
               and id not in (select l.id from delivery_lines l join deliveries d on d.id = l.delivery_id
                              where d.owner_banner_code = '150621' and l.state = 'accepted' and d.contract_id is not null
                                and l.household_category = 'edge' order by l.accepted_on, l.id limit 2)
               and delivery_id in (select id from deliveries where owner_banner_code = '150621');
               truncate journal_entries, journal_sums;
               select post_from_story('2020-09-28')";
    app.as_owner(few).await;
    let page = app.page("/banners").await;
    let rows = page.elements("#households tbody tr");
    let css = crate::harness::html::selector("td");
    let cells = |row: &scraper::ElementRef| {
        row.select(&css).map(crate::harness::html::text_of).collect::<Vec<String>>()
    };
    let own_row = cells(rows.iter().find(|row| row.html().contains("/banners/150621")).unwrap());
    assert_eq!(own_row[..3], ["不公布"; 3], "{own_row:?}");
    assert!(own_row[3].contains('元'), "the total rests on enough: {own_row:?}");
    let hidden = rows.iter().filter(|row| cells(row)[0] == "不公布").count();
    assert!(hidden >= 2, "the column lets it be found");
    assert_eq!(
        app.page("/banners/150621").await.all("#households td"),
        own_row,
        "the banner's own page says other than the table"
    );
}

#[tokio::test]
async fn what_is_corrected_or_voided_late_changes_no_release_that_was_published() {
    let app = TestApp::own_fair().await;
    let paths = ["/banners", "/banners?as_of=2020-06-30", "/banners?as_of=2020-08-31"];
    let purchased = app.get("/api/v1/indicators/purchased").await.body;
    let mut before = Vec::new();
    for path in paths {
        before.push(app.page(path).await.all("#households td"));
    }
    assert!(before[0].iter().any(|cell| cell.contains('元')), "{before:?}");
    app.as_owner(
        "update delivery_lines set quantity_accepted = quantity_accepted / 2, amount_accepted = amount_accepted / 2, households = 1
         where state = 'accepted' and household_category = 'edge' and accepted_on < '2020-06-01';
         update deliveries set voided_at = now(), void_reason = '重复录入'
         where id in (select delivery_id from delivery_lines where state = 'accepted' and household_category = 'monitored'
                      and accepted_on < '2020-06-01' order by id limit 20)
           and not exists (select from payment_allocations a join delivery_lines l on l.id = a.delivery_line_id
                           where l.delivery_id = deliveries.id)",
    )
    .await;
    assert_ne!(app.get("/api/v1/indicators/purchased").await.body, purchased);
    for (path, before) in paths.iter().zip(before) {
        assert_eq!(app.page(path).await.all("#households td"), before, "{path}");
    }
}
