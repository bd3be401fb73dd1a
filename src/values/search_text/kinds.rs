//! A query on the table of search entries, where each token begins with the letter of its kind.

use super::query::{NOWHERE, SearchQuery, quoted};

impl SearchQuery {
    /// A tsquery of tokens that begin with the letter of a kind and a shelf number, which the
    /// caller inserts before the `~`. Only quotes enclose a token.
    pub fn of_kind(tokens: &str, letter: char) -> String {
        let pieces = tokens.split('\'').enumerate();
        let pieces =
            pieces.map(
                |(at, piece)| {
                    if at % 2 == 1 { format!("'{letter}~{piece}'") } else { piece.to_string() }
                },
            );
        pieces.collect()
    }

    /// The token of an exhibitor whose booth has exactly this code.
    pub fn booth_token(&self) -> String {
        quoted("#", &self.folded)
    }

    /// The needles, without impossible ones: an empty search is free.
    pub fn needles_or_none(&self) -> Vec<Option<String>> {
        self.needles.iter().map(|needle| (needle != NOWHERE).then(|| needle.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_of_a_kind_begin_with_its_letter() {
        assert_eq!(
            SearchQuery::of_kind("(('@150624' | ('鄂托')) & !('.ya':*))", 'p'),
            "(('p~@150624' | ('p~鄂托')) & !('p~.ya':*))"
        );
        let query = SearchQuery::new("鄂托克旗 yangrou", &[]).unwrap();
        let of_products = SearchQuery::of_kind(&query.tokens, 'p');
        assert_eq!(of_products.matches("'p~").count() * 2, query.tokens.matches('\'').count());
        assert_eq!(query.needles_or_none().len(), query.needles.len());
        assert!(query.needles_or_none().contains(&None));
        assert_eq!(SearchQuery::new("A-012", &[]).unwrap().booth_token(), "'#a-012'");
    }
}
