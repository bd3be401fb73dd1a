//! The form of a booth's day, for the booth on a phone and for the office that enters it instead.

use super::{fair_day, sold};
use crate::{
    products::model::Category,
    sales::{
        forms::report::{OtherForm, ReportForm, SoldForm},
        model::{
            Line, Report, Taken,
            booth::{Booth, Exhibited},
            days::FairDays,
            rights::{ENTER_SALES, REPORT_OWN_SALES},
        },
    },
    site::model::Edition,
    ui::crumbs::Crumbs,
    values::{day, ids::ExhibitorId},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

/// The address of a booth's day, without the language.
pub fn path(office: &Office, exhibitor: ExhibitorId, day: i16) -> String {
    match office.has_desk() {
        true => format!("/admin/exhibitors/{exhibitor}/sales/{day}"),
        false => format!("/my/sales/{day}"),
    }
}

#[derive(Template)]
#[template(path = "sales/report.html")]
pub struct ReportPage {
    pub page: Page,
    pub office: Office,
    pub edition: Edition,
    pub days: FairDays,
    pub booth: Booth,
    pub exhibits: Vec<Exhibited>,
    pub day: i16,
    /// What stands.
    pub report: Option<Report>,
    pub form: ReportForm,
    pub errors: Errors,
    /// Its lines were changed as asked, and nothing was saved.
    pub goes_on: bool,
}

pub struct DayTab {
    pub label: String,
    pub href: String,
    pub is_shown: bool,
    pub is_reported: bool,
}

/// A product of the form.
pub struct Asked<'a> {
    pub product: &'a Exhibited,
    pub form: SoldForm,
    pub pictogram: &'static str,
    pub ground: &'static str,
    pub unit: &'a str,
}

/// Other goods of the form, with the number that their fields carry.
pub struct Other<'a> {
    pub at: usize,
    pub form: &'a OtherForm,
}

impl ReportPage {
    fn crumbs(&self) -> Crumbs {
        let crumbs =
            self.page.crumbs().to(self.page.t("现场销售", "On-site sales"), "/admin/sales");
        crumbs.here(&self.booth.organisation)
    }

    fn is_own(&self) -> bool {
        !self.office.has_desk()
    }

    fn action(&self) -> String {
        self.page.href(path(&self.office, self.booth.exhibitor_id, self.day))
    }

    fn tabs(&self) -> Vec<DayTab> {
        let last = self.days.last_come(self.page.today).unwrap_or_default();
        let tab = |number: i16| {
            let on = self.days.on(number);
            DayTab {
                label: match self.page.zh() {
                    true => format!(
                        "{} {}",
                        day::short(on, self.page.lang),
                        day::weekday(on, self.page.lang)
                    ),
                    false => day::short(on, self.page.lang),
                },
                href: self.page.href(path(&self.office, self.booth.exhibitor_id, number)),
                is_shown: number == self.day,
                is_reported: self.booth.reported.contains(&number),
            }
        };
        (1..=last).map(tab).collect()
    }

    fn day_name(&self) -> String {
        day::short(self.days.on(self.day), self.page.lang)
    }

    /// The form is of a day that may be reported, by this user.
    fn is_open(&self) -> bool {
        let may = self.office.may(ENTER_SALES) || self.office.may(REPORT_OWN_SALES);
        may && self.days.check(self.day, self.page.today).is_ok() && !self.is_settled()
    }

    /// Confirmed: it is only read.
    fn is_settled(&self) -> bool {
        self.report.as_ref().is_some_and(Report::is_settled)
    }

    fn is_entered_for_it(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.is_on_behalf)
    }

    fn lines(&self) -> &[Line] {
        self.report.as_ref().map(|report| &report.lines[..]).unwrap_or_default()
    }

    fn sold(&self, line: &Line) -> String {
        sold(&self.page, line)
    }

    fn asked(&self) -> Vec<Asked<'_>> {
        self.exhibits.iter().map(|product| self.of_product(product)).collect()
    }

    fn of_product<'a>(&'a self, product: &'a Exhibited) -> Asked<'a> {
        let category = Category::find(&product.category_code);
        Asked {
            product,
            form: self.form.of_product(product.product_id),
            pictogram: category.map_or("sprout", |category| category.pictogram.as_str()),
            ground: category.map_or("meadow", |category| category.ground.as_str()),
            unit: self.page.unit(&product.unit_code),
        }
    }

    fn others(&self) -> Vec<Other<'_>> {
        let numbered = self.form.others.iter().enumerate();
        numbered.map(|(at, form)| Other { at: at + 1, form }).collect()
    }

    fn categories(&self) -> Vec<(String, String)> {
        let named = |one: &Category| (one.code.clone(), one.name(self.page.lang).to_string());
        Category::top().map(named).collect()
    }

    fn ways(&self) -> Vec<(&'static str, &'static str, bool)> {
        let way =
            |one: &Taken| (one.code(), one.name(self.page.lang), self.form.taken.contains(one));
        Taken::ALL.iter().map(way).collect()
    }

    fn has_total(&self) -> bool {
        !self.form.total.is_empty()
    }

    fn sum(&self) -> String {
        self.page.exact(self.form.sum())
    }

    /// What the organisers ask, while it is open.
    fn question(&self) -> Option<&str> {
        let report = self.report.as_ref().filter(|report| report.has_open_question())?;
        report.question.as_deref()
    }

    fn heading(&self) -> String {
        format!("{} · {}", self.edition.short_name(self.page.lang), fair_day(&self.page, self.day))
    }
}

/// Instead of a form, where there is none: no booth, or no days on record.
#[derive(Template)]
#[template(path = "sales/closed.html")]
pub struct Closed {
    pub page: Page,
    pub office: Office,
    /// Before the fair, its first day.
    pub begins_on: Option<chrono::NaiveDate>,
}
