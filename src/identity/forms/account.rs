//! Forms for one's own account: signing in, passwords, the mail address.

use crate::{
    identity::model::{
        password::{self, Weakness},
        role::Role,
    },
    web::{forms::Errors, page::Page},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    pub login: String,
    pub password: String,
    pub stays: Option<String>,
    pub next: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub code: String,
    pub stays: Option<String>,
    pub next: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// Empty where an invitation replaces it.
    pub old: String,
    pub new: String,
    pub again: String,
}

impl PasswordForm {
    pub fn check(&self, page: &Page, role: Role, login: &str, name: &str) -> Result<&str, Errors> {
        let label = page.t("新密码", "New password");
        let said = |field, label: &str, weakness: Weakness| {
            Errors::one(field, label, weakness.says(page.lang))
        };
        password::check(&self.new, role, login, name)
            .map_err(|weakness| said("new", label, weakness))?;
        if self.new != self.again {
            return Err(said("again", page.t("再次输入", "Enter it again"), Weakness::NotRepeated));
        }
        Ok(&self.new)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EmailForm {
    pub email: String,
}

impl EmailForm {
    /// Empty is valid too; the database has the same rule for addresses.
    pub fn parse(&self, page: &Page) -> Result<Option<String>, Errors> {
        let email = self.email.trim();
        let is_plain = |part: &str| {
            !part.is_empty()
                && !part.contains(|c: char| {
                    c.is_whitespace() || c.is_control() || "@<>,;\"".contains(c)
                })
        };
        let is_address = email.split_once('@').is_some_and(|(name, host)| {
            is_plain(name)
                && is_plain(host)
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
        if email.is_empty() || is_address && email.is_ascii() && email.len() <= 254 {
            return Ok((!email.is_empty()).then(|| email.to_string()));
        }
        let message =
            page.t("格式如 name@example.com，或留空", "Such as name@example.com, or leave blank");
        Err(Errors::one("email", page.t("邮箱", "E-mail"), message))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SecondFactorForm {
    pub password: String,
    pub secret: String,
    pub code: String,
}
