//! What is typed into the pages of accounts, and what it has to be.

use super::model::{
    NewUser, login,
    password::{self, Weakness},
    role::{Role, Scope, ScopeKind},
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
        let said = |field, label: &str, weakness: Weakness| Errors::one(field, label, weakness.says(page.lang));
        password::check(&self.new, role, login, name).map_err(|weakness| said("new", label, weakness))?;
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
        let is_plain =
            |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "@<>,;\"".contains(c));
        let is_address = email.split_once('@').is_some_and(|(name, host)| {
            is_plain(name) && is_plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        });
        if email.is_empty() || is_address && email.is_ascii() && email.len() <= 254 {
            return Ok((!email.is_empty()).then(|| email.to_string()));
        }
        let message = page.t("写成 name@example.com 的样子，或者空着", "Such as name@example.com, or nothing");
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
    /// The number of an organisation, the code of a village or a banner; nothing where the role has all.
    pub scope: String,
    /// Of a user who is there already.
    pub version: String,
}

impl UserForm {
    /// Role and scope alone, of somebody who is there already.
    pub fn parse_role(&self, page: &Page) -> Result<(Role, Scope), Errors> {
        let mut errors = Errors::default();
        self.role_and_scope(page, &mut errors).ok_or(errors)
    }

    pub fn parse(&self, page: &Page) -> Result<NewUser, Errors> {
        let mut errors = Errors::default();
        let login = login::read(&self.login);
        if login.is_none() {
            let message = page.t("手机号，或 2 到 64 个字符、不含空格的账号", "A telephone number, or 2 to 64 characters without spaces");
            errors.add("login", page.t("账号", "Account"), message);
        }
        let name = words(&self.name, 80);
        if name.is_none() {
            errors.add("name", page.t("称呼", "Name"), page.t("怎么称呼，最多 80 个字", "What to call them, 80 characters at most"));
        }
        match self.role_and_scope(page, &mut errors).zip(login.zip(name)) {
            Some(((role, scope), (login, name))) if errors.is_empty() => Ok(NewUser { login, name, role, scope }),
            _ => Err(errors),
        }
    }

    fn role_and_scope(&self, page: &Page, errors: &mut Errors) -> Option<(Role, Scope)> {
        let role = self.role.parse::<Role>().ok();
        if role.is_none() {
            errors.add("role", page.t("角色", "Role"), page.t("选一个角色", "Choose a role"));
        }
        let scope = role.map(|role| self.scope_of(role));
        if let Some(None) = scope {
            let message = page.t(
                "供应主体和采购单位填主体序号，驻村工作队填 12 位村代码，旗区专员填 6 位旗区代码，其余留空",
                "The number of the organisation, the 12 digits of the village or the 6 of the banner; nothing for the others",
            );
            errors.add("scope", page.t("范围", "Scope"), message);
        }
        role.zip(scope.flatten())
    }

    fn scope_of(&self, role: Role) -> Option<Scope> {
        let typed = self.scope.trim();
        let place = |length| (typed.len() == length).then(|| typed.parse().ok()).flatten();
        match role.scope_kind() {
            ScopeKind::Organisation => typed.parse::<OrganisationId>().ok().map(Scope::Organisation),
            ScopeKind::Village => place(12).map(Scope::Village),
            ScopeKind::Banner => place(6).map(Scope::Banner),
            ScopeKind::All => typed.is_empty().then_some(Scope::All),
        }
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
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-');
        let is_list = self.list.starts_with("/admin/") && self.list.len() <= 60 && self.list.chars().all(is_plain);
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
        let list = |list: &str| SavedFilterForm { list: list.into(), ..SavedFilterForm::default() }.list().map(str::to_string);
        assert_eq!(list("/admin/editions/4/booths").as_deref(), Some("/admin/editions/4/booths"));
        for odd in ["", "/admin", "/my/products", "//evil.example", "/admin/x?y", "/admin/\r\nx", "https://evil.example/admin/"] {
            assert_eq!(list(odd), None, "{odd}");
        }
    }

    fn scope(role: Role, scope: &str) -> Option<Scope> {
        UserForm { scope: scope.into(), ..UserForm::default() }.scope_of(role)
    }

    #[test]
    fn each_role_has_the_scope_of_its_kind() {
        assert_eq!(scope(Role::Supplier, "12"), Some(Scope::Organisation(OrganisationId(12))));
        assert_eq!(scope(Role::BannerOfficer, "150624"), Some(Scope::Banner("150624".parse().unwrap())));
        assert_eq!(scope(Role::VillageTeam, "150624100201"), Some(Scope::Village("150624100201".parse().unwrap())));
        assert_eq!(scope(Role::Auditor, ""), Some(Scope::All));
        for (role, odd) in
            [(Role::Supplier, ""), (Role::BannerOfficer, "150624100201"), (Role::VillageTeam, "150624"), (Role::Auditor, "1")]
        {
            assert_eq!(scope(role, odd), None, "{role:?} {odd}");
        }
    }
}
