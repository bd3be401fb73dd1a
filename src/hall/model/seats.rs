//! Booth assignments, current and past.

use crate::{
    exhibitors::model::ExhibitorState,
    organisations::model::OrganisationKind,
    values::{
        ids::{AssignmentId, BoothId, EditionId, ExhibitorId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, Utc};

/// The scope: an officer sees the exhibitors of the banner, and others once they are public.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub banner: Option<PlaceCode>,
}

/// The filters of a list of booths.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub zone: Option<String>,
    pub is_taken: Option<bool>,
    pub typed: Option<String>,
}

/// A booth with its exhibitor.
#[derive(Debug, Clone)]
pub struct Seat {
    pub booth_id: BoothId,
    pub code: String,
    pub zone_code: String,
    /// `None`: the booth is free.
    pub assignment_id: Option<AssignmentId>,
    pub exhibitor_id: Option<ExhibitorId>,
    /// `None`: free, or an exhibitor that this user may not see yet.
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

/// An approved exhibitor without a booth.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: ExhibitorId,
    pub name: String,
    pub kind: OrganisationKind,
    pub banner_code: Option<PlaceCode>,
    pub state: ExhibitorState,
}

/// An assignment of a booth, with its beginning and end.
#[derive(Debug, Clone)]
pub struct Past {
    pub exhibitor_id: ExhibitorId,
    pub name: String,
    pub assigned_at: DateTime<Utc>,
    pub released_at: Option<DateTime<Utc>>,
}

/// An assignment to be ended.
#[derive(Debug, Clone)]
pub struct Standing {
    pub id: AssignmentId,
    pub booth_id: BoothId,
    pub code: String,
    pub exhibitor_id: ExhibitorId,
    pub name: String,
}

/// A booth as it was shown before the act: with this assignment, or free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenBooth {
    pub booth: BoothId,
    pub assignment: Option<AssignmentId>,
}

impl SeenBooth {
    pub fn code(self) -> String {
        format!("{}-{}", self.booth, self.assignment.map_or(0, |id| id.0))
    }
}

impl std::str::FromStr for SeenBooth {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (booth, assignment) = text.split_once('-').ok_or(())?;
        let assignment = if assignment == "0" { None } else { Some(assignment.parse()?) };
        Ok(Self { booth: booth.parse()?, assignment })
    }
}

/// A booth card or a badge.
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

/// The requested cards.
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
            SeenBooth { booth: BoothId(12), assignment: None },
            SeenBooth { booth: BoothId(12), assignment: Some(AssignmentId(7)) },
        ] {
            assert_eq!(seen.code().parse(), Ok(seen));
        }
        for odd in ["", "12", "12-", "-7", "12-07", "0-0", "12-7-1", "a-b"] {
            assert_eq!(odd.parse::<SeenBooth>(), Err(()), "{odd:?}");
        }
    }
}
