//! What is asked for, and who must act next.

use crate::{
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended, Withdrawn,
    },
    fairs::model::EditionState,
    organisations::model::OrganisationKind,
    values::{
        ids::{EditionId, ExhibitorId, OrganisationId, ProductId},
        lang::Lang,
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// What an applicant says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The code of the zone that is wished for; `None`: any.
    pub zone: Option<String>,
    pub contact_name: String,
    pub contact_phone: String,
    pub note: Option<String>,
    /// What is to be shown, at what price there.
    pub products: Vec<(ProductId, Decimal)>,
}

/// An organisation's way into an edition, as the applicant and those who decide see it.
#[derive(Debug, Clone)]
pub struct Application {
    pub id: ExhibitorId,
    pub edition_id: EditionId,
    pub edition: i16,
    pub edition_state: EditionState,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub kind: OrganisationKind,
    pub banner: Option<PlaceCode>,
    pub state: ExhibitorState,
    pub applied_on: NaiveDate,
    pub published_on: Option<NaiveDate>,
    pub booth: Option<String>,
    /// What was said; `None` for parts that did not begin with a form.
    pub asked: Option<Asked>,
}

#[derive(Debug, Clone)]
pub struct Asked {
    pub zone: Option<String>,
    pub zone_name: Option<(String, String)>,
    /// Both empty for who came by a sheet.
    pub contact_name: String,
    pub contact_phone: String,
    pub note: Option<String>,
    pub version: i32,
}

/// A product that is shown, or may be.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: ProductId,
    pub name: String,
    pub specification: String,
    pub unit_code: String,
    pub price: Decimal,
    /// Whether the public sees it already.
    pub is_published: bool,
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub struct Step {
    pub state: ExhibitorState,
    pub note: Option<String>,
    pub taken_at: DateTime<Utc>,
}

/// Whose applications, and which of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub organisation: Option<OrganisationId>,
    /// Within which one decides.
    pub scope: Option<PlaceCode>,
    pub edition: Option<i16>,
    pub banner: Option<PlaceCode>,
    pub state: Option<ExhibitorState>,
    pub typed: Option<String>,
}

/// The days on which the public may object, and with whom.
#[derive(Debug, Clone)]
pub struct Notice {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub contact: String,
    pub exhibitors: i32,
}

/// How many wait for whom.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waits {
    pub to_recommend: i64,
    pub to_approve: i64,
    pub to_publish: i64,
    /// Of one's own: not let through, and the edition still takes applications.
    pub to_mend: i64,
    /// Editions that take applications and have none of one's own.
    pub to_apply: i64,
}

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
    pub fn own_path(&self) -> String {
        own_path(self.id)
    }

    pub fn admin_path(&self) -> String {
        format!("/admin/applications/{}", self.id)
    }

    /// `pill--wait` for what waits, `pill--bad` for what was refused.
    pub fn pill(&self) -> &'static str {
        match self.state {
            Applied | Recommended | Approved => "pill pill--wait",
            Declined | Withdrawn => "pill pill--bad",
            Published | CheckedIn => "pill",
        }
    }

    /// The applicant may still change it or take it back: nobody has acted on it.
    pub fn is_own_to_change(&self) -> bool {
        self.state == Applied && self.edition_state == EditionState::ApplicationsOpen
    }

    /// Its applicant may still drop out: the fair has not begun for them.
    pub fn may_be_withdrawn(&self) -> bool {
        matches!(self.state, Applied | Recommended | Approved | Published)
            && self.is_open_to_decisions()
    }

    /// It was not let through or taken back, and can be sent again.
    pub fn may_be_sent_again(&self) -> bool {
        matches!(self.state, Declined | Withdrawn)
            && self.edition_state == EditionState::ApplicationsOpen
    }

    /// Decisions end with the fair.
    pub fn is_open_to_decisions(&self) -> bool {
        !matches!(self.edition_state, EditionState::Draft | EditionState::Closed)
    }

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

    /// Each step of the way, and whether it is done. One that was refused stands still where it was.
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

pub fn own_path(id: ExhibitorId) -> String {
    format!("/my/applications/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application(
        state: ExhibitorState,
        edition_state: EditionState,
        banner: Option<&str>,
    ) -> Application {
        Application {
            id: ExhibitorId(1),
            edition_id: EditionId(4),
            edition: 4,
            edition_state,
            organisation_id: OrganisationId(1),
            organisation: "甲".into(),
            kind: OrganisationKind::Cooperative,
            banner: banner.map(|code| code.parse().unwrap()),
            state,
            applied_on: "2021-07-01".parse().unwrap(),
            published_on: None,
            booth: None,
            asked: None,
        }
    }

    fn step(state: ExhibitorState, second: i64) -> Step {
        Step { state, note: None, taken_at: DateTime::from_timestamp(second, 0).unwrap() }
    }

    #[test]
    fn each_state_says_who_must_act() {
        use EditionState::{ApplicationsOpen, Closed, Scheduled};
        let next = |state, edition| application(state, edition, Some("150624")).next();
        assert_eq!(next(Applied, ApplicationsOpen), Next::Banner);
        assert_eq!(application(Applied, ApplicationsOpen, None).next(), Next::Organisers);
        assert_eq!(
            [Recommended, Approved].map(|state| next(state, Scheduled)),
            [Next::Organisers; 2]
        );
        assert_eq!(next(Published, Scheduled), Next::Applicant);
        assert_eq!(
            [next(Declined, ApplicationsOpen), next(Declined, Scheduled)],
            [Next::Applicant, Next::Nobody]
        );
        assert_eq!([next(CheckedIn, Scheduled), next(Applied, Closed)], [Next::Nobody; 2]);
        for state in ExhibitorState::ALL {
            assert!(!application(*state, Scheduled, None).says_next(Lang::Zh).is_empty());
        }
    }

    #[test]
    fn the_way_stands_still_where_it_was_refused_and_begins_again() {
        let places = |state, steps: &[Step]| -> Vec<Place> {
            application(state, EditionState::ApplicationsOpen, None)
                .way(steps)
                .iter()
                .map(|(_, place, _)| *place)
                .collect()
        };
        use Place::{Done, Now, ToCome};
        let refused = [step(Applied, 1), step(Recommended, 2), step(Declined, 3)];
        assert_eq!(places(Declined, &refused), [Done, Done, ToCome, ToCome, ToCome]);
        let again = [&refused[..], &[step(Applied, 4)]].concat();
        assert_eq!(places(Applied, &again), [Done, Now, ToCome, ToCome, ToCome]);
        let way = application(Applied, EditionState::ApplicationsOpen, None).way(&again);
        assert_eq!(way[0].2.map(|at| at.timestamp()), Some(4));
        assert_eq!(way[1].2, None, "what was said of the first one is not said of the second");
        assert_eq!(places(CheckedIn, &[]), [Done; 5]);
    }

    #[test]
    fn only_what_nobody_has_acted_on_is_the_applicants_to_change() {
        let open = |state| application(state, EditionState::ApplicationsOpen, None);
        let may: Vec<ExhibitorState> = ExhibitorState::ALL
            .iter()
            .copied()
            .filter(|state| open(*state).is_own_to_change())
            .collect();
        assert_eq!(may, [Applied]);
        assert!(!application(Applied, EditionState::Scheduled, None).is_own_to_change());
    }
}
