//! What is asked beside the form, and which questions are open.

use crate::{
    projects::model::deal::{Terms, is_far_off},
    signing::{
        forms::DealForm,
        model::{Checks, Likeness},
    },
    values::{
        capitals,
        quantity::Unit,
        spoken::{plain, say_yuan},
        typed_amount,
    },
    web::{forms::Errors, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

/// The typed amount in yuan and in words.
pub fn echo(page: &Page, form: &DealForm) -> Option<(String, String)> {
    let yuan = typed_amount::yuan(&form.amount, form.unit()).ok()?;
    let words = if page.zh() { capitals::of_yuan(yuan)? } else { say_yuan(yuan, page.lang).line() };
    Some((plain(yuan, 2), words))
}

/// What is asked beside the form: sent again while the deal is typed.
#[derive(Template)]
#[template(path = "signing/_hints.html")]
pub struct Hints {
    pub page: Page,
    pub form: DealForm,
    pub checks: Checks,
    pub errors: Errors,
}

impl askama::filters::HtmlSafe for Hints {}

impl Hints {
    fn echo(&self) -> Option<(String, String)> {
        echo(&self.page, &self.form)
    }

    /// Each answer for the similar deals: its value, its text, whether it is chosen.
    fn answers(&self) -> Vec<(String, String, bool)> {
        let Some(first) = self.checks.alike.first() else { return Vec::new() };
        let t = |zh: &str, en: &str| self.page.t(zh, en).to_string();
        let mut answers = Vec::new();
        for alike in self.checks.alike.iter().filter(|alike| alike.can_be_renewed) {
            let said = match self.page.zh() {
                true => format!("续签 {}，不算新增", alike.number),
                false => format!("A renewal of {}, not new money", alike.number),
            };
            answers.push((format!("renewal {}", alike.id), said));
        }
        for alike in self.checks.alike.iter().filter(|alike| alike.can_be_followed) {
            let said = match self.page.zh() {
                true => format!("由意向 {} 转来", alike.number),
                false => format!("The intent {} has become this contract", alike.number),
            };
            answers.push((format!("follows {}", alike.id), said));
        }
        answers.push((
            format!("distinct {}", first.id),
            t("另一笔，算新增", "Another deal, new money"),
        ));
        for alike in &self.checks.alike {
            let said = match self.page.zh() {
                true => format!("就是 {}，不登记", alike.number),
                false => format!("The same as {}: not entered", alike.number),
            };
            answers.push((format!("same {}", alike.id), said));
        }
        let chosen = self.form.likeness.trim();
        answers
            .into_iter()
            .map(|(value, said)| {
                let is = value == chosen;
                (value, said, is)
            })
            .collect()
    }

    fn asks_for_a_reason(&self) -> bool {
        self.checks.usual.is_some()
            || self.checks.price.as_ref().is_some_and(|price| price.is_outside())
    }

    fn quantity(&self, quantity: &Decimal, unit: &Unit) -> String {
        format!("{} {}", plain(*quantity, 3), unit.symbol(self.page.lang))
    }
}

/// The questions that the form leaves open.
pub fn unanswered(page: &Page, checks: &Checks, form: &DealForm, terms: &Terms) -> Errors {
    let mut errors = Errors::default();
    let answer = Likeness::read(&form.likeness);
    let is_answered = |answer: Likeness| checks.alike.iter().any(|alike| answer.answers(alike));
    if !checks.alike.is_empty() && !answer.is_some_and(is_answered) {
        errors.add(
            "likeness",
            page.t("像是已有的一笔", "Like a deal that is there"),
            page.t("请在所列答案中选一个", "Choose one of the answers"),
        );
    }
    let is_far =
        checks.usual.is_some_and(|usual| is_far_off(terms.amount, usual.figure().in_yuan()));
    let is_outside = checks.price.as_ref().is_some_and(|price| price.is_outside());
    if (is_far || is_outside) && terms.amount_reason.is_none() {
        errors.add(
            "amount_reason",
            page.t("金额", "Amount"),
            match is_far {
                true => page.t(
                    "与同类相差千倍，单位对吗？写一句说明",
                    "A thousand times its peers: check the unit, then say why",
                ),
                false => page.t(
                    "折合单价在价格带外，写一句说明",
                    "The price per unit is outside the band: say why",
                ),
            },
        );
    }
    let is_over = checks.capacity.as_ref().is_some_and(|capacity| capacity.over().is_some());
    if is_over && terms.capacity_reason.is_none() {
        errors.add(
            "capacity_reason",
            page.t("供货能力", "Capacity"),
            page.t("超出供货能力，写明供货方怎么说", "More than the supplier can deliver: say how"),
        );
    }
    errors
}
