//! The login of a user.

use unicode_normalization::UnicodeNormalization;

/// Characters; the database has the same limit.
pub const LONGEST: usize = 64;

/// The stored form: `１３８…` and capitals are the same login. A text that is too long is cut to a
/// length that no login has.
pub fn as_kept(typed: &str) -> String {
    typed.trim().nfkc().flat_map(char::to_lowercase).take(LONGEST + 1).collect()
}

/// A valid login.
pub fn read(typed: &str) -> Option<String> {
    let login = as_kept(typed);
    let is_one = (2..=LONGEST).contains(&login.chars().count())
        && !login.contains(|c: char| c.is_whitespace() || c.is_control());
    is_one.then_some(login)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_kept_in_one_way() {
        assert_eq!(as_kept(" １３８00000001 "), "13800000001");
        assert_eq!(as_kept("Organiser"), "organiser");
        assert_eq!(as_kept(&"ﬃ".repeat(5000)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn a_login_is_a_word_of_2_to_64_characters() {
        for good in ["13800000001", "Ab", &"a".repeat(64)] {
            assert_eq!(read(good), Some(good.to_lowercase()));
        }
        for odd in ["", "a", "a b", "a\u{1}b", &"a".repeat(65)] {
            assert_eq!(read(odd), None, "{odd:?}");
        }
    }
}
