//! The run-sheet beside one deal, and what is asked while it is typed.

mod choices;

use super::{
    DealScan,
    hints::{Hints, echo},
};
use crate::{
    audit::views::Line,
    fairs::model::planning::Planned,
    organisations::model::Side,
    projects::model::{
        deal::{CeremonyState, Deal, DealRung, Party, RunRow, Tally, desk},
        rights::{PREPARE_DEALS, SIGN_DEALS},
    },
    signing::{
        forms::{DealForm, Found},
        model::Checks,
    },
    values::{amount::Amount, day, rung::Intent},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

#[derive(Template)]
#[template(path = "signing/desk.html")]
pub struct Desk {
    pub page: Page,
    pub office: Office,
    pub edition: Planned,
    pub rows: Vec<RunRow>,
    pub needs_two: bool,
    /// `None`: a new one.
    pub deal: Option<Deal>,
    pub form: DealForm,
    pub found: Found,
    pub checks: Checks,
    pub errors: Errors,
    /// Typed instead of one, in the form that has the error.
    pub reason: String,
    pub history: Vec<Line>,
    /// `None`: the deal is not signed yet.
    pub scan: Option<DealScan>,
}

impl Desk {
    fn title(&self) -> String {
        format!(
            "{} {}",
            self.page.t("签约台", "Signing desk"),
            self.edition.short_name(self.page.lang)
        )
    }

    /// What was typed in one of the forms that ask for a reason.
    fn typed_reason(&self, field: &str) -> &str {
        if self.errors.of(field).is_some() { &self.reason } else { "" }
    }

    fn tally(&self) -> Tally {
        Tally::of(&self.rows)
    }

    /// Whether the user sees only the deals of one banner.
    fn banner(&self) -> Option<&str> {
        self.office.viewer.scope.banner().map(|code| self.page.banner_name(code))
    }

    /// The public records behind the released figure.
    fn records(&self) -> String {
        let of_banner = self.office.viewer.scope.banner();
        let banner = of_banner.map(|code| format!("&banner={code}")).unwrap_or_default();
        self.page.href(format!("/projects?edition={}{banner}", self.edition.ordinal))
    }

    /// The rows of one rung that are so far.
    fn shown_at(&self, show: &str, rung: &str) -> String {
        self.page.href(format!("{}?show={show}&rung={rung}", self.desk_path()))
    }

    fn may_sign(&self) -> bool {
        self.office.may(SIGN_DEALS)
    }

    /// Whether the form can be saved by this user, in the state of the deal.
    fn may_write(&self) -> bool {
        self.office.may(PREPARE_DEALS)
            && self.deal.as_ref().is_none_or(|deal| {
                !deal.is_void()
                    && (deal.state == CeremonyState::Planned
                        || (deal.state == CeremonyState::Signed && self.may_sign()))
            })
    }

    fn action(&self) -> String {
        let path = self.deal.as_ref().map_or_else(|| self.desk_path(), Deal::path);
        self.page.href(path)
    }

    fn desk_path(&self) -> String {
        desk(self.edition.ordinal)
    }

    /// The run-sheet as a file, which has no language of its own.
    fn sheet(&self, ending: &str) -> String {
        let lang = if self.page.zh() { "" } else { "?lang=en" };
        format!("{}.{ending}{lang}", self.desk_path())
    }

    fn may_import(&self) -> bool {
        self.edition.is_open() && self.office.may(PREPARE_DEALS)
    }

    /// The rows of the chosen tab.
    fn shown(&self) -> Vec<&RunRow> {
        let show = self.page.query.get("show").unwrap_or_default();
        let is_shown = |row: &&RunRow| match show {
            "planned" => row.state == CeremonyState::Planned,
            "waiting" => row.state == CeremonyState::Signed,
            "released" => row.state == CeremonyState::Released,
            "scans" => row.lacks_scan(),
            _ => true,
        };
        let rung: Option<DealRung> = self.page.query.get("rung").and_then(|rung| rung.parse().ok());
        let is_on = |row: &&RunRow| rung.is_none_or(|rung| row.rung == rung);
        self.rows.iter().filter(is_on).filter(is_shown).collect()
    }

    /// Each tab with its address, its text and whether it is chosen.
    fn tabs(&self) -> Vec<(String, String, bool)> {
        let tally = self.tally();
        let chosen = self.page.query.get("show").unwrap_or_default();
        [
            ("", self.page.t("全部", "All"), tally.count()),
            ("planned", self.page.t("待签", "Planned"), tally.planned()),
            ("waiting", self.page.t("等放行", "To release"), tally.waiting()),
            ("scans", self.page.t("缺扫描件", "Scans due"), tally.lacking_scans),
        ]
        .into_iter()
        .map(|(code, text, count)| {
            let all = self.page.query.without("rung");
            let query = match code {
                "" => all.without("show"),
                code => all.with("show", code),
            };
            (self.page.with(&query), format!("{text} {count}"), chosen == code)
        })
        .collect()
    }

    fn is_here(&self, row: &RunRow) -> bool {
        self.deal.as_ref().is_some_and(|deal| deal.id == row.id)
    }

    fn class(&self, row: &RunRow) -> &'static str {
        match row.state {
            _ if self.is_here(row) => "here-now",
            CeremonyState::Released => "done",
            CeremonyState::Signed => "next",
            CeremonyState::Planned => "",
        }
    }

    /// The widths of the bar: released, awaiting release, planned, in percent of all intents.
    fn bar(&self) -> [(&'static str, String, String); 3] {
        let tally = self.tally().intents;
        let whole = tally.all().1.in_yuan();
        let share = |amount: Amount<Intent>| match whole.is_zero() {
            true => Decimal::ZERO,
            false => (amount.in_yuan() * Decimal::ONE_HUNDRED / whole).round_dp(2),
        };
        let (was, add) = (share(tally.released.1), share(tally.waiting.1));
        let text = |n: Decimal| format!("{}%", n.normalize());
        [
            ("was-bar", text(Decimal::ZERO), text(was)),
            ("add-bar", text(was), text(add)),
            ("type-bar", text(was + add), text(share(tally.planned.1))),
        ]
    }

    /// Whether the form is that of a contract.
    fn is_contract(&self) -> bool {
        self.form.rung() == DealRung::Contract
    }

    /// The kind and banner of a known party.
    fn about(&self, side: &Side) -> Option<String> {
        let party = self.found.the_one(*side)?;
        let banner = party.banner_code.as_ref().map(|code| self.page.banner_name(code));
        let kind = party.kind.name(self.page.lang);
        let said = match (side, banner) {
            (Side::Supplier, Some(banner)) => {
                format!("{kind}{}{banner}", self.page.t("·归属 ", " · credited to "))
            }
            (_, Some(banner)) => format!("{kind}{}{banner}", self.page.t("·", " · ")),
            (_, None) => kind.to_string(),
        };
        Some(said)
    }

    /// Several parties that the typed name may mean.
    fn choices(&self, side: &Side) -> &[Party] {
        match self.found.of(*side) {
            parties @ [_, _, ..] => parties,
            _ => &[],
        }
    }

    /// A new deal begins with its title.
    fn title_attributes(&self) -> &'static str {
        if self.deal.is_none() && self.errors.is_empty() {
            "maxlength=\"80\" autocomplete=\"off\" required autofocus"
        } else {
            "maxlength=\"80\" autocomplete=\"off\" required"
        }
    }

    /// A typed day in words, since each browser draws a date in its own order.
    fn in_words(&self, typed: &str) -> String {
        day::parse(typed.trim()).map(|day| self.page.day(&day)).unwrap_or_default()
    }

    /// The field of each lead, with its label.
    fn leads(&self) -> [(&'static str, &str); 2] {
        [("supplier", self.page.t("供货方", "Supplier")), ("buyer", self.page.t("采购方", "Buyer"))]
    }

    fn side(&self, code: &str) -> Side {
        if code == "buyer" { Side::Buyer } else { Side::Supplier }
    }

    /// The lead and the further parties of a side, as typed.
    fn typed(&self, code: &str) -> (&str, &str) {
        match self.side(code) {
            Side::Supplier => (&self.form.supplier, &self.form.more_suppliers),
            Side::Buyer => (&self.form.buyer, &self.form.more_buyers),
        }
    }

    fn further_field(&self, code: &str) -> &'static str {
        match self.side(code) {
            Side::Supplier => "more_suppliers",
            Side::Buyer => "more_buyers",
        }
    }

    /// The number of the known party.
    fn chosen(&self, side: &Side) -> String {
        self.found.the_one(*side).map(|party| party.id.to_string()).unwrap_or_default()
    }

    /// Whether the deal may still be saved as planned.
    fn is_planned(&self) -> bool {
        self.deal.as_ref().is_none_or(|deal| deal.state == CeremonyState::Planned)
    }

    fn echo(&self) -> Option<(String, String)> {
        echo(&self.page, &self.form)
    }

    fn hints(&self) -> Hints {
        Hints {
            page: self.page.clone(),
            form: self.form.clone(),
            checks: self.checks.clone(),
            errors: self.errors.clone(),
        }
    }
}
