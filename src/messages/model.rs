//! A message, its readers, and its mails.

pub mod rights;

use crate::values::{
    ids::{MailId, MessageId, OrganisationId, UserId},
    lang::Lang,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// The receivers: all users of an organisation, or one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    Organisation(OrganisationId),
    User(UserId),
}

/// The same text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub zh: String,
    pub en: String,
}

impl Words {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    pub fn of(&self, lang: Lang) -> &str {
        lang.t(&self.zh, &self.en)
    }
}

#[derive(Debug, Clone)]
pub struct NewMessage {
    pub to: To,
    pub subject: Words,
    pub body: Words,
    /// The linked page, without the language.
    pub path: Option<String>,
}

/// What somebody is reminded of, once for each day that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    pub kind: &'static str,
    pub record: i64,
    pub due_on: NaiveDate,
}

/// The reader, and the organisation.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub user: UserId,
    pub organisation: Option<OrganisationId>,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub id: MessageId,
    pub subject: Words,
    pub body: Words,
    pub path: Option<String>,
    pub sent_at: DateTime<Utc>,
    pub is_read: bool,
}

/// A mail that is due.
#[derive(Debug, Clone)]
pub struct Mail {
    pub id: MailId,
    /// `None`: the user no longer wants mails, or is disabled.
    pub address: Option<String>,
    pub attempts: i32,
    pub queued_at: DateTime<Utc>,
    pub subject: Words,
    pub body: Words,
    pub path: Option<String>,
}

/// The age at which a mail is no longer sent; the message itself stays.
const TRIED_FOR: Duration = Duration::days(1);

impl Mail {
    pub fn is_too_old(&self, now: DateTime<Utc>) -> bool {
        now - self.queued_at >= TRIED_FOR
    }

    /// The next attempt after the one that failed at `now`: after two minutes, four, eight, at most
    /// two hours. `None`: no further attempt.
    pub fn next_try(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let minutes = 2_i64.saturating_pow(self.attempts.clamp(1, 7).unsigned_abs()).min(120);
        let next = now + Duration::minutes(minutes);
        (next - self.queued_at < TRIED_FOR).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_after_a_day() {
        let begun = DateTime::<Utc>::from_timestamp(1_600_000_000, 0).unwrap();
        let words = || Words::new("a", "b");
        let mut mail = Mail {
            id: MailId(1),
            address: None,
            attempts: 0,
            queued_at: begun,
            subject: words(),
            body: words(),
            path: None,
        };
        let (mut now, mut pauses) = (begun, Vec::new());
        loop {
            mail.attempts += 1;
            let Some(next) = mail.next_try(now) else { break };
            pauses.push((next - now).num_minutes());
            now = next;
        }
        assert_eq!(pauses[..8], [2, 4, 8, 16, 32, 64, 120, 120]);
        assert!(now - begun < TRIED_FOR && now + Duration::hours(2) - begun >= TRIED_FOR);
        assert!(!mail.is_too_old(now) && mail.is_too_old(begun + TRIED_FOR));
    }
}
