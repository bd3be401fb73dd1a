//! A form that is drawn carries a random code. The code tells a second sending from a second form.

use crate::{identity::model::token::Token, values::ids::UserId};
use chrono::Duration;

/// Nobody sends a form again after so long.
pub const KEPT: Duration = Duration::days(90);

/// A form as it was sent. The same code from another user is another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    code: String,
    user: UserId,
}

impl Submission {
    pub fn new(code: &Token, user: UserId) -> Self {
        Self { code: code.as_str().to_string(), user }
    }

    /// For a form that makes several records: the one at this place.
    pub fn at(&self, place: usize) -> Self {
        Self { code: format!("{}:{place}", self.code), user: self.user }
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn user(&self) -> UserId {
        self.user
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_of_a_form_is_a_form_of_its_own() {
        let form = Submission::new(&Token::random().unwrap(), UserId(1));
        assert_eq!(form.at(1), form.at(1));
        assert_ne!(form.at(1), form.at(2));
        assert_ne!(form.at(1), form);
    }
}
