//! The form of a user: name, role and scope.

use crate::{
    identity::model::{
        NewUser, login,
        role::{Candidate, Role, Scope, ScopeKind},
    },
    values::ids::OrganisationId,
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserForm {
    pub login: String,
    pub name: String,
    pub role: String,
    /// An organisation, a village or a banner, by name; empty where the role covers everything.
    pub scope: String,
    /// The chosen one of several with that name.
    pub scope_code: String,
    /// The id of the form: sent twice, it invites one person.
    pub form: String,
    /// The id of an existing user.
    pub version: String,
}

/// The account and its name, without the rights.
pub struct Called {
    pub login: String,
    pub name: String,
}

impl UserForm {
    /// The kind of scope that the role needs.
    pub fn scope_kind(&self) -> ScopeKind {
        self.role.parse().map_or(ScopeKind::All, Role::scope_kind)
    }

    /// Role and scope alone, of an existing user. `scopes`: the matching ones.
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
                "请填写手机号，或 2 到 64 个字符、不含空格的账号",
                "Enter a mobile number, or 2 to 64 characters without spaces",
            );
            errors.add("login", page.t("账号", "Account"), message);
        }
        let name = words(&self.name, 80);
        if name.is_none() {
            errors.add(
                "name",
                page.t("称呼", "Name"),
                page.t("请填写称呼，不超过 80 个字", "Enter a name, in 80 characters or fewer"),
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
            errors.add("role", page.t("角色", "Role"), page.t("请选择角色", "Choose a role"));
        }
        let scope = role.map(|role| scope_of(role, &self.chosen(scopes)));
        if let Some(None) = scope {
            let message = match scopes {
                [] => page.t("没有这个主体、村或旗区", "No such organisation, village or banner"),
                _ => page.t("有多个匹配，请选择", "There are several: choose one"),
            };
            errors.add("scope", page.t("范围", "Scope"), message);
        }
        role.zip(scope.flatten())
    }

    /// The chosen scope, or all matching ones.
    fn chosen<'a>(&self, scopes: &'a [Candidate]) -> Vec<&'a Candidate> {
        match scopes.iter().find(|candidate| candidate.code == self.scope_code) {
            Some(chosen) => vec![chosen],
            None => scopes.iter().collect(),
        }
    }
}

/// The single matching scope, if there is one.
fn scope_of(role: Role, scopes: &[&Candidate]) -> Option<Scope> {
    let one = || if let [one] = scopes { Some(one.code.as_str()) } else { None };
    match role.scope_kind() {
        ScopeKind::Organisation => one()?.parse::<OrganisationId>().ok().map(Scope::Organisation),
        ScopeKind::Village => one()?.parse().ok().map(Scope::Village),
        ScopeKind::Banner => one()?.parse().ok().map(Scope::Banner),
        ScopeKind::All => Some(Scope::All),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
