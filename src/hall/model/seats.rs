//! Who stands where, and who did.

use crate::{
    exhibitors::model::ExhibitorState,
    organisations::model::OrganisationKind,
    values::{
        ids::{AssignmentId, BoothId, EditionId, ExhibitorId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, Utc};

/// Whose booths: an officer knows the exhibitors of the banner, and others once they are public.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub banner: Option<PlaceCode>,
}

/// What a list of booths is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub zone: Option<String>,
    pub is_taken: Option<bool>,
    pub typed: Option<String>,
}

/// A booth with who stands in it.
#[derive(Debug, Clone)]
pub struct Seat {
    pub booth_id: BoothId,
    pub code: String,
    pub zone_code: String,
    /// `None`: nobody stands there.
    pub assignment_id: Option<AssignmentId>,
    pub exhibitor_id: Option<ExhibitorId>,
    /// `None`: nobody, or one that is not for these eyes yet.
    pub name: Option<String>,
    pub banner_code: Option<PlaceCode>,
    pub state: Option<ExhibitorState>,
}

/// A booth as visitors see it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub exhibitor_id: ExhibitorId,
    pub booth_id: BoothId,
    pub name: String,
    pub pinyin: String,
    pub banner_code: Option<PlaceCode>,
    pub goods: Vec<String>,
}

/// One who is let in and has no booth yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: ExhibitorId,
    pub name: String,
    pub kind: OrganisationKind,
    pub banner_code: Option<PlaceCode>,
    pub state: ExhibitorState,
}

/// Who stood in a booth, from when to when.
#[derive(Debug, Clone)]
pub struct Past {
    pub exhibitor_id: ExhibitorId,
    pub name: String,
    pub assigned_at: DateTime<Utc>,
    pub released_at: Option<DateTime<Utc>>,
}

/// An assignment that is to be ended.
#[derive(Debug, Clone)]
pub struct Standing {
    pub id: AssignmentId,
    pub booth_id: BoothId,
    pub code: String,
    pub exhibitor_id: ExhibitorId,
    pub name: String,
}

/// A booth as somebody saw it before they acted: with this assignment, or free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub booth: BoothId,
    pub assignment: Option<AssignmentId>,
}

impl Seen {
    pub fn code(self) -> String {
        format!("{}-{}", self.booth, self.assignment.map_or(0, |id| id.0))
    }
}

impl std::str::FromStr for Seen {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (booth, assignment) = text.split_once('-').ok_or(())?;
        let assignment = if assignment == "0" { None } else { Some(assignment.parse()?) };
        Ok(Self { booth: booth.parse()?, assignment })
    }
}

/// What hangs at a booth, or around a neck.
#[derive(Debug, Clone)]
pub struct Card {
    pub id: ExhibitorId,
    pub booth_code: String,
    pub zone_code: String,
    pub zone: String,
    pub zone_en: String,
    pub name: String,
    pub kind: OrganisationKind,
    pub banner_code: Option<PlaceCode>,
    pub goods: Vec<String>,
}

/// Which cards.
#[derive(Debug, Clone)]
pub struct Cards {
    pub edition: EditionId,
    pub zone: Option<String>,
    pub exhibitor: Option<ExhibitorId>,
    pub banner: Option<PlaceCode>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_booth_as_it_was_seen_is_read_back() {
        for seen in [
            Seen { booth: BoothId(12), assignment: None },
            Seen { booth: BoothId(12), assignment: Some(AssignmentId(7)) },
        ] {
            assert_eq!(seen.code().parse(), Ok(seen));
        }
        for odd in ["", "12", "12-", "-7", "12-07", "0-0", "12-7-1", "a-b"] {
            assert_eq!(odd.parse::<Seen>(), Err(()), "{odd:?}");
        }
    }
}
