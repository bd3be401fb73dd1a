//! Users and their rights.

pub mod login;
pub mod password;
pub mod permissions;
pub mod role;
pub mod saved;
pub mod throttle;
pub mod token;
pub mod trail;

use crate::{
    audit::model::Actor,
    identity::model::permissions::{Right, SEE_DESK},
    values::{
        ids::{SessionId, UserId},
        lang::Lang,
    },
};
use chrono::{DateTime, Duration, Utc};
use role::{Role, Scope};

/// The signed-in user of a request.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub user: UserId,
    pub session: SessionId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub scope: Scope,
    /// The name of the scope: an organisation, a village, a banner.
    pub scope_name: (String, String),
    pub has_second_factor: bool,
    pub address: String,
}

impl Viewer {
    pub fn may(&self, right: Right) -> bool {
        right.is_of(self.role)
    }

    pub fn actor(&self) -> Actor {
        Actor {
            user: Some(self.user),
            login: self.login.clone(),
            role: Some(self.role.code()),
            address: self.address.clone(),
        }
    }

    /// The start page.
    pub fn home(&self) -> &'static str {
        Self::home_of(self.role)
    }

    pub fn home_of(role: Role) -> &'static str {
        if SEE_DESK.is_of(role) { "/admin" } else { "/my" }
    }

    /// `组织员`, `农牧业企业·示范公司`.
    pub fn standing(&self, lang: Lang) -> String {
        let scope = lang.t(&self.scope_name.0, &self.scope_name.1);
        if scope.is_empty() {
            self.role.name(lang).to_string()
        } else {
            format!("{} · {scope}", self.role.name(lang))
        }
    }
}

/// What signing in needs of a user.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub id: UserId,
    pub login: String,
    pub role: Role,
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    pub is_disabled: bool,
}

/// The lifetime of a session: in total, and without a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// Between the password and the second factor.
    Code,
    Day,
    /// On a personal device. Not for staff.
    Month,
}

impl Lifetime {
    pub fn of(role: Role, stays: bool) -> Self {
        if stays && !role.is_staff() { Lifetime::Month } else { Lifetime::Day }
    }

    pub fn absolute(self) -> Duration {
        match self {
            Lifetime::Code => Duration::minutes(10),
            Lifetime::Day => Duration::hours(12),
            Lifetime::Month => Duration::days(30),
        }
    }

    pub fn idle(self) -> Duration {
        match self {
            Lifetime::Code => Duration::minutes(10),
            Lifetime::Day => Duration::hours(2),
            Lifetime::Month => Duration::days(14),
        }
    }
}

/// One of the user's own sessions, to be listed and ended.
#[derive(Debug, Clone)]
pub struct OwnSession {
    pub id: SessionId,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub address: String,
    pub user_agent: String,
}

/// A user in the list.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: UserId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub scope: Option<String>,
    pub scope_en: Option<String>,
    pub is_active: bool,
    pub is_disabled: bool,
    pub has_second_factor: bool,
    pub seen_at: Option<DateTime<Utc>>,
}

impl Row {
    pub fn state(&self) -> State {
        match (self.is_disabled, self.is_active) {
            (true, _) => State::Disabled,
            (_, true) => State::Active,
            _ => State::Invited,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Invited,
    Active,
    Disabled,
}

impl State {
    pub const ALL: [State; 3] = [State::Invited, State::Active, State::Disabled];

    pub fn code(self) -> &'static str {
        match self {
            State::Invited => "invited",
            State::Active => "active",
            State::Disabled => "disabled",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            State::Invited => lang.t("已邀请", "Invited"),
            State::Active => lang.t("在用", "Active"),
            State::Disabled => lang.t("停用", "Disabled"),
        }
    }
}

impl State {
    /// `pill--wait` for invited users, `pill--bad` for disabled ones.
    pub fn pill(self) -> &'static str {
        match self {
            State::Invited => "pill pill--wait",
            State::Active => "pill",
            State::Disabled => "pill pill--bad",
        }
    }
}

impl std::str::FromStr for State {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        State::ALL.into_iter().find(|state| state.code() == code).ok_or(())
    }
}

/// A user, for the administrator.
#[derive(Debug, Clone)]
pub struct UserRecord {
    pub role: Role,
    pub scope: Scope,
    /// Incremented by each change, so that nobody overwrites a change they have not seen.
    pub version: i32,
    pub login: String,
    pub name: String,
}

/// The filters of the list of users.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub id: Option<UserId>,
    pub typed: Option<String>,
    pub role: Option<Role>,
    pub state: Option<State>,
}

/// A user to be created.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub login: String,
    pub name: String,
    pub role: Role,
    pub scope: Scope,
}
