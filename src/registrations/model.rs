//! A registration on its way, and who must act next.

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
    /// Submitted by the party; the other three are an officer's answer.
    State = "registration_state" {
        Submitted = "submitted",
        Returned = "returned",
        Admitted = "admitted",
        Refused = "refused",
    }
}

impl State {
    /// `pill--wait` for what waits, `pill--bad` for what was not taken.
    pub fn pill(self) -> &'static str {
        match self {
            State::Submitted => "pill pill--wait",
            State::Returned | State::Refused => "pill pill--bad",
            State::Admitted => "pill",
        }
    }

    /// What its sender reads under the private link.
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

/// What a party says of itself at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub legal: Legal,
    pub contact_name: String,
    /// The telephone, to be called on and to sign in with.
    pub login: String,
}

impl Application {
    /// What its people will be.
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
    /// `None`: from elsewhere, for the organisers.
    pub banner_code: Option<PlaceCode>,
    pub place: String,
    pub place_en: String,
    /// What is to be mended, or why it was refused.
    pub word: Option<String>,
    pub submitted_at: DateTime<Utc>,
    pub organisation: Option<OrganisationId>,
    pub version: i32,
}

/// Which ones: an officer's banner, a state, what was typed.
#[derive(Debug, Clone, Default)]
pub struct RegistrationScope {
    pub banner: Option<PlaceCode>,
    pub state: Option<State>,
    pub typed: Option<String>,
}

impl RegistrationScope {
    /// An officer sees the banner's; others see all, those from elsewhere too.
    pub fn reviewed_by(viewer: &Viewer) -> Self {
        Self { banner: viewer.scope.banner().cloned(), ..Self::default() }
    }
}

/// What comes of one that is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    New,
    /// One that is here already: the same party, or its first account.
    Known(OrganisationId),
}

impl std::str::FromStr for Party {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "new" { Ok(Party::New) } else { text.parse().map(Party::Known) }
    }
}
