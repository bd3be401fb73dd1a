//! The way into an edition: who must act next, and what is done already.

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

/// The way as it should go.
pub const WAY: [ExhibitorState; 5] = [Applied, Recommended, Approved, Published, CheckedIn];

/// Where a step of the way stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Done,
    Now,
    ToCome,
}

impl Application {
    /// An organisation of no banner is looked at by the organisers alone.
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

    /// Who must act, and what is to be done.
    pub fn says_next(&self, lang: Lang) -> &'static str {
        match (self.next(), self.state) {
            (Next::Nobody, Declined) => lang.t(
                "没有通过，这一届的报名已经截止。",
                "Not let through; applications to this fair have ended.",
            ),
            (Next::Nobody, Withdrawn) => lang.t(
                "已撤回，这一届的报名已经截止。",
                "Taken back; applications to this fair have ended.",
            ),
            (Next::Nobody, CheckedIn) => lang.t("都办完了。", "All is done."),
            (Next::Nobody, _) => lang.t("这一届已经闭幕。", "This fair is over."),
            (Next::Banner, _) => lang.t(
                "轮到旗区：看过材料，推荐或者写明原因退回。",
                "The banner is next: it recommends, or says why not.",
            ),
            (Next::Organisers, Applied) => lang.t(
                "轮到组委会：不属于任何旗区的由组委会先看。",
                "The organisers are next: they look at who is of no banner.",
            ),
            (Next::Organisers, Recommended) => lang.t(
                "轮到组委会：批准或者写明原因不批准。",
                "The organisers are next: they approve, or say why not.",
            ),
            (Next::Organisers, _) => lang.t(
                "轮到组委会：和其他获批的一起公示。",
                "The organisers are next: they publish all who are approved.",
            ),
            (Next::Applicant, Published) => lang.t(
                "轮到参展方：开展前来报到。",
                "The exhibitor is next: check in before the fair opens.",
            ),
            (Next::Applicant, Declined) => lang.t(
                "轮到申请人：改好可以再报。",
                "The applicant is next: mend it and send it again.",
            ),
            (Next::Applicant, _) => lang.t(
                "报名还没截止，可以再报。",
                "Applications are still open: it can be sent again.",
            ),
        }
    }

    /// Each step of the way, and whether it is done. One that was refused stands still where it
    /// was.
    pub fn way(&self, steps: &[Step]) -> Vec<(ExhibitorState, Place, Option<DateTime<Utc>>)> {
        let reached = match self.state {
            // The last that was reached before the refusal.
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
