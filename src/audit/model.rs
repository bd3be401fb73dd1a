//! What the trail holds of an act.

pub mod names;
pub mod nouns;

use crate::values::{
    ids::{OrganisationId, UserId},
    lang::Lang,
    telephone,
};
use chrono::{DateTime, NaiveDate, Utc};
use names::Names;
use nouns::{Noun, Reads};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Who acts, and from where.
#[derive(Debug, Clone)]
pub struct Actor {
    /// `None`: nobody is signed in, or the program itself acts.
    pub user: Option<UserId>,
    /// The login as it is typed.
    pub login: String,
    pub role: Option<&'static str>,
    pub address: String,
}

impl Actor {
    /// A command typed where the program runs.
    pub fn program() -> Self {
        Self { user: None, login: "farmfair".into(), role: None, address: "command line".into() }
    }

    /// Somebody who is not signed in, by what was typed.
    pub fn unknown(login: &str, address: String) -> Self {
        Self { user: None, login: login.chars().take(64).collect(), role: None, address }
    }
}

/// What was done.
macro_rules! acts {
    ($($act:ident $code:literal $zh:literal $en:literal,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act { $($act,)* }

        impl Act {
            pub const ALL: &[Act] = &[$(Act::$act,)*];

            pub fn code(self) -> &'static str {
                match self { $(Act::$act => $code,)* }
            }

            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Act::$act => lang.t($zh, $en),)* }
            }
        }

        impl std::str::FromStr for Act {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Act::$act),)* _ => Err(()) }
            }
        }
    };
}

acts! {
    SignIn "sign_in" "登录" "Sign-in",
    SignInRefused "sign_in_refused" "登录被拒" "Sign-in refused",
    SignOut "sign_out" "退出" "Sign-out",
    Refused "refused" "越权被拒" "Refused",
    Create "create" "新建" "Created",
    Change "change" "修改" "Changed",
    Remove "remove" "删除" "Removed",
    Invite "invite" "发邀请" "Invited",
    Password "password" "设密码" "Password set",
    SecondFactor "second_factor" "两步验证" "Second factor",
    Disable "disable" "停用" "Disabled",
    Enable "enable" "启用" "Enabled",
    EndSession "end_session" "结束会话" "Session ended",
    Export "export" "导出" "Exported",
    Import "import" "导入" "Imported",
}

/// An act to be recorded.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    pub actor: &'a Actor,
    pub act: Act,
    pub noun: Noun,
    pub record: Option<String>,
    pub label: String,
    pub on_behalf_of: Option<OrganisationId>,
    /// Given by `with` alone, which hides what nobody is to read.
    changes: Changes,
    pub note: Option<String>,
}

impl<'a> NewEvent<'a> {
    pub fn new(
        actor: &'a Actor,
        act: Act,
        noun: Noun,
        record: impl ToString,
        label: impl Into<String>,
    ) -> Self {
        let record = Some(record.to_string());
        Self {
            actor,
            act,
            noun,
            record,
            label: label.into(),
            on_behalf_of: None,
            changes: Changes::default(),
            note: None,
        }
    }

    /// What has no record, such as a refusal.
    pub fn without_record(
        actor: &'a Actor,
        act: Act,
        noun: Noun,
        label: impl Into<String>,
    ) -> Self {
        Self { record: None, ..Self::new(actor, act, noun, "", label) }
    }

    pub fn with(mut self, changes: Changes) -> Self {
        self.changes = changes.told_of(self.noun);
        self
    }

    pub fn changes(&self) -> Value {
        self.changes.json()
    }

    /// Whose record it is, where somebody else sees to it.
    pub fn on_behalf_of(mut self, organisation: OrganisationId) -> Self {
        self.on_behalf_of = Some(organisation);
        self
    }

    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// Fields that are another now, each before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Map<String, Value>);

impl Changes {
    /// Nothing where both are the same.
    pub fn field(mut self, name: &str, before: Option<&str>, after: Option<&str>) -> Self {
        if before != after {
            self.0.insert(
                name.to_string(),
                Value::from(vec![Value::from(before), Value::from(after)]),
            );
        }
        self
    }

    /// Both together.
    pub fn and(mut self, other: Changes) -> Self {
        self.0.extend(other.0);
        self
    }

    /// As the trail may keep it for ever: telephones and addresses of mail without their middle. A field without a name
    /// is our mistake, which every test that records it finds.
    fn told_of(mut self, noun: Noun) -> Self {
        for (name, pair) in &mut self.0 {
            let field = noun.field(name);
            debug_assert!(field.is_some(), "audit/model/nouns.rs has no {name:?} of {noun:?}");
            match field.map(|field| field.reads) {
                Some(Reads::Telephone) => hide(pair, telephone::masked),
                Some(Reads::Email) => hide(pair, masked_mail),
                _ => {}
            }
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn json(&self) -> Value {
        Value::Object(self.0.clone())
    }
}

/// Stands for a value that looks like the one before it once their middles are hidden.
pub const ANOTHER: &str = "…";

fn hide(pair: &mut Value, masked: fn(&str) -> String) {
    let hidden = |value: Option<&Value>| value.and_then(Value::as_str).map(masked);
    let (before, after) = (hidden(pair.get(0)), hidden(pair.get(1)));
    let after = if before == after { Some(ANOTHER.to_string()) } else { after };
    *pair = Value::from(vec![Value::from(before), Value::from(after)]);
}

/// `z…@example.org`.
fn masked_mail(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    name.chars().take(1).chain("…@".chars()).chain(host.chars()).collect()
}

/// A row of the trail.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub actor: String,
    /// Whether the account is told: of others a party learns only what they work as.
    pub tells_actor: bool,
    pub role: Option<String>,
    pub address: String,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub noun: String,
    pub record_id: Option<String>,
    pub label: String,
    pub changes: Value,
    pub note: Option<String>,
}

impl Event {
    /// What the act is called; the word itself for one that this version does not know.
    pub fn act(&self, lang: Lang) -> &str {
        self.action.parse::<Act>().map_or(&self.action, |act| act.name(lang))
    }

    /// What it was done to; the word itself for one that this version does not know.
    pub fn noun(&self, lang: Lang) -> &str {
        self.noun.parse::<Noun>().map_or(&self.noun, |noun| noun.name(lang))
    }

    /// Each changed field with what it was and what it is, as recorded.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Option<&str>, Option<&str>)> {
        let fields = self.changes.as_object().into_iter().flatten();
        fields.map(|(name, pair)| {
            (
                name.as_str(),
                pair.get(0).and_then(Value::as_str),
                pair.get(1).and_then(Value::as_str),
            )
        })
    }
}

/// A row as it is read.
#[derive(Debug, Clone)]
pub struct Entry {
    pub event: Event,
    pub names: Arc<Names>,
}

/// Whose history: an organisation's or a village's.
#[derive(Debug, Clone, Default)]
pub struct Ours {
    pub organisation: Option<OrganisationId>,
    pub village: Option<String>,
}

/// What the trail is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub actor: Option<String>,
    pub action: Option<Act>,
    pub noun: Option<Noun>,
    pub record: Option<String>,
    /// Days in Beijing, both included.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// Only entries before this one: where a sheet goes on.
    pub before: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_recorded() {
        let changes = Changes::default()
            .field("name", Some("a"), Some("a"))
            .field("price", Some("78"), Some("80"))
            .field("note", None, Some("x"));
        assert_eq!(changes.json(), serde_json::json!({"price": ["78", "80"], "note": [null, "x"]}));
        assert!(Changes::default().field("name", None, None).is_empty());
    }

    #[test]
    fn no_telephone_and_no_address_of_mail_is_recorded_in_whole() {
        let actor = Actor::program();
        let told = |noun: Noun, name: &str, before: Option<&str>, after: Option<&str>| {
            let event = NewEvent::new(&actor, Act::Change, noun, 1, "x")
                .with(Changes::default().field(name, before, after));
            event.changes()[name].to_string()
        };
        assert_eq!(
            told(Noun::Exhibitors, "contact_phone", None, Some("13800001234")),
            r#"[null,"138****1234"]"#
        );
        let alike =
            told(Noun::Organisations, "contact_phone", Some("13800001234"), Some("13899991234"));
        assert_eq!(alike, r#"["138****1234","…"]"#, "that it is another number is told");
        assert_eq!(
            told(Noun::Users, "email", Some("zhang@example.org"), None),
            r#"["z…@example.org",null]"#
        );
    }

    #[test]
    #[should_panic(expected = "no \"colour\" of Products")]
    fn a_field_without_a_name_is_found() {
        NewEvent::new(&Actor::program(), Act::Change, Noun::Products, 1, "x")
            .with(Changes::default().field("colour", None, Some("red")));
    }
}
