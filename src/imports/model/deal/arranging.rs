//! The order of the ceremony after a sheet is written.

use crate::{projects::model::deal::Slot, values::ids::ProjectId};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The deals that move, with their new positions. A deal whose row gives a position stands there; a
/// signed or released one stays; the others keep their order, in the positions that are left.
pub fn arranged(slots: &[Slot], given: &HashMap<ProjectId, i16>) -> Vec<(ProjectId, i16)> {
    let settled = slots.iter().filter(|slot| slot.is_settled);
    let mut places: HashMap<ProjectId, i16> =
        settled.map(|slot| (slot.id, slot.run_order)).collect();
    places.extend(given);
    let taken: HashSet<i16> = places.values().copied().collect();
    let all: BTreeSet<i16> = slots.iter().map(|slot| slot.run_order).chain(taken.clone()).collect();
    let mut left = all.into_iter().filter(|place| !taken.contains(place));
    let mut moved = Vec::new();
    for slot in slots {
        let place = places.get(&slot.id).copied().or_else(|| left.next());
        if let Some(place) = place.filter(|place| *place != slot.run_order) {
            moved.push((slot.id, place));
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deals by the letter of their id; capitals are settled.
    fn order(deals: &str, given: &[(char, i16)]) -> String {
        let id = |c: char| ProjectId(c.to_ascii_lowercase() as i64);
        let slots: Vec<Slot> = (1..)
            .zip(deals.chars())
            .map(|(run_order, c)| Slot { id: id(c), run_order, is_settled: c.is_uppercase() })
            .collect();
        let given = given.iter().map(|(c, place)| (id(*c), *place)).collect();
        let moved: HashMap<ProjectId, i16> = arranged(&slots, &given).into_iter().collect();
        let mut all: Vec<(i16, char)> = slots
            .iter()
            .zip(deals.chars())
            .map(|(slot, c)| (moved.get(&slot.id).copied().unwrap_or(slot.run_order), c))
            .collect();
        all.sort_unstable();
        all.windows(2).for_each(|two| assert_ne!(two[0].0, two[1].0, "{all:?}"));
        all.into_iter().map(|(_, c)| c).collect()
    }

    #[test]
    fn a_given_position_is_taken_and_the_others_make_room() {
        assert_eq!(order("abcd", &[]), "abcd");
        assert_eq!(order("abcd", &[('d', 2)]), "adbc");
        assert_eq!(order("abcd", &[('a', 3)]), "bcad");
        assert_eq!(order("abcd", &[('a', 2), ('b', 1)]), "bacd");
        assert_eq!(order("abc", &[('a', 3), ('b', 1), ('c', 2)]), "bca");
        assert_eq!(order("abc", &[('a', 70)]), "bca", "a gap is no fault");
    }

    #[test]
    fn what_is_signed_keeps_its_position() {
        assert_eq!(order("ABcd", &[('d', 3)]), "ABdc");
        assert_eq!(order("aBcd", &[('d', 1)]), "dBac");
    }
}
