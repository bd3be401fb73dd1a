//! Every linked figure is followed, and its target must show the same figure.

use crate::harness::{
    addresses::{RECORDS, english, with_key},
    html::{Html, text_of},
    site::TestApp,
};
use std::collections::HashMap;

/// A figure on a page, and its link.
pub struct Linked {
    pub page: String,
    pub said: String,
    pub href: String,
}

/// Pages by address: many figures lead to the same list.
#[derive(Default)]
pub struct Followed(HashMap<String, Html>);

/// Pages whose every row has linked figures, and their minimum number.
const FULL: [(&str, usize); 9] = [
    ("/buyers", 50),
    ("/villages?with=contracts", 100),
    ("/brands", 20),
    ("/contracts?state=completed", 20),
    ("/payments", 50),
    ("/fairs/1/sales", 20),
    ("/fairs/2/sales?day=1", 5),
    ("/statistics", 20),
    ("/statistics/contract_amount?banner=150621", 25),
];

/// Pages that show the state of a day.
const OF_A_DAY: [&str; 12] = [
    "/statistics",
    "/banners",
    "/banners?edition=2",
    "/banners/150621",
    "/fairs",
    "/fairs/2",
    "/fairs/1/sales",
    "/buyers",
    "/villages?with=products",
    "/brands",
    "/contracts?state=standing",
    "/payments",
];
/// After the second fair and before the third; and the last day of the first.
const DAYS: [&str; 2] = ["2019-12-31", "2018-11"];

#[tokio::test]
async fn every_linked_figure_equals_what_it_links_to() {
    let app = TestApp::fair().await;
    assert!(
        follow(&app, pages(&app).await).await > 1400,
        "hardly any figures were found to follow"
    );
}

#[tokio::test]
async fn a_figure_of_a_day_opens_the_list_of_that_day() {
    let app = TestApp::fair().await;
    let mut pages: Vec<String> = OF_A_DAY.map(String::from).to_vec();
    for route in ["/buyers/{id}", "/villages/{code}", "/statistics/{indicator}"] {
        let (_, sql) = RECORDS.iter().find(|(known, _)| *known == route).unwrap();
        pages.extend(app.texts(sql).await.iter().map(|key| with_key(route, key)));
    }
    pages.extend(["/banners", "/banners/150624", "/statistics"].map(english));
    let dated = |page: &String| {
        DAYS.map(|day| format!("{page}{}as_of={day}", if page.contains('?') { '&' } else { '?' }))
    };
    assert!(
        follow(&app, pages.iter().flat_map(dated).collect()).await > 1500,
        "hardly any figures were found to follow"
    );
}

/// The number of figures on the pages, each of which must equal its target.
async fn follow(app: &TestApp, pages: Vec<String>) -> usize {
    let mut followed = Followed::default();
    let (mut checked, mut wrong) = (0, Vec::new());
    for page in pages {
        for figure in figures(&page, &app.page(&page).await) {
            match followed.counterpart(app, &figure).await {
                Some(found) if found == figure.said => checked += 1,
                found => wrong.push(format!(
                    "{} says {} but {} says {found:?}",
                    figure.page, figure.said, figure.href
                )),
            }
        }
    }
    println!("{checked} figures followed");
    assert!(wrong.is_empty(), "{} figures:\n{}", wrong.len(), wrong.join("\n"));
    checked
}

#[tokio::test]
async fn no_row_of_a_list_has_a_figure_that_is_no_link() {
    let app = TestApp::fair().await;
    for (page, least) in FULL {
        let found = figures(page, &app.page(page).await).len();
        assert!(found >= least, "{page} has {found} figures that are links");
    }
    let looked_at = "select min(project_id)::text from framework_agreements where project_id is not null and ceiling is not null";
    let project = app.page(&format!("/projects/{}", app.text(looked_at).await)).await;
    assert_eq!(
        project.count(".follow li:not(:first-child) .amount"),
        project.count(".follow li:not(:first-child) .amount a")
    );
    assert!(project.count(".follow .amount a") > 1, "the follow-up has no figures");
    let product = app
        .text(
            "select min(l.product_id)::text from contract_lines l join contracts c on c.id = l.contract_id
                            where c.framework_id is not null and l.removed_by_id is null",
        )
        .await;
    let steps = app.page(&format!("/products/{product}")).await.all(".step__cnt a");
    assert_eq!(steps.len(), 3, "frameworks, contracts and deliveries open their lists: {steps:?}");
}

#[tokio::test]
async fn the_banners_present_at_an_edition_are_those_of_its_own_exhibitors() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "update exhibitors e set state = 'declined' from organisations o
         where o.id = e.organisation_id and o.banner_code = '150603' and e.edition_id = 1",
    )
    .await;
    let present = figures("/fairs/1", &app.page("/fairs/1").await)
        .into_iter()
        .find(|figure| figure.href.starts_with("/banners"))
        .unwrap();
    assert_eq!(present.said, "8");
    assert_eq!(
        Followed::default().counterpart(&app, &present).await.as_deref(),
        Some("8"),
        "{}",
        present.href
    );
}

async fn pages(app: &TestApp) -> Vec<String> {
    let mut pages: Vec<String> = [
        "/",
        "/banners",
        "/banners?edition=1",
        "/fairs",
        "/?figure=contracts",
        "/?figure=exhibitors",
        "/?figure=households",
    ]
    .map(String::from)
    .to_vec();
    pages.extend(FULL.map(|(page, _)| page.to_string()));
    for (route, sql) in RECORDS {
        pages.extend(app.texts(sql).await.iter().map(|key| with_key(route, key)));
    }
    pages.extend(["/", "/banners", "/fairs", "/banners/150621"].map(english));
    pages
}

fn figures(address: &str, page: &Html) -> Vec<Linked> {
    let linked = page.elements("main a.fig, main .amount a, main .step__cnt a, main .rank a.num");
    let linked = linked.into_iter().map(|a| (text_of(a), a.attr("href").unwrap().to_string()));
    // "by month" and the like are words, not figures.
    let linked = linked.filter(|(text, _)| text.chars().any(|c| c.is_ascii_digit()));
    let mut figures: Vec<Linked> = linked
        .map(|(text, href)| Linked {
            page: address.into(),
            said: figure_in(&text),
            href: absolute(address, &href),
        })
        .collect();
    // The figures of a place link to no list: a page explains the publication.
    figures.retain(|figure| !figure.href.ends_with("/about#places"));
    figures.dedup_by(|a, b| (&a.said, &a.href) == (&b.said, &b.href));
    figures
}

fn absolute(page: &str, href: &str) -> String {
    let own = page.split(['#', '?']).next().unwrap();
    if href.starts_with('#') { format!("{own}{href}") } else { href.to_string() }
}

/// The figure in its text, normalized: `9.01亿元`, `CNY 9.01million`, `366`.
pub fn figure_in(text: &str) -> String {
    let is_of_number = |c: char| c.is_ascii_digit() || ",.−".contains(c);
    let from = text.find(|c: char| c.is_ascii_digit() || c == '−').unwrap_or(text.len());
    let (before, number) = text.split_at(from);
    let (number, after) =
        number.split_at(number.find(|c| !is_of_number(c)).unwrap_or(number.len()));
    let currency = if before.contains("CNY") || after.contains("CNY") { "CNY " } else { "" };
    let after = after.trim_start().trim_start_matches("CNY").trim_start();
    let unit = ["亿元", "万元", "元", "million", "billion"]
        .into_iter()
        .find(|unit| after.starts_with(unit))
        .unwrap_or("");
    format!("{currency}{number}{unit}")
}

impl Followed {
    /// The figure of the target in the unit of the link.
    pub async fn counterpart(&mut self, app: &TestApp, figure: &Linked) -> Option<String> {
        let (address, fragment) = figure.href.split_once('#').unwrap_or((&figure.href, ""));
        if !self.0.contains_key(address) {
            self.0.insert(address.to_string(), app.page(address).await);
        }
        let target = &self.0[address];
        let is_amount = figure.said.contains('元') || figure.said.contains("CNY");
        let path = address.trim_start_matches("/en").split('?').next().unwrap();
        let said = |css: &str| {
            Some(target.text(css)).filter(|text| !text.is_empty()).map(|text| figure_in(&text))
        };
        match path.split('/').skip(1).collect::<Vec<_>>()[..] {
            _ if fragment == "households" => households(target, figure),
            // The banners with exhibitors.
            ["banners"] => {
                let exhibitors = target.all("section:not(#households) tbody tr td:nth-child(2)");
                Some(exhibitors.iter().filter(|cell| *cell != "0").count().to_string())
            }
            ["fairs"] if is_amount => sales_of_all(target, figure),
            ["fairs"] => Some(target.count("thead th").saturating_sub(1).to_string()),
            ["fairs", _, "sales"] if is_amount => said(".bar b").or(Some(zero_like(&figure.said))),
            // The page of a record, one step up or down the chain: its amount.
            [_, _] if is_amount => said(".worth .amount"),
            [_, _] => Some("1".into()),
            _ if is_amount => said(".bar .amount").or(Some(zero_like(&figure.said))),
            _ => said(".bar .num").or(Some("0".into())),
        }
    }
}

/// Sales of all editions link to the editions side by side, each with its own, which are rounded.
fn sales_of_all(target: &Html, figure: &Linked) -> Option<String> {
    let yuan = |said: &str| -> Option<f64> {
        let number: f64 = figure_in(said)
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '.')
            .collect::<String>()
            .parse()
            .ok()?;
        Some(if said.contains('万') { number * 10_000.0 } else { number })
    };
    let each: Option<Vec<f64>> =
        target.all("tr:has(a[href*=onsite_sales]) td").iter().map(|cell| yuan(cell)).collect();
    let sum: f64 = each?.iter().sum();
    let is_it = (sum - yuan(&figure.said)?).abs() <= 200.0;
    Some(if is_it { figure.said.clone() } else { format!("{sum} in all") })
}

/// An empty list has no bar with its zero.
fn zero_like(said: &str) -> String {
    if said.starts_with("CNY") { "CNY 0".into() } else { "0元".into() }
}

/// The total of the table: of the page's banner, of the city, or of the banner of the figure.
/// Without goods from households there is no table.
fn households(target: &Html, figure: &Linked) -> Option<String> {
    let totals = "#households tfoot tr td:last-child .nowrap, #households tbody tr:last-child td:last-child .nowrap";
    let cells: Vec<String> = target.all(totals).iter().map(|cell| figure_in(cell)).collect();
    let is_empty = target.count("#households") == 1 && target.count("#households table") == 0;
    let nothing = is_empty.then(|| zero_like(&figure.said));
    cells.iter().find(|cell| **cell == figure.said).or(cells.last()).cloned().or(nothing)
}

#[test]
fn a_figure_is_found_among_words() {
    for (text, figure) in [
        ("壹意向 9.01 亿元", "9.01亿元"),
        ("CNY 9.01 million", "CNY 9.01million"),
        ("901CNY million", "CNY 901million"),
        ("366", "366"),
        ("3,204 份", "3,204"),
        ("准格尔旗 1.2万元", "1.2万元"),
        ("Payment CNY 9,013.5", "CNY 9,013.5"),
        ("51 家", "51"),
        ("−3 万元", "−3万元"),
    ] {
        assert_eq!(figure_in(text), figure, "{text}");
    }
}
