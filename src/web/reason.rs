//! The reason, one sentence, of whatever is returned, declined, withdrawn, taken back, revoked or
//! voided.

use super::{
    declaration::links::Texts,
    forms::{Errors, seen_version, words},
    page::Page,
};
use serde::Deserialize;

/// In characters, as `maxlength` in `components/form.html`.
const LONGEST: usize = 200;

/// The form of such an act, with the version that was looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub version: String,
    pub reason: String,
}

impl ReasonForm {
    pub fn version(&self) -> i32 {
        seen_version(&self.version)
    }

    /// `None`: empty or too long.
    pub fn sentence(&self) -> Option<String> {
        words(&self.reason, LONGEST)
    }

    /// Why a form without one comes back: beside the field with this id, in the words of the act.
    pub fn missing(self, page: &Page, field: &'static str, asked: Texts) -> Unreasoned {
        let errors = Errors::one(field, page.t("原因", "Reason"), page.t(asked.0, asked.1));
        Unreasoned { typed: self.reason, errors }
    }
}

/// What was typed instead of a reason, and what is wrong with it. Empty on a page that is opened.
#[derive(Debug, Default)]
pub struct Unreasoned {
    pub typed: String,
    pub errors: Errors,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_sentence_of_200_characters_at_most() {
        let of = |reason: String| ReasonForm { reason, ..ReasonForm::default() }.sentence();
        assert_eq!(of(" 纸面金额不符 ".into()).as_deref(), Some("纸面金额不符"));
        assert_eq!(of("羊".repeat(200)).map(|reason| reason.chars().count()), Some(200));
        assert_eq!(of("羊".repeat(201)), None);
        assert_eq!(of(" \n".into()), None);
    }
}
