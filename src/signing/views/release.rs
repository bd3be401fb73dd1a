//! A deal as it is read against the paper.

use crate::{
    files::model::Scan,
    projects::model::deal::{Deal, Signed, Tally},
    signing::forms::ReleaseForm,
    ui::crumbs::Crumbs,
    values::{capitals, day, figure::Figure, spoken::plain},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "signing/release.html")]
pub struct Release {
    pub page: Page,
    pub office: Office,
    pub deal: Deal,
    pub tally: Tally,
    pub scan: Option<Scan>,
    pub errors: Errors,
    pub form: ReleaseForm,
}

impl Release {
    fn crumbs(&self) -> Crumbs {
        self.page
            .crumbs()
            .to(self.page.t("签约台", "Signing desk"), self.deal.desk())
            .here(self.item())
    }

    fn item(&self) -> String {
        match self.page.zh() {
            true => format!("第 {} 项", self.deal.run_order),
            false => format!("No. {}", self.deal.run_order),
        }
    }

    fn capitals(&self) -> Option<String> {
        capitals::of_yuan(self.deal.terms.amount)
    }

    fn yuan(&self) -> String {
        plain(self.deal.terms.amount, 2)
    }

    /// What the screen shows before and afterwards of the deal's rung: how many, and their sum.
    fn effect(&self) -> [(i64, Figure); 2] {
        let (intents, contracts) = (self.tally.intents.released, self.tally.contracts.released);
        match self.deal.terms.signed() {
            Signed::Intent(amount) => {
                [(intents.0, intents.1.figure()), (intents.0 + 1, (intents.1 + amount).figure())]
            }
            Signed::Contract(amount) => [
                (contracts.0, contracts.1.figure()),
                (contracts.0 + 1, (contracts.1 + amount).figure()),
            ],
        }
    }

    fn further(&self) -> String {
        let names: Vec<&str> =
            self.deal.parties.further.iter().map(|(_, party)| party.name.as_str()).collect();
        names.join(self.page.t("、", ", "))
    }

    fn villages(&self) -> String {
        let names: Vec<&str> = self
            .deal
            .parties
            .villages
            .iter()
            .map(|village| self.page.t(&village.full_name, &village.full_name_en))
            .collect();
        names.join(self.page.t("、", ", "))
    }

    fn needs_another(&self) -> bool {
        !self.deal.may_be_released_by(self.office.viewer.user)
    }

    /// 10:41
    fn entered_at(&self) -> Option<String> {
        self.deal.signed_at.map(day::minute)
    }

    /// Each point that is read against the paper: its field, its text, whether it is ticked.
    fn points(&self) -> [(&'static str, &str, bool); 3] {
        let form = &self.form;
        [
            (
                "amount_agrees",
                self.page
                    .t("金额与纸面一致，大写也对", "The amount agrees, in figures and in words"),
                form.amount_agrees.is_some(),
            ),
            (
                "names_agree",
                self.page.t("双方名称与公章一致", "The names agree with the seals"),
                form.names_agree.is_some(),
            ),
            (
                "is_signed",
                self.page.t("双方已签字", "Both sides have signed"),
                form.is_signed.is_some(),
            ),
        ]
    }
}
