//! Every linked figure is followed, and what its target says of itself must be what the figure said.

use crate::harness::{
    addresses::{RECORDS, english, with_key},
    html::{Html, text_of},
    site::TestApp,
};
use std::collections::HashMap;

/// A figure on a page, and where it leads.
struct Linked {
    page: String,
    said: String,
    href: String,
}

/// Pages by address: many figures lead to the same list.
#[derive(Default)]
struct Followed(HashMap<String, Html>);

#[tokio::test]
async fn every_linked_figure_equals_what_it_links_to() {
    let app = TestApp::fair().await;
    let mut followed = Followed::default();
    let (mut checked, mut wrong) = (0, Vec::new());
    for page in pages(&app).await {
        for figure in figures(&page, &app.page(&page).await) {
            followed.fetch(&app, &figure.href).await;
            match followed.counterpart(&figure) {
                Some(found) if found == figure.said => checked += 1,
                found => wrong.push(format!("{} says {} but {} says {found:?}", figure.page, figure.said, figure.href)),
            }
        }
    }
    println!("{checked} figures followed");
    assert!(wrong.is_empty(), "{} figures:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 500, "only {checked} figures were found to follow");
}

async fn pages(app: &TestApp) -> Vec<String> {
    let mut pages: Vec<String> =
        ["/", "/banners", "/fairs", "/?figure=contracts", "/?figure=exhibitors", "/?figure=households"].map(String::from).to_vec();
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
    let mut figures: Vec<Linked> =
        linked.map(|(text, href)| Linked { page: address.into(), said: figure_in(&text), href: absolute(address, &href) }).collect();
    figures.dedup_by(|a, b| (&a.said, &a.href) == (&b.said, &b.href));
    figures
}

fn absolute(page: &str, href: &str) -> String {
    let own = page.split(['#', '?']).next().unwrap();
    if href.starts_with('#') { format!("{own}{href}") } else { href.to_string() }
}

/// The figure among other words, in one spelling: `9.01亿元`, `CNY 9.01million`, `366`.
pub fn figure_in(text: &str) -> String {
    let is_of_number = |c: char| c.is_ascii_digit() || ",.−".contains(c);
    let from = text.find(|c: char| c.is_ascii_digit() || c == '−').unwrap_or(text.len());
    let (before, number) = text.split_at(from);
    let (number, after) = number.split_at(number.find(|c| !is_of_number(c)).unwrap_or(number.len()));
    let currency = if before.contains("CNY") || after.contains("CNY") { "CNY " } else { "" };
    let after = after.trim_start().trim_start_matches("CNY").trim_start();
    let unit = ["亿元", "万元", "元", "million", "billion"].into_iter().find(|unit| after.starts_with(unit)).unwrap_or("");
    format!("{currency}{number}{unit}")
}

impl Followed {
    async fn fetch(&mut self, app: &TestApp, href: &str) {
        let address = href.split('#').next().unwrap();
        if !self.0.contains_key(address) {
            self.0.insert(address.to_string(), app.page(address).await);
        }
    }

    /// What the target says of itself in the unit of the figure.
    fn counterpart(&self, figure: &Linked) -> Option<String> {
        let (address, fragment) = figure.href.split_once('#').unwrap_or((&figure.href, ""));
        let target = &self.0[address];
        let is_amount = figure.said.contains('元') || figure.said.contains("CNY");
        let path = address.trim_start_matches("/en").split('?').next().unwrap();
        let said = |css: &str| Some(target.text(css)).filter(|text| !text.is_empty()).map(|text| figure_in(&text));
        match path.split('/').skip(1).collect::<Vec<_>>()[..] {
            _ if fragment == "households" => households(target, figure),
            ["banners"] => Some(target.count("section:not(#households) tbody tr").to_string()),
            ["fairs", _, "sales"] => said(".total-line b").or(Some(zero_like(&figure.said))),
            // A record's own page, one step up or down the chain: its amount.
            [_, _] if is_amount => said(".worth .amount"),
            [_, _] => Some("1".into()),
            _ if is_amount => said(".bar .amount").or(Some(zero_like(&figure.said))),
            _ => said(".bar .num").or(Some("0".into())),
        }
    }
}

/// An empty list has no bar to say its nought in.
fn zero_like(said: &str) -> String {
    if said.starts_with("CNY") { "CNY 0".into() } else { "0元".into() }
}

/// The total of the table: of the page's banner, of the city, or of the banner that the figure names.
fn households(target: &Html, figure: &Linked) -> Option<String> {
    let totals = target.elements("#households tfoot tr td:last-child, #households tbody tr:last-child td:last-child");
    let cells: Vec<String> = totals.into_iter().map(|cell| figure_in(text_of(cell).split('·').next().unwrap())).collect();
    cells.iter().find(|cell| **cell == figure.said).or(cells.last()).cloned()
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
