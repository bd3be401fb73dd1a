//! The published on-site sales of an edition.

use crate::{
    exhibitors::model::{
        SalesFilter,
        onsite::{Answer, DayPart, Part, Publication},
    },
    fairs::model::Zone,
    products::model::Category,
    site::model::Edition,
    ui::lists::{Listing, Paging},
    values::{
        facet::{FacetCount, FacetCounts},
        lang::Lang,
    },
    web::page::Page,
};
use askama::Template;
use rust_decimal::Decimal;

/// Fewer unconfirmed reports are not counted in public.
const FEWEST_WAITING: i64 = 3;

#[derive(Template)]
#[template(path = "fairs/sales.html")]
pub struct Sales {
    pub page: Page,
    pub list: Listing,
    pub edition: Edition,
    pub answer: Answer,
    /// Beside the days and categories of a whole fair.
    pub banners: Vec<Line>,
    pub zones: Vec<Line>,
    /// The number of exhibitors behind everything shown, if that is the whole fair or one row.
    pub exhibitors: Option<i64>,
    pub total: Decimal,
    /// How many sales wait for confirmation; 0 where they are few.
    pub unconfirmed: i64,
}

/// A row of a table, in words.
pub struct Line {
    pub name: String,
    /// This row alone; combined rows have no address.
    pub href: Option<String>,
    pub exhibitors: i64,
    pub amount: Decimal,
}

impl Sales {
    pub fn new(
        page: Page,
        edition: Edition,
        publication: &Publication,
        filter: &SalesFilter,
        zones: &[Zone],
    ) -> Self {
        let answer = publication.answer(filter);
        let is_all = matches!(&answer, Answer::Cells(..))
            && filter.fair_day.is_none()
            && filter.category.is_none();
        let is_whole = is_all && publication.is_whole(filter.as_of);
        let (rows, total, of_one) = match &answer {
            Answer::Withheld => (0, Decimal::ZERO, None),
            Answer::Of(part) => (1, part.amount, Some(part)),
            Answer::Cells(cells, later) => {
                let parts: Vec<&Part> = cells.iter().map(|cell| &cell.part).chain(later).collect();
                let one = parts.first().copied().filter(|_| parts.len() == 1);
                (parts.len(), parts.iter().map(|part| part.amount).sum(), one)
            }
        };
        let exhibitors = of_one
            .map(|part| part.exhibitors)
            .or((is_whole && rows > 0).then_some(publication.exhibitors));
        let rows = count(rows);
        let mut list = Listing::new(&page, rows, Paging::whole(&page, rows));
        facets(&page, &mut list, publication, zones);
        let lines = |parts: &[Part], name: &str, title: &dyn Fn(&str) -> String| -> Vec<Line> {
            if is_whole {
                parts.iter().map(|part| Line::new(&page, part, name, title)).collect()
            } else {
                Vec::new()
            }
        };
        Self {
            banners: lines(&publication.banners, "banner", &|code| banner_name(&page, code)),
            zones: lines(&publication.zones, "zone", &|code| zone_name(&page, zones, code)),
            exhibitors: exhibitors.map(count),
            unconfirmed: 0,
            list,
            edition,
            answer,
            total,
            page,
        }
    }

    pub fn with_unconfirmed(self, unconfirmed: i64) -> Self {
        Self { unconfirmed: if unconfirmed < FEWEST_WAITING { 0 } else { unconfirmed }, ..self }
    }

    fn days(&self) -> Vec<(i16, Decimal, Vec<Line>)> {
        let Answer::Cells(cells, _) = &self.answer else { return Vec::new() };
        let of_day = |cells: &[DayPart]| {
            let fair_day = cells.first()?.fair_day;
            let query = self.page.query.with("day", &fair_day.to_string());
            let line = |cell: &DayPart| Line {
                name: cell
                    .part
                    .code
                    .as_deref()
                    .map_or_else(|| others(&self.page), |code| category_name(&self.page, code)),
                href: cell
                    .part
                    .code
                    .as_ref()
                    .map(|code| self.page.with(&query.with("category", code))),
                exhibitors: count(cell.part.exhibitors),
                amount: cell.part.amount,
            };
            Some((
                fair_day,
                cells.iter().map(|cell| cell.part.amount).sum(),
                cells.iter().map(line).collect(),
            ))
        };
        cells.chunk_by(|a, b| a.fair_day == b.fair_day).filter_map(of_day).collect()
    }

    fn later(&self) -> &[Part] {
        match &self.answer {
            Answer::Cells(_, later) => later,
            _ => &[],
        }
    }

    fn of_one(&self) -> Option<&Part> {
        match &self.answer {
            Answer::Of(part) => Some(part),
            _ => None,
        }
    }

    /// The name of a banner or a zone, if the result is filtered by one.
    fn one_name(&self) -> String {
        let part = self.of_one().and_then(|part| part.code.as_deref()).unwrap_or_default();
        let chip =
            self.list.chips.iter().find(|chip| ["banner", "zone"].contains(&chip.name.as_str()));
        chip.map_or_else(|| part.to_string(), |chip| chip.label.clone())
    }

    fn is_withheld(&self) -> bool {
        self.answer == Answer::Withheld
    }

    fn day_href(&self, day: &i16) -> String {
        self.page.with(&self.page.query.with("day", &day.to_string()))
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "项合计", "published total", "published totals")
    }

    fn day(&self, n: &i16) -> String {
        fair_day(&self.page, &n.to_string())
    }

    fn exhibitors_of(&self, part: &Part) -> String {
        self.page.count(&count(part.exhibitors))
    }
}

impl Line {
    fn new(page: &Page, part: &Part, name: &str, title: &dyn Fn(&str) -> String) -> Self {
        Self {
            name: part.code.as_deref().map_or_else(|| others(page), title),
            href: part
                .code
                .as_deref()
                .filter(|code| !code.is_empty())
                .map(|code| page.with(&page.query.with(name, code))),
            exhibitors: count(part.exhibitors),
            amount: part.amount,
        }
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The selectable values are those with their own row. A banner or a zone replaces other filters,
/// since the combination is not published.
fn facets(page: &Page, list: &mut Listing, publication: &Publication, zones: &[Zone]) {
    let row = |facet: &str, value: &str| FacetCount {
        facet: facet.into(),
        value: value.into(),
        count: 1,
    };
    let mut counts = Vec::new();
    for cell in &publication.cells {
        counts.push(row("day", &cell.fair_day.to_string()));
        counts.extend(cell.part.code.as_deref().map(|code| row("category", code)));
    }
    counts.extend(
        publication.banners.iter().filter_map(|part| Some(row("banner", part.code.as_deref()?))),
    );
    counts.extend(
        publication.zones.iter().filter_map(|part| Some(row("zone", part.code.as_deref()?))),
    );
    let counts = FacetCounts(summed(counts));
    let days: Vec<(String, String)> = counts
        .0
        .iter()
        .filter(|row| row.facet == "day")
        .map(|row| (row.value.clone(), fair_day(page, &row.value)))
        .collect();
    let (by_cell, by_banner, by_zone) = (
        without(page, &["banner", "zone"]),
        without(page, &["day", "category", "zone"]),
        without(page, &["day", "category", "banner"]),
    );
    list.facet(&by_cell, ("day", "日期", "Day"), &counts, days);
    let categories = Category::top()
        .map(|category| (category.code.clone(), category.name(page.lang).to_string()));
    list.facet(&by_cell, ("category", "类别", "Category"), &counts, categories);
    list.facet(&by_banner, ("banner", "旗区", "Banner"), &counts, page.banner_choices());
    let zones = zones.iter().map(|zone| {
        (zone.code.clone(), format!("{} {}", zone.code, page.t(&zone.name, &zone.name_en)))
    });
    list.facet(&by_zone, ("zone", "展区", "Zone"), &counts, zones);
}

fn without(page: &Page, names: &[&str]) -> Page {
    Page {
        query: names.iter().fold(page.query.clone(), |query, name| query.without(name)),
        ..page.clone()
    }
}

fn summed(rows: Vec<FacetCount>) -> Vec<FacetCount> {
    let mut all: Vec<FacetCount> = Vec::new();
    for row in rows {
        match all.iter_mut().find(|known| known.facet == row.facet && known.value == row.value) {
            Some(known) => known.count += row.count,
            None => all.push(row),
        }
    }
    all
}

fn fair_day(page: &Page, n: &str) -> String {
    if page.zh() { format!("第 {n} 天") } else { format!("Day {n}") }
}

fn category_name(page: &Page, code: &str) -> String {
    Category::find(code).map_or(code, |category| category.name(page.lang)).to_string()
}

fn banner_name(page: &Page, code: &str) -> String {
    match page.site.banner(code) {
        Some(banner) => banner.name(page.lang).to_string(),
        None => page.t("市外", "From elsewhere").to_string(),
    }
}

fn zone_name(page: &Page, zones: &[Zone], code: &str) -> String {
    let zone = zones.iter().find(|zone| zone.code == code);
    zone.map_or_else(
        || page.t("未定展位", "No booth").to_string(),
        |zone| format!("{} {}", zone.code, page.t(&zone.name, &zone.name_en)),
    )
}

fn others(page: &Page) -> String {
    page.t("其他合计", "Others combined").to_string()
}
