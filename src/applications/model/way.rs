//! The steps of an application: who must act next, and what is done.

use super::{Application, Step};
use crate::{
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended, Withdrawn,
    },
    fairs::model::EditionState,
    values::lang::Lang,
};
use chrono::{DateTime, Utc};

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Banner,
    Organisers,
    Applicant,
    Nobody,
}

/// The regular sequence of states.
pub const WAY: [ExhibitorState; 5] = [Applied, Recommended, Approved, Published, CheckedIn];

/// The progress of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Done,
    Now,
    ToCome,
}

impl Application {
    /// An organisation without a banner is reviewed by the organisers alone.
    pub fn next(&self) -> Next {
        match self.state {
            _ if self.edition_state == EditionState::Closed => Next::Nobody,
            Applied if self.banner.is_some() => Next::Banner,
            Applied | Recommended | Approved => Next::Organisers,
            Published => Next::Applicant,
            Declined | Withdrawn if self.may_be_sent_again() => Next::Applicant,
            Declined | Withdrawn | CheckedIn => Next::Nobody,
        }
    }

    /// Who must act, and what they must do.
    pub fn says_next(&self, lang: Lang) -> &'static str {
        match (self.next(), self.state) {
            (Next::Nobody, Declined) => lang
                .t("未通过，本届报名已截止。", "Declined; applications to this fair have closed."),
            (Next::Nobody, Withdrawn) => lang
                .t("已撤回，本届报名已截止。", "Withdrawn; applications to this fair have closed."),
            (Next::Nobody, CheckedIn) => lang.t("已办结。", "All done."),
            (Next::Nobody, _) => lang.t("本届已闭幕。", "This fair is over."),
            (Next::Banner, _) => lang.t(
                "待旗区办理：审核材料，推荐或注明原因退回。",
                "Next: the banner recommends it, or returns it with a reason.",
            ),
            (Next::Organisers, Applied) => lang.t(
                "待组委会办理：不属于任何旗区的由组委会先审核。",
                "Next: the organisers review exhibitors who belong to no banner.",
            ),
            (Next::Organisers, Recommended) => lang.t(
                "待组委会办理：批准，或注明不批准的原因。",
                "Next: the organisers approve it, or give a reason for declining.",
            ),
            (Next::Organisers, _) => lang.t(
                "待组委会办理：与其他获批展商一起公示。",
                "Next: the organisers publish all approved exhibitors.",
            ),
            (Next::Applicant, Published) => lang.t(
                "待参展方办理：开幕前报到。",
                "Next: the exhibitor checks in before the fair opens.",
            ),
            (Next::Applicant, Declined) => lang.t(
                "待申请人办理：修改后可以重新报名。",
                "Next: the applicant can correct and resubmit it.",
            ),
            (Next::Applicant, _) => lang.t(
                "报名尚未截止，可以重新报名。",
                "Applications are still open: it can be resubmitted.",
            ),
        }
    }

    /// Each step, its progress, and when it was taken. A declined application stays at its last
    /// step.
    pub fn way(&self, steps: &[Step]) -> Vec<(ExhibitorState, Place, Option<DateTime<Utc>>)> {
        let reached = match self.state {
            // The last step before the refusal.
            Declined => steps
                .iter()
                .rev()
                .find_map(|step| WAY.iter().position(|state| *state == step.state))
                .unwrap_or(0),
            Withdrawn => 0,
            state => WAY.iter().position(|of_way| *of_way == state).unwrap_or(0),
        };
        let is_stuck = matches!(self.state, Declined | Withdrawn);
        let place = |at: usize| match at {
            _ if at <= reached => Place::Done,
            _ if at == reached + 1 && !is_stuck => Place::Now,
            _ => Place::ToCome,
        };
        let begun = steps.iter().rposition(|step| step.state == Applied).unwrap_or(0);
        let taken = |state| {
            steps[begun..]
                .iter()
                .rev()
                .find(|step: &&Step| step.state == state)
                .map(|step| step.taken_at)
        };
        WAY.iter()
            .enumerate()
            .map(|(at, state)| (*state, place(at), taken(*state).filter(|_| at <= reached)))
            .collect()
    }
}
