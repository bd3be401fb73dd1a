//! One report in the office: what was said, what is usual, and what may be done.

use super::{Band, category, fair_day, sold};
use crate::{
    audit::views::Line as Change,
    sales::{
        forms::correction::CorrectionForm,
        model::{
            Line, Report, Taken,
            office::Stage,
            rights::{CONFIRM_SALES, ENTER_SALES},
        },
    },
    ui::crumbs::Crumbs,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "sales/office/show.html")]
pub struct OfficeShow {
    pub page: Page,
    pub office: Office,
    /// The name of the edition.
    pub edition: String,
    pub report: Report,
    pub band: Option<Band>,
    pub history: Vec<Change>,
    pub correction: CorrectionForm,
    pub errors: Errors,
    /// Instead of a question, and of a reason.
    pub typed: Typed,
}

/// What came back with errors.
#[derive(Debug, Default)]
pub struct Typed {
    pub question: String,
    pub reason: String,
}

impl OfficeShow {
    fn crumbs(&self) -> Crumbs {
        let crumbs =
            self.page.crumbs().to(self.page.t("现场销售", "On-site sales"), "/admin/sales");
        crumbs.here(&self.report.organisation)
    }

    fn path(&self) -> String {
        self.page.href(self.report.id.path())
    }

    fn heading(&self) -> String {
        format!("{} · {}", self.edition, fair_day(&self.page, self.report.fair_day))
    }

    fn stage(&self) -> Stage {
        if self.report.said_none {
            Stage::Nothing
        } else if self.report.is_waiting() {
            Stage::Waiting
        } else {
            Stage::Confirmed
        }
    }

    fn stage_name(&self) -> &'static str {
        self.stage().name(self.page.lang)
    }

    fn sold(&self, line: &Line) -> String {
        sold(&self.page, line)
    }

    fn category(&self, line: &Line) -> String {
        category(self.page.lang, &line.category_code)
    }

    fn taken(&self) -> String {
        let ways = self.report.taken.iter().map(|way| Taken::name(*way, self.page.lang));
        ways.collect::<Vec<_>>().join(self.page.t("、", ", "))
    }

    fn is_organisers(&self) -> bool {
        self.office.may(CONFIRM_SALES)
    }

    fn may_confirm(&self) -> bool {
        self.is_organisers() && self.report.is_waiting() && !self.is_own_entry()
    }

    /// Somebody else confirms it.
    fn is_own_entry(&self) -> bool {
        self.report.is_entered_by(self.office.viewer.user)
    }

    fn waits_for_another(&self) -> bool {
        self.is_organisers() && self.report.is_waiting() && self.is_own_entry()
    }

    fn may_ask(&self) -> bool {
        self.is_organisers() && !self.report.is_settled()
    }

    fn may_correct(&self) -> bool {
        self.is_organisers() && self.report.may_be_corrected(self.page.today)
    }

    fn may_take_back(&self) -> bool {
        self.is_organisers() && self.report.may_be_taken_back(self.page.today)
    }

    /// Confirmed in a month that is over.
    fn is_final(&self) -> bool {
        self.is_organisers()
            && self.report.lines.iter().any(|line| line.is_published(self.page.today))
    }

    fn is_published(&self, line: &Line) -> bool {
        line.is_published(self.page.today)
    }

    fn typed_amount(&self, line: &Line) -> String {
        self.correction.of(line.id, line.amount)
    }

    /// The form in which the office entered it for the booth.
    fn entry_path(&self) -> Option<String> {
        let is_open = self.report.is_on_behalf && !self.report.is_settled();
        let may = is_open && self.office.may(ENTER_SALES);
        let (exhibitor, day) = (self.report.exhibitor_id, self.report.fair_day);
        may.then(|| self.page.href(format!("/admin/exhibitors/{exhibitor}/sales/{day}")))
    }
}
