//! What is typed into the pages of accounts, and what it has to be.

use super::model::{
    NewUser, login,
    password::{self, Weakness},
    role::{Candidate, Role, Scope, ScopeKind},
};
use crate::{
    kit::{
        forms::{Errors, words},
        page::Page,
        query::{BadQuery, Query},
    },
    values::ids::OrganisationId,
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
    /// Nothing where an invitation stands for it.
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
            return Err(said("again", page.t("再输一次", "Once more"), Weakness::NotRepeated));
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
    /// Nothing is an answer too; the database has the same idea of an address.
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
        let message = page
            .t("写成 name@example.com 的样子，或者空着", "Such as name@example.com, or nothing");
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

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserForm {
    pub login: String,
    pub name: String,
    pub role: String,
    /// An organisation, a village or a banner, as people call it; nothing where the role has all.
    pub scope: String,
    /// One of several of that name.
    pub scope_code: String,
    /// Of the form itself: sent twice, it invites one person.
    pub form: String,
    /// Of a user who is there already.
    pub version: String,
}

/// What is said of somebody's account, beside the rights.
pub struct Called {
    pub login: String,
    pub name: String,
}

impl UserForm {
    /// What kind of scope is typed.
    pub fn scope_kind(&self) -> ScopeKind {
        self.role.parse().map_or(ScopeKind::All, Role::scope_kind)
    }

    /// Role and scope alone, of somebody who is there already. `scopes`: those that may be meant.
    pub fn parse_role(&self, page: &Page, scopes: &[Candidate]) -> Result<(Role, Scope), Errors> {
        let mut errors = Errors::default();
        self.role_and_scope(page, scopes, &mut errors).ok_or(errors)
    }

    pub fn parse(&self, page: &Page, scopes: &[Candidate]) -> Result<NewUser, Errors> {
        let mut errors = Errors::default();
        let called = self.called(page, &mut errors);
        match self.role_and_scope(page, scopes, &mut errors).zip(called) {
            Some(((role, scope), Called { login, name })) if errors.is_empty() => {
                Ok(NewUser { login, name, role, scope })
            }
            _ => Err(errors),
        }
    }

    pub fn parse_called(&self, page: &Page) -> Result<Called, Errors> {
        let mut errors = Errors::default();
        self.called(page, &mut errors).ok_or(errors)
    }

    fn called(&self, page: &Page, errors: &mut Errors) -> Option<Called> {
        let login = login::read(&self.login);
        if login.is_none() {
            let message = page.t(
                "手机号，或 2 到 64 个字符、不含空格的账号",
                "A telephone number, or 2 to 64 characters without spaces",
            );
            errors.add("login", page.t("账号", "Account"), message);
        }
        let name = words(&self.name, 80);
        if name.is_none() {
            errors.add(
                "name",
                page.t("称呼", "Name"),
                page.t("怎么称呼，最多 80 个字", "What to call them, 80 characters at most"),
            );
        }
        login.zip(name).map(|(login, name)| Called { login, name })
    }

    fn role_and_scope(
        &self,
        page: &Page,
        scopes: &[Candidate],
        errors: &mut Errors,
    ) -> Option<(Role, Scope)> {
        let role = self.role.parse::<Role>().ok();
        if role.is_none() {
            errors.add("role", page.t("角色", "Role"), page.t("选一个角色", "Choose a role"));
        }
        let scope = role.map(|role| scope_of(role, &self.chosen(scopes)));
        if let Some(None) = scope {
            let message = match scopes {
                [] => page.t("没有这个主体、村或旗区", "There is none such"),
                _ => page.t("有几个，选一个", "There are several: choose one"),
            };
            errors.add("scope", page.t("范围", "Scope"), message);
        }
        role.zip(scope.flatten())
    }

    /// The one that was chosen, or all that may be meant.
    fn chosen<'a>(&self, scopes: &'a [Candidate]) -> Vec<&'a Candidate> {
        match scopes.iter().find(|candidate| candidate.code == self.scope_code) {
            Some(chosen) => vec![chosen],
            None => scopes.iter().collect(),
        }
    }
}

/// The scope that is meant, if one is.
fn scope_of(role: Role, scopes: &[&Candidate]) -> Option<Scope> {
    let one = || if let [one] = scopes { Some(one.code.as_str()) } else { None };
    match role.scope_kind() {
        ScopeKind::Organisation => one()?.parse::<OrganisationId>().ok().map(Scope::Organisation),
        ScopeKind::Village => one()?.parse().ok().map(Scope::Village),
        ScopeKind::Banner => one()?.parse().ok().map(Scope::Banner),
        ScopeKind::All => Some(Scope::All),
    }
}

/// A filter to be kept: of which list, what stands behind its address, and under what name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SavedFilterForm {
    pub list: String,
    pub query: String,
    pub name: String,
}

impl SavedFilterForm {
    /// A list of the back office; `None` for any other address.
    pub fn list(&self) -> Option<&str> {
        let is_plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-');
        let is_list = self.list.starts_with("/admin/")
            && self.list.len() <= 60
            && self.list.chars().all(is_plain);
        is_list.then_some(self.list.as_str())
    }

    /// As this site writes it.
    pub fn query(&self) -> Result<String, BadQuery> {
        Ok(Query::parse(self.query.trim_start_matches('?'))?.without("page").suffix())
    }

    pub fn name(&self) -> Option<String> {
        words(&self.name, 40)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_of_the_office_are_kept() {
        let list = |list: &str| {
            SavedFilterForm { list: list.into(), ..SavedFilterForm::default() }
                .list()
                .map(str::to_string)
        };
        assert_eq!(list("/admin/editions/4/booths").as_deref(), Some("/admin/editions/4/booths"));
        for odd in [
            "",
            "/admin",
            "/my/products",
            "//evil.example",
            "/admin/x?y",
            "/admin/\r\nx",
            "https://evil.example/admin/",
        ] {
            assert_eq!(list(odd), None, "{odd}");
        }
    }

    fn scope(role: Role, scope_code: &str, codes: &[&str]) -> Option<Scope> {
        let candidate = |code: &&str| Candidate {
            code: code.to_string(),
            full_name: String::new(),
            full_name_en: String::new(),
        };
        let scopes: Vec<Candidate> = codes.iter().map(candidate).collect();
        scope_of(
            role,
            &UserForm { scope_code: scope_code.into(), ..UserForm::default() }.chosen(&scopes),
        )
    }

    #[test]
    fn each_role_has_the_scope_of_its_kind() {
        assert_eq!(
            scope(Role::Supplier, "", &["12"]),
            Some(Scope::Organisation(OrganisationId(12)))
        );
        assert_eq!(
            scope(Role::BannerOfficer, "", &["150624"]),
            Some(Scope::Banner("150624".parse().unwrap()))
        );
        assert_eq!(
            scope(Role::VillageTeam, "2", &["150624100201"]),
            Some(Scope::Village("150624100201".parse().unwrap()))
        );
        assert_eq!(scope(Role::Auditor, "", &[]), Some(Scope::All));
        assert_eq!(scope(Role::Supplier, "", &[]), None, "nothing is meant");
        assert_eq!(scope(Role::Supplier, "", &["12", "13"]), None, "which of them?");
        assert_eq!(
            scope(Role::Supplier, "13", &["12", "13"]),
            Some(Scope::Organisation(OrganisationId(13)))
        );
        assert_eq!(
            scope(Role::Supplier, "14", &["12", "13"]),
            None,
            "only what was typed is chosen from"
        );
    }
}
