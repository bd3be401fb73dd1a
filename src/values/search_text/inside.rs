//! The rank of a word inside a name.

use super::query::{NOWHERE, SearchQuery};

impl SearchQuery {
    /// The rank of a record whose name contains the typed text without beginning with it: the best
    /// of those that `beginning` leaves out. `None`: there is none, or the rank depends on several
    /// words or on a place.
    pub fn rank_within(&self) -> Option<i32> {
        let [word] = self.words.as_slice() else { return None };
        let mut inside =
            [(2, 3), (8, 9), (9, 10), (10, 11)].into_iter().filter(|_| word.place.is_none());
        inside.find(|(at, _)| self.needles[*at] != NOWHERE).map(|(_, rank)| rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::search_text::Place;

    #[test]
    fn a_word_inside_a_name_has_a_rank_of_its_own() {
        let places = [Place { code: "150624", name: "鄂托克旗", pinyin: "e tuo ke qi" }];
        for (typed, rank) in [
            ("羊肉", Some(3)),
            ("yangrou", Some(9)),
            ("xyz", Some(11)),
            ("7", None),
            ("etkq", None),
            ("羊 肉", None),
        ] {
            assert_eq!(SearchQuery::new(typed, &places).unwrap().rank_within(), rank, "{typed}");
        }
    }
}
