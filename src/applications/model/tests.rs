//! Who must act, how far an application has come, and what its applicant may still change.

use super::*;
use crate::values::lang::Lang;

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
    assert_eq!([Recommended, Approved].map(|state| next(state, Scheduled)), [Next::Organisers; 2]);
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
