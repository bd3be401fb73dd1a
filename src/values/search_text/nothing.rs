//! Typed text that no record can contain: punctuation only. It is still a search, which finds
//! nothing.

use super::query::{NEEDLES, NOWHERE, SearchQuery, Word};

impl SearchQuery {
    pub fn of_nothing(typed: &str) -> Self {
        let token = format!("'{NOWHERE}'");
        Self {
            typed: typed.trim().to_string(),
            folded: NOWHERE.into(),
            tokens: token.clone(),
            wider_tokens: token.clone(),
            beginning: token,
            needles: [NOWHERE; NEEDLES].map(str::to_string).to_vec(),
            banner: None,
            words: vec![Word { folded: NOWHERE.into(), readings: Vec::new(), place: None }],
        }
    }

    pub fn is_of_nothing(&self) -> bool {
        self.folded == NOWHERE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::search_text::SearchColumns;

    #[test]
    fn signs_alone_are_in_no_record() {
        let nothing = SearchQuery::of_nothing(" 🐑 ");
        assert!(nothing.is_of_nothing() && nothing.typed == "🐑");
        assert_eq!(nothing.rank(&SearchColumns::of(&["羊肉卷"], &["每箱10公斤"])), None);
        assert!(!SearchQuery::new("羊", &[]).unwrap().is_of_nothing());
    }
}
