//! The main figures, on the home page and the lists, in both languages.

use super::links::figure_in;
use crate::harness::{html::Html, site::TestApp};

/// The figure of the step with this number, as the test of links reads it: `9.01亿元`.
fn step(page: &Html, rung: usize) -> String {
    figure_in(&page.text(&format!(".step:nth-child({rung}) .step__amt .fig")))
}

#[tokio::test]
async fn the_home_page_says_the_reported_figures() {
    let app = TestApp::fair().await;
    let (zh, en) = (app.page("/").await, app.page("/en/").await);
    let amounts: Vec<String> = (1..=5).map(|rung| step(&zh, rung)).collect();
    assert_eq!(amounts[..4], ["9.01亿元", "9.8亿元", "3.3亿元", "1.3亿元"]);
    assert_eq!(
        (1..=4).map(|rung| step(&en, rung)).collect::<Vec<_>>(),
        ["CNY 901million", "CNY 980million", "CNY 330million", "CNY 130million"]
    );
    assert_eq!(figure_in(&zh.text(".of .fig")), "901.3万元");
    assert_eq!(figure_in(&en.text(".of .fig")), "CNY 9.01million");
    assert_eq!(zh.all(".tally .fig"), ["366", "396", "9", "701"]);
    let counts = zh.all(".step__cnt a");
    for (count, words) in counts.iter().zip(["61 项", "376 份", "438 份"]) {
        assert_eq!(count, words);
    }
    assert!(zh.text("h1").contains("第三届"));
}

#[tokio::test]
async fn each_ledger_says_its_whole() {
    let app = TestApp::fair().await;
    let wholes = [
        ("/projects", "61", "9.01亿元"),
        ("/projects?edition=all", "267", "15.31亿元"),
        ("/agreements?state=signed", "376", "9.8亿元"),
        ("/contracts?state=standing", "438", "3.3亿元"),
    ];
    for (path, count, amount) in wholes {
        let page = app.page(path).await;
        assert_eq!(page.text(".bar .num"), count, "{path}");
        assert_eq!(figure_in(&page.text(".bar .amount")), amount, "{path}");
    }
    let deliveries = app.page("/deliveries?kind=contract&state=accepted").await;
    assert!(deliveries.text(".bar .amount").ends_with("1.3 亿元"));
    assert_eq!(app.page("/exhibitors").await.text(".bar .num"), "366");
    assert_eq!(app.page("/products").await.text(".bar .num"), "396");
    assert_eq!(app.page("/villages?with=contracts&kind=gacha").await.text(".bar .num"), "701");
}

#[tokio::test]
async fn what_is_off_contract_or_refused_is_in_no_sum_of_purchases() {
    let app = TestApp::fair().await;
    let whole =
        "select sum(amount_accepted)::text from accepted_lines where contract_id is not null";
    assert_eq!(app.text(whole).await, "130000000.00");
    let apart = app.page("/deliveries?kind=off_contract").await;
    assert!(
        apart.text(".bar .num").parse::<u32>().unwrap() > 0,
        "the demonstration has no off-contract purchase"
    );
    // The default list shows purchases under contracts: no list has both, so no sum does.
    let (plain, under) =
        (app.page("/deliveries").await, app.page("/deliveries?kind=contract").await);
    assert!(plain.text(".bar .amount").ends_with("1.3 亿元"), "{}", plain.text(".bar"));
    assert_eq!(plain.text(".bar .num"), under.text(".bar .num"));
}

#[tokio::test]
async fn the_banners_add_up_to_the_city_rung_by_rung() {
    let app = TestApp::fair().await;
    let sums = "select (select sum(amount) from public_projects p join editions e on e.id = p.edition_id where e.ordinal = 3)
                       = 901000000
                   and (select sum(sum) from (select sum(ceiling) from public_agreements where state = 'signed' group by owner_banner_code) b)
                       = 980000000
                   and not exists (select from public_contracts where owner_banner_code not in (select code from divisions where level = 'banner'))";
    assert_eq!(app.text("select count(*)::text from divisions where level = 'banner'").await, "9");
    let holds: Option<bool> = sqlx::query_scalar(sums).fetch_one(&app.pool).await.unwrap();
    assert_eq!(holds, Some(true));
    let page = app.page("/banners").await;
    assert_eq!(page.count("table").min(2), 2);
    assert_eq!(page.count("section:not(#households) tbody tr"), 9);
}

#[tokio::test]
async fn contracts_stand_as_they_stood_on_the_day() {
    let app = TestApp::fair().await;
    let day = "2019-12-31";
    let stood = [
        ("terminated", "select count(*)::text from public_contracts where signed_on <= '2019-12-31' and terminated_on <= '2019-12-31'"),
        (
            "completed",
            "select count(*)::text from public_contracts where signed_on <= '2019-12-31' and completed_on <= '2019-12-31' and terminated_on is null",
        ),
        (
            "performing",
            "select count(*)::text from public_contracts where signed_on <= '2019-12-31' and performing_on <= '2019-12-31'
               and coalesce(completed_on, 'infinity') > '2019-12-31' and coalesce(terminated_on, 'infinity') > '2019-12-31'",
        ),
        (
            "signed",
            "select count(*)::text from public_contracts where signed_on <= '2019-12-31' and coalesce(performing_on, 'infinity') > '2019-12-31'
               and coalesce(completed_on, 'infinity') > '2019-12-31' and coalesce(terminated_on, 'infinity') > '2019-12-31'",
        ),
    ];
    let mut in_all = 0;
    for (state, sql) in stood {
        let (said, count) = (
            app.page(&format!("/contracts?as_of={day}&state={state}")).await.text(".bar .num"),
            app.text(sql).await,
        );
        assert_eq!(if said.is_empty() { "0" } else { &said }, count, "{state}");
        in_all += count.parse::<u32>().unwrap();
    }
    assert_eq!(
        app.page(&format!("/contracts?as_of={day}")).await.text(".bar .num"),
        in_all.to_string()
    );
    // Some were completed since; they were not by then.
    let since = "select count(*)::text from public_contracts where signed_on <= '2019-12-31' and completed_on > '2019-12-31'";
    assert_ne!(app.text(since).await, "0");
}
