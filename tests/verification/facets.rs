//! The number of a facet equals the number of its list, precomputed or not.

use crate::harness::{
    html::{selector, text_of},
    site::TestApp,
};

/// Lists with filters, from counts and from records.
const LISTS: [&str; 26] = [
    "/products",
    "/products?edition=all",
    "/products?edition=1&category=04",
    "/products?category=0401&banner=150624",
    "/products?banner=150621&season=10",
    "/products?season=3&edition=all",
    "/products?certification=organic",
    "/products?certification=green&category=04&season=9",
    "/products?q=yang",
    "/products?q=%E7%BE%8A&banner=150624&edition=all",
    "/products?price_min=20&price_max=80&category=04",
    "/products?place=150624&edition=all",
    "/products?q=zzzz",
    "/exhibitors",
    "/exhibitors?edition=all",
    "/exhibitors?edition=2&kind=cooperative",
    "/exhibitors?banner=150624&zone=A",
    "/exhibitors?kind=agribusiness&banner=150621",
    "/exhibitors?certification=green",
    "/exhibitors?certification=organic&kind=cooperative",
    "/exhibitors?q=yang&kind=cooperative",
    "/exhibitors?edition=all&banner=150624",
    "/contracts",
    "/contracts?edition=2&state=standing",
    "/contracts?as_of=2019-12-31&banner=150624",
    "/contracts?as_of=2019-06-30&method=canteen",
];

#[tokio::test]
async fn every_facet_s_number_is_that_of_the_list_it_opens() {
    let app = TestApp::fair().await;
    let (mut followed, mut wrong) = (0, Vec::new());
    for list in LISTS {
        let page = app.page(list).await;
        for choice in page.elements(".facet li a:not([aria-current])") {
            let count = text_of(choice.select(&selector("span")).next().unwrap());
            let href = choice.attr("href").unwrap();
            let opened = app.page(href).await.text(".bar .num");
            followed += 1;
            if opened != count {
                wrong.push(format!("{list}: {href} promises {count} and has {opened}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {followed}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(followed > 300, "only {followed} facets");
}

#[tokio::test]
async fn a_list_shows_as_many_records_as_it_says() {
    let app = TestApp::fair().await;
    for list in LISTS.into_iter().filter(|list| list.starts_with("/products")) {
        let join = if list.contains('?') { '&' } else { '?' };
        let said: usize = app.page(list).await.text(".bar .num").parse().unwrap_or_default();
        let mut shown = Vec::new();
        for number in 1..=said.div_ceil(24) {
            shown.extend(
                app.page(&format!("{list}{join}page={number}"))
                    .await
                    .attributes(".labels a", "href"),
            );
        }
        assert_eq!(shown.len(), said, "{list}");
        shown.sort();
        shown.dedup();
        assert_eq!(shown.len(), said, "{list} shows something twice");
    }
}

#[tokio::test]
async fn a_count_among_records_stops_at_a_thousand_and_says_so() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "insert into products (organisation_id, category_code, name, pinyin, specification, unit_code, price, price_basis, origin_code, months, search_text, search_tokens)
         select p.organisation_id, p.category_code, p.name || n, p.pinyin, p.specification, p.unit_code, 77777, p.price_basis, p.origin_code, p.months, 'wwww', '{w,ww}'
         from products p, generate_series(1, 1500) n where p.id = 1",
    )
    .await;
    assert_eq!(
        app.page("/products?edition=all").await.text(".bar .num"),
        "1,958",
        "counted ahead, exactly"
    );
    for list in ["/products?edition=all&price_min=70000", "/products?edition=all&q=wwww"] {
        let page = app.page(list).await;
        assert_eq!(page.text(".bar .num"), "1,000+", "{list}");
        assert!(
            page.all(".facet li span").iter().any(|count| count == "1,000+"),
            "{list} knows its facets to the end"
        );
        let far = app.page(&format!("{list}&page=60")).await;
        assert_eq!(
            (far.text(".bar .num").as_str(), far.count(".labels li")),
            ("1,440+", 24),
            "{list}"
        );
        let last = app.page(&format!("{list}&page=63")).await;
        assert_eq!(
            (last.text(".bar .num").as_str(), last.count(".labels li")),
            ("1,500", 12),
            "{list}"
        );
        assert!(
            app.page(&format!("{list}&page=64")).await.text(".nothing").contains("63"),
            "{list}"
        );
    }
}
