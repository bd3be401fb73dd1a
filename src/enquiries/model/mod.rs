//! An enquiry, and whose turn it is.

pub mod rights;
pub mod text;
pub mod trail;

use crate::values::{
    ids::{EnquiryId, ExhibitorId, OrganisationId, ProductId},
    lang::Lang,
    place_code::PlaceCode,
};
use chrono::{DateTime, Duration, Utc};

/// The version of the consent text. A new text needs a new version.
pub const CONSENT_VERSION: i16 = 2;

/// The consent of the visitor.
pub fn consent(lang: Lang) -> &'static str {
    lang.t(
        "我同意将以上姓名、联系方式和内容仅提供给这一家展商，用于答复我的询价。最后一条消息满 180 \
         天自动删除，我可以随时通过私人链接撤回。",
        "I agree that only this exhibitor receives my name, contact details and messages, to \
         answer me. They are deleted 180 days after the last message, and I can withdraw them at \
         any time with my private link.",
    )
}

/// The visitor's data is deleted this long after the last message.
pub const KEPT: Duration = Duration::days(180);

/// Officers see an exhibitor that lets a visitor wait for longer.
pub const LATE: Duration = Duration::days(2);

/// Enquiries that one exhibitor takes in an hour.
pub const MOST_OF_AN_EXHIBITOR: i64 = 40;
/// Messages that a visitor adds to one enquiry in an hour.
pub const MOST_OF_A_VISITOR: i64 = 5;
pub const ALLOWANCE: Duration = Duration::hours(1);

/// Characters of a message.
pub const LONGEST: usize = 1000;

crate::coded! {
    State {
        Open "open" "待答复" "Unanswered",
        Answered "answered" "已答复" "Answered",
        Closed "closed" "已结束" "Closed",
        Spam "spam" "垃圾信息" "Spam",
        Withdrawn "withdrawn" "访客已撤回" "Withdrawn",
    }
}

impl State {
    pub fn pill(self) -> &'static str {
        match self {
            State::Open => "pill pill--wait",
            State::Spam | State::Withdrawn => "pill pill--bad",
            State::Answered | State::Closed => "pill",
        }
    }

    /// Whether either side may still write.
    pub fn is_going_on(self) -> bool {
        matches!(self, State::Open | State::Answered)
    }

    /// The state as shown to the visitor, who does not see the mark as spam.
    pub fn as_told(self) -> Self {
        if self == State::Spam { State::Closed } else { self }
    }
}

/// An act on an enquiry other than writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Close,
    MarkAsSpam,
    /// Not spam after all.
    Restore,
}

impl Decision {
    pub fn state(self) -> State {
        match self {
            Decision::Close => State::Closed,
            Decision::MarkAsSpam => State::Spam,
            Decision::Restore => State::Open,
        }
    }

    pub fn is_open_to(self, state: State, is_erased: bool) -> bool {
        match self {
            Decision::Close => state.is_going_on(),
            Decision::MarkAsSpam => state.is_going_on() || state == State::Closed && !is_erased,
            Decision::Restore => state == State::Spam && !is_erased,
        }
    }
}

/// The contact of a visitor: at least one way.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// An enquiry to be created.
pub struct NewEnquiry {
    pub contact: Contact,
    pub product: Option<ProductId>,
    pub text: String,
}

/// The exhibitor, and its products.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub exhibitor: ExhibitorId,
    pub name: String,
    pub products: Vec<(ProductId, String)>,
}

/// An enquiry as its exhibitor sees it; the visitor's page shows less.
#[derive(Clone)]
pub struct Enquiry {
    pub id: EnquiryId,
    pub exhibitor_id: ExhibitorId,
    pub organisation: String,
    pub product_id: Option<ProductId>,
    pub product: Option<String>,
    /// `None` once deleted.
    pub contact: Option<Contact>,
    pub state: State,
    pub sent_at: DateTime<Utc>,
    pub waits_since: Option<DateTime<Utc>>,
    pub is_erased: bool,
    pub messages: i64,
    /// The last message; `None` once deleted.
    pub last_words: Option<String>,
}

impl Enquiry {
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.waits_since.is_some_and(|since| now - since > LATE)
    }
}

#[derive(Clone)]
pub struct Message {
    pub is_answer: bool,
    /// `None` once deleted.
    pub body: Option<String>,
    pub sent_at: DateTime<Utc>,
}

/// The exhibitors whose enquiries are listed: the user's own.
#[derive(Debug, Clone, Copy)]
pub struct OwnEnquiry {
    pub organisation: OrganisationId,
    pub state: Option<State>,
}

/// What officers may see: how many enquiries, and the longest wait; no name and no message.
#[derive(Debug, Clone)]
pub struct Tally {
    pub exhibitor_id: ExhibitorId,
    pub organisation: String,
    pub banner_code: Option<PlaceCode>,
    pub total: i64,
    pub open: i64,
    pub answered: i64,
    pub late: i64,
    pub waits_since: Option<DateTime<Utc>>,
}

/// The filters of officers for exhibitors.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    pub banner: Option<PlaceCode>,
    pub waiting: Option<Waiting>,
}

/// Exhibitors with waiting visitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    AtAll,
    Late,
}

impl Waiting {
    pub const ALL: [Waiting; 2] = [Waiting::AtAll, Waiting::Late];

    pub fn code(self) -> &'static str {
        match self {
            Waiting::AtAll => "open",
            Waiting::Late => "late",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Waiting::AtAll => lang.t("有未答复询价", "With unanswered enquiries"),
            Waiting::Late => lang.t("超过两天未答复", "Waiting for over two days"),
        }
    }
}

impl std::str::FromStr for Waiting {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Waiting::ALL.into_iter().find(|waiting| waiting.code() == code).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_over() {
        for state in [State::Closed, State::Spam, State::Withdrawn] {
            assert!(!state.is_going_on() && !Decision::Close.is_open_to(state, false), "{state:?}");
        }
        assert!(
            Decision::MarkAsSpam.is_open_to(State::Closed, false)
                && !Decision::MarkAsSpam.is_open_to(State::Withdrawn, true)
        );
        assert!(
            Decision::Restore.is_open_to(State::Spam, false)
                && !Decision::Restore.is_open_to(State::Spam, true)
        );
        assert_eq!(State::Spam.as_told(), State::Closed);
    }
}
