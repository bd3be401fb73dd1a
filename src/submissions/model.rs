//! A form that is drawn carries a random code. The code tells a second sending from a second form.

use crate::{http::problem::Problem, identity::model::token::Token, values::ids::UserId};

/// A form as it was sent. The same code from another user is another form.
#[derive(Debug, Clone)]
pub struct Submission {
    code: String,
    user: Option<UserId>,
}

impl Submission {
    /// `user`: `None` for a visitor. A form without a valid code is not one of this site.
    pub fn read(code: &str, user: Option<UserId>) -> Result<Self, Problem> {
        let code = Token::read(code).ok_or(Problem::Foreign)?;
        Ok(Self { code: code.as_str().to_string(), user })
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn user(&self) -> Option<UserId> {
        self.user
    }
}
