//! The views of the account pages.

use super::{
    forms::UserForm,
    model::{
        OwnSession, Row,
        role::{Candidate, Role},
    },
};
use crate::{
    audit::views::Line,
    columns,
    identity::{
        actions::second_factor,
        model::{permissions::GIVE_RIGHTS, saved::SavedFilter},
    },
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::facet::FacetCounts,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use qrcode::{QrCode, render::svg};

/// Whether a password may be typed here, and the typed values.
#[derive(Template)]
#[template(path = "identity/login.html")]
pub struct Login {
    pub page: Page,
    pub is_private: bool,
    pub login: String,
    pub next: String,
    pub errors: Errors,
}

#[derive(Template)]
#[template(path = "identity/code.html")]
pub struct Code {
    pub page: Page,
    pub next: String,
    pub may_stay: bool,
    pub stays: bool,
    pub errors: Errors,
}

/// A link that sets a password; `None` once it is used or expired.
#[derive(Template)]
#[template(path = "identity/invitation.html")]
pub struct Invited {
    pub page: Page,
    pub who: Option<(String, String)>,
    pub least: usize,
    pub errors: Errors,
}

impl Invited {
    fn hint(&self) -> String {
        hint(&self.page, self.least)
    }
}

/// The rules of a password.
fn hint(page: &Page, least: usize) -> String {
    if page.zh() {
        format!("至少 {least} 个字符。建议用一句话，便于记忆；可以粘贴。")
    } else {
        format!("At least {least} characters. A sentence is easy to remember; you can paste it.")
    }
}

#[derive(Template)]
#[template(path = "identity/account.html")]
pub struct Account {
    pub page: Page,
    pub office: Office,
    pub sessions: Vec<OwnSession>,
    /// The mail address for messages; empty: none.
    pub email: String,
    /// Whether mails are sent at all.
    pub by_mail: bool,
    pub least: usize,
    pub errors: Errors,
}

impl Account {
    fn email_hint(&self) -> &str {
        if self.by_mail {
            self.page.t(
                "消息同时发送到此邮箱；留空则不发送",
                "Messages are also sent here; leave blank for none",
            )
        } else {
            self.page.t(
                "本站目前不发送邮件，请在站内查看消息",
                "No e-mail is sent at present: read your messages here",
            )
        }
    }

    fn hint(&self) -> String {
        hint(&self.page, self.least)
    }
}

#[derive(Template)]
#[template(path = "identity/second_factor.html")]
pub struct SecondFactor {
    pub page: Page,
    pub office: Office,
    /// In groups of four, for typing.
    pub secret: String,
    pub is_required: bool,
    pub errors: Errors,
}

impl SecondFactor {
    /// The QR code, as a drawing.
    fn drawn(&self) -> String {
        let address =
            second_factor::address(&self.secret, &self.office.viewer.login).unwrap_or_default();
        let drawing = QrCode::new(address)
            .map(|code| code.render::<svg::Color>().min_dimensions(200, 200).build());
        // If it fails, the key below still works.
        drawing
            .map(|svg| {
                svg.trim_start_matches("<?xml version=\"1.0\" standalone=\"yes\"?>").to_string()
            })
            .unwrap_or_default()
    }

    pub fn spelt(&self) -> String {
        let letters: Vec<char> = self.secret.chars().collect();
        letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The columns of the list.
pub const COLUMNS: &[Column<Row>] = columns! { Row;
    "login" "账号" "Account" |_, user| Cell::Private(user.login.clone(), Some(user.id.path()));
    "name" "称呼" "Name" |_, user| Cell::text(&user.name);
    "role" "角色" "Role" |page, user| Cell::text(user.role.name(page.lang));
    "scope" "范围" "Scope" |page, user| Cell::text(scope_name(page, user));
    "state" "状态" "State"
        |page, user| Cell::State(user.state().pill(), user.state().name(page.lang).to_string());
    "second_factor" "两步验证" "Two-step verification"
        |page, user| Cell::maybe(user.has_second_factor.then(|| page.t("已开启", "on")));
    "seen" "最近" "Last seen" |page, user| Cell::maybe(user.seen_at.map(|at| page.moment(&at)));
};

/// An organisation, a village, a banner, or everything.
fn scope_name<'a>(page: &'a Page, user: &'a Row) -> &'a str {
    let scope = if page.zh() { &user.scope } else { &user.scope_en };
    scope.as_deref().unwrap_or_else(|| page.t("全部", "All"))
}

#[derive(Template)]
#[template(path = "identity/users.html")]
pub struct Users {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub users: Vec<Row>,
    pub saved: Vec<SavedFilter>,
}

impl Users {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("用户", "Users"), COLUMNS, &self.users)
            .with_saved(&self.saved)
    }

    pub fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个账户", "account", "accounts")
    }

    fn may_give_rights(&self) -> bool {
        self.office.may(GIVE_RIGHTS)
    }

    pub fn placeholder(&self) -> &str {
        self.page.t("账号、称呼、主体", "Account, name, organisation")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let roles =
        Role::ALL.iter().map(|role| (role.code().to_string(), role.name(page.lang).to_string()));
    list.facet(page, ("role", "角色", "Role"), counts, roles);
    let states = super::model::State::ALL
        .iter()
        .map(|state| (state.code().to_string(), state.name(page.lang).to_string()));
    list.facet(page, ("state", "状态", "State"), counts, states);
}

/// The rights of a user, and the history.
#[derive(Template)]
#[template(path = "identity/user.html")]
pub struct User {
    pub page: Page,
    pub office: Office,
    pub user: Row,
    pub sessions: i64,
    pub version: i32,
    pub form: UserForm,
    pub scopes: Vec<Candidate>,
    pub errors: Errors,
    /// For readers of the trail.
    pub history: Vec<Line>,
}

impl User {
    fn may_give_rights(&self) -> bool {
        self.office.may(GIVE_RIGHTS)
    }

    fn crumbs(&self) -> Crumbs {
        self.page.crumbs().to(self.page.t("用户", "Users"), "/admin/users").here(&self.user.login)
    }

    fn scope(&self) -> &str {
        scope_name(&self.page, &self.user)
    }
}

#[derive(Template)]
#[template(path = "identity/new_user.html")]
pub struct NewUserPage {
    pub page: Page,
    pub office: Office,
    pub form: UserForm,
    /// Where several have the typed name.
    pub scopes: Vec<Candidate>,
    pub errors: Errors,
}

impl NewUserPage {
    pub fn crumbs(&self) -> Crumbs {
        self.page
            .crumbs()
            .to(self.page.t("用户", "Users"), "/admin/users")
            .here(self.page.t("邀请", "Invite"))
    }
}

/// Shown once: the link is not stored.
#[derive(Template)]
#[template(path = "identity/invitation_made.html")]
pub struct InvitationMade {
    pub page: Page,
    pub office: Office,
    pub login: String,
    pub address: String,
}
