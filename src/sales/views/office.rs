//! The list of the office: every booth and day of an edition.

use super::{Band, fair_day, sold_all};
use crate::{
    choices, columns,
    identity::model::saved::SavedFilter,
    sales::model::{
        office::{Counted, Listed, Stage},
        rights::CONFIRM_SALES,
        usual::Usual,
    },
    site::model::Edition,
    ui::{
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::facet::{FacetCount, FacetCounts},
    web::{office::Office, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

fn pill(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "pill pill--wait",
        Stage::Confirmed => "pill",
        Stage::Missing => "pill pill--bad",
        Stage::Nothing => "pill pill--off",
    }
}

/// The report, or the form of one that is missing.
fn path(row: &Listed) -> String {
    match row.report_id {
        Some(id) => id.path(),
        None => format!("/admin/exhibitors/{}/sales/{}", row.exhibitor_id, row.fair_day),
    }
}

fn zone(page: &Page, code: &str) -> String {
    if page.zh() { format!("{code} 展区") } else { format!("Zone {code}") }
}

pub const COLUMNS: &[Column<Listed>] = columns! { Listed;
    "organisation" "参展商" "Exhibitor" |_, row| Cell::Link(row.organisation.clone(), path(row));
    "booth" "展位" "Booth" |_, row| Cell::maybe(row.booth_code.clone());
    "day" "日期" "Day" |page, row| Cell::text(fair_day(page, row.fair_day));
    "state" "状态" "State"
        |page, row| Cell::State(pill(row.stage()), row.stage().name(page.lang).to_string());
    "sold" "卖了什么" "Sold" |page, row| Cell::text(sold_all(page, &row.lines));
    "reported" "自报（元）" "Reported (yuan)"
        |_, row| if row.lines.is_empty() { Cell::text("") } else { Cell::Number(row.reported()) };
    "amount" "金额（元）" "Amount (yuan)"
        |_, row| if row.lines.is_empty() { Cell::text("") } else { Cell::Number(row.total()) };
};

#[derive(Template)]
#[template(path = "sales/office/index.html")]
pub struct OfficeIndex {
    pub page: Page,
    pub office: Office,
    pub edition: Edition,
    pub list: Listing,
    pub rows: Vec<Listed>,
    pub counts: Vec<Counted>,
    pub usual: Vec<Usual>,
    pub saved: Vec<SavedFilter>,
}

/// A stage of the strip on top.
pub struct Strip {
    pub label: String,
    pub amount: Option<String>,
    pub href: String,
    pub is_waiting: bool,
}

impl OfficeIndex {
    fn table(&self) -> Table<'_> {
        let caption = self.page.t("现场销售", "On-site sales");
        let table = Table::new(&self.page, caption, COLUMNS, &self.rows).with_saved(&self.saved);
        if self.is_drawn() { table.drawn_apart() } else { table }
    }

    /// Reports to confirm are drawn beside what is usual.
    fn is_drawn(&self) -> bool {
        self.page.query.get("stage") == Some(Stage::Waiting.code())
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个展位日", "booth and day", "booths and days")
    }

    fn placeholder(&self) -> &str {
        self.page.t("参展商或展位号", "Exhibitor or booth")
    }

    fn heading(&self) -> String {
        let edition = self.edition.short_name(self.page.lang);
        match self.page.query.read::<i16>("day") {
            Ok(Some(day)) => format!("{edition} · {}", fair_day(&self.page, day)),
            _ => edition,
        }
    }

    /// The other editions, each with the same filters.
    fn editions(&self) -> Vec<(String, String, bool)> {
        let link = |one: &&Edition| {
            let query = self.page.query.with("edition", &one.ordinal.to_string()).without("day");
            (one.short_name(self.page.lang), self.page.with(&query), one.id == self.edition.id)
        };
        self.page.site.public_editions().iter().map(link).collect()
    }

    fn strip(&self) -> Vec<Strip> {
        let of = |stage: Stage| {
            let is_of = |one: &&Counted| one.facet == "stage" && one.value == stage.code();
            let found = self.counts.iter().find(is_of);
            let (count, amount) = found.map_or((0, Decimal::ZERO), |one| (one.count, one.amount));
            let says = match stage {
                Stage::Confirmed => self.page.t("已确认", "Confirmed"),
                Stage::Waiting => self.page.t("自报待确认", "To confirm"),
                Stage::Missing => self.page.t("未上报", "Not reported"),
                Stage::Nothing => self.page.t("自报无销售", "Said nothing was sold"),
            };
            let count = self.page.count(&count);
            Strip {
                label: match self.page.zh() {
                    true => format!("{says}，{count} 家"),
                    false => format!("{says}: {count}"),
                },
                amount: (stage != Stage::Missing).then(|| self.page.yuan(&amount)),
                href: self.page.with(&self.page.query.with("stage", stage.code())),
                is_waiting: stage == Stage::Waiting,
            }
        };
        [Stage::Confirmed, Stage::Waiting, Stage::Missing, Stage::Nothing].map(of).into()
    }

    fn band(&self, row: &Listed) -> Option<Band> {
        Band::new(&self.page, &self.usual, row.leading(), row.total())
    }

    fn sold(&self, row: &Listed) -> String {
        let sold = sold_all(&self.page, &row.lines);
        match self.page.query.get("day").is_some() || self.edition.starts_on.is_none() {
            true => sold,
            false => {
                format!("{}{}{sold}", fair_day(&self.page, row.fair_day), self.page.t("：", ": "))
            }
        }
    }

    fn may_confirm(&self, row: &Listed) -> bool {
        self.office.may(CONFIRM_SALES) && row.entered_by != Some(self.office.viewer.user)
    }

    fn may_ask(&self) -> bool {
        self.office.may(CONFIRM_SALES)
    }

    fn is_usual(&self, row: &Listed) -> bool {
        self.band(row).is_some_and(|band| band.is_within())
    }

    /// Those of this page that one button confirms, as records and their versions.
    fn usual_picks(&self) -> Vec<String> {
        let is_usual = |row: &&Listed| self.may_confirm(row) && !row.is_asked && self.is_usual(row);
        let pick = |row: &Listed| Some(format!("{}:{}", row.report_id?, row.version?));
        self.rows.iter().filter(is_usual).filter_map(pick).collect()
    }

    fn one_by_one(&self, usual: &[String]) -> usize {
        self.rows.len() - usual.len()
    }

    fn path(&self, row: &Listed) -> String {
        self.page.href(path(row))
    }

    fn version(&self, row: &Listed) -> i32 {
        row.version.unwrap_or_default()
    }
}

pub fn facet_counts(counts: &[Counted]) -> FacetCounts {
    let count = |one: &Counted| FacetCount {
        facet: one.facet.clone(),
        value: one.value.clone(),
        count: one.count,
    };
    FacetCounts(counts.iter().map(count).collect())
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let stages = choices!(page, Stage::ALL.iter().copied());
    list.facet(page, ("stage", "状态", "State"), counts, stages);
    let of_zones = counts.0.iter().filter(|one| one.facet == "zone");
    let mut zones: Vec<&str> = of_zones.map(|one| one.value.as_str()).collect();
    zones.sort_unstable();
    let zones = zones.into_iter().map(|code| (code.to_string(), zone(page, code)));
    list.facet(page, ("zone", "展区", "Zone"), counts, zones);
    let mut days: Vec<i16> = counts
        .0
        .iter()
        .filter(|one| one.facet == "day")
        .filter_map(|one| one.value.parse().ok())
        .collect();
    days.sort_unstable();
    let days = days.into_iter().map(|day| (day.to_string(), fair_day(page, day)));
    list.facet(page, ("day", "日期", "Day"), counts, days);
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
}
