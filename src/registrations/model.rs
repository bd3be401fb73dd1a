//! A registration and its states.

pub mod rights;
pub mod trail;

use crate::{
    identity::model::{Viewer, role::Role},
    organisations::model::{OrganisationKind, Side, profile::Legal},
    values::{
        ids::{OrganisationId, RegistrationId},
        lang::Lang,
        place_code::PlaceCode,
    },
    vocabulary,
};
use chrono::{DateTime, Utc};

vocabulary! {
    /// Submitted by the organisation; the other three are an officer's decision.
    State = "registration_state" {
        Submitted = "submitted",
        Returned = "returned",
        Admitted = "admitted",
        Refused = "refused",
    }
}

impl State {
    /// `pill--wait` for pending ones, `pill--bad` for returned and refused ones.
    pub fn pill(self) -> &'static str {
        match self {
            State::Submitted => "pill pill--wait",
            State::Returned | State::Refused => "pill pill--bad",
            State::Admitted => "pill",
        }
    }

    /// The text for its sender under the private link.
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            State::Submitted => lang.t(
                "已收到，待所在旗区（没有旗区的由组委会）审核。通过后可用手机号和密码登录。",
                "Received; awaiting review by your banner, or the organisers if you have none. \
                 Once admitted you can sign in with your mobile number and password.",
            ),
            State::Returned => lang.t(
                "已退回，请修改以下内容后重新送审。",
                "Returned: correct it below and resubmit.",
            ),
            State::Admitted => lang.t(
                "已通过。请用手机号和登记时设置的密码登录。",
                "Admitted. Sign in with your mobile number and the password you set.",
            ),
            State::Refused => lang.t("不予登记。", "Refused."),
        }
    }
}

/// The data of an organisation, as entered at registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub legal: Legal,
    pub contact_name: String,
    /// The telephone, for calls and for signing in.
    pub login: String,
}

impl Application {
    /// The role of its users.
    pub fn role(&self) -> Role {
        role_of(self.legal.kind)
    }
}

pub fn role_of(kind: OrganisationKind) -> Role {
    match kind.side() {
        Side::Supplier => Role::Supplier,
        Side::Buyer => Role::Buyer,
    }
}

#[derive(Debug, Clone)]
pub struct Registration {
    pub id: RegistrationId,
    pub state: State,
    pub application: Application,
    /// `None`: from elsewhere; the organisers decide.
    pub banner_code: Option<PlaceCode>,
    pub place: String,
    pub place_en: String,
    /// What to correct, or why it was refused.
    pub word: Option<String>,
    pub submitted_at: DateTime<Utc>,
    pub organisation: Option<OrganisationId>,
    pub version: i32,
}

/// The scope of an officer, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct RegistrationScope {
    pub banner: Option<PlaceCode>,
    pub state: Option<State>,
    pub typed: Option<String>,
}

impl RegistrationScope {
    /// An officer sees those of the banner; others see all, including those from elsewhere.
    pub fn reviewed_by(viewer: &Viewer) -> Self {
        Self { banner: viewer.scope.banner().cloned(), ..Self::default() }
    }
}

/// The organisation of an admitted registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    New,
    /// An existing organisation, possibly without an account so far.
    Known(OrganisationId),
}

impl std::str::FromStr for Party {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "new" { Ok(Party::New) } else { text.parse().map(Party::Known) }
    }
}
