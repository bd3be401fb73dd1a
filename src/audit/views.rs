//! Entries as people read them: with the names of nouns, fields and codes.

mod values;

use super::model::{ANOTHER, Act, Entry, Event, records::Record};
use crate::{identity::model::role::Role, values::lang::Lang, web::page::Page};
use chrono::{DateTime, Utc};
pub use values::value;

/// A changed field: its name, its value before and after; a dash for none.
pub type Changed = (String, String, String);

/// An entry of a history.
#[derive(Debug, Clone)]
pub struct Line {
    pub at: DateTime<Utc>,
    pub act: String,
    pub noun: String,
    pub label: String,
    /// The page of the record, where there is a link to it.
    pub path: Option<String>,
    pub changes: Vec<Changed>,
    pub note: Option<String>,
    pub who: String,
}

impl Line {
    pub fn of(page: &Page, entry: &Entry) -> Self {
        let event = &entry.event;
        Self {
            at: event.at,
            act: event.act(page.lang).to_string(),
            noun: entry.noun(page.lang).to_string(),
            label: label(page, event).to_string(),
            path: None,
            changes: changes(page, entry),
            note: note(page, event),
            who: who(page, event),
        }
    }

    /// Among entries of other kinds.
    pub fn naming_noun(self) -> Self {
        Self { act: format!("{} {}", self.act, self.noun), ..self }
    }

    pub fn leading_to(self, path: Option<String>) -> Self {
        Self { path, ..self }
    }
}

/// The account where accounts are shown, otherwise the role.
pub fn who(page: &Page, event: &Event) -> String {
    match (event.actor.as_str(), &event.role) {
        ("visitor", None) => page.t("访客", "a visitor").into(),
        ("farmfair", None) => page.t("平台", "the site").into(),
        (account, _) if event.tells_actor => account.into(),
        _ => role(page, event).into(),
    }
}

pub fn role<'a>(page: &Page, event: &'a Event) -> &'a str {
    let role = event.role.as_deref().unwrap_or_default();
    role.parse::<Role>().map_or(role, |role| role.name(page.lang))
}

/// The address from which it was done.
pub fn address<'a>(page: &'a Page, event: &'a Event) -> &'a str {
    match event.address.as_str() {
        "command line" => page.t("命令行", "command line"),
        "server" => page.t("服务器", "server"),
        address => address,
    }
}

/// The name of the record.
pub fn label<'a>(page: &'a Page, event: &'a Event) -> &'a str {
    match (event.noun.as_str(), event.label.as_str()) {
        ("enquiries", "retention") => page.t("到期清除", "Deleted on expiry"),
        (_, label) => label,
    }
}

pub fn changes(page: &Page, entry: &Entry) -> Vec<Changed> {
    let changed = |(name, before, after): (&str, Option<&str>, Option<&str>)| {
        let field = entry.kind.and_then(|kind| kind.field(name));
        let said = |recorded: Option<&str>| match (recorded, field) {
            (None, _) => "—".to_string(),
            (Some(ANOTHER), Some(_)) => page.t("另一个", "another").to_string(),
            (Some(text), Some(field)) => value(page.lang, &entry.names, field.reads, text),
            (Some(text), None) => text.to_string(),
        };
        (field_name(page.lang, entry.kind, name), said(before), said(after))
    };
    entry.event.fields().map(changed).collect()
}

/// `照片 2`; the stored word for one that this version does not know.
pub fn field_name(lang: Lang, kind: Option<&Record>, name: &str) -> String {
    let which = name.split_once(' ').map(|(_, which)| format!(" {which}")).unwrap_or_default();
    kind.and_then(|kind| kind.field(name))
        .map_or_else(|| name.to_string(), |field| format!("{}{which}", field.name(lang)))
}

/// The note: a person's own words, or the program's in the reader's language.
pub fn note(page: &Page, event: &Event) -> Option<String> {
    let note = event.note.as_deref()?;
    let counted = |zh: &str, one: &str, many: &str, n: &str| {
        let number: Option<i64> = n.parse().ok();
        number.map(|n| {
            format!("{}{}{}", page.count(&n), page.t("", " "), page.counted(&n, zh, one, many))
        })
    };
    let said = match (event.action.parse::<Act>(), note) {
        (Ok(Act::SecondFactor), "on") => Some(page.t("开启", "turned on").to_string()),
        (Ok(Act::SecondFactor), "off") => Some(page.t("关闭", "turned off").to_string()),
        (Ok(Act::SignInRefused), "second factor") => {
            Some(page.t("验证码不对", "wrong code").to_string())
        }
        (Ok(Act::Refused), "foreign") => Some(
            page.t("不是从本站页面提交的", "not submitted from a page of this site").to_string(),
        ),
        (Ok(Act::Export), note) => note.split_once(' ').and_then(|(form, n)| {
            let counted = counted(" 条", "record", "records", n)?;
            Some(format!("{form}{}{counted}", page.t("，", ", ")))
        }),
        (Ok(Act::Change), note) => note
            .strip_suffix(" erased")
            .and_then(|n| counted(" 条询价的访客内容", "enquiry deleted", "enquiries deleted", n)),
        _ => None,
    };
    Some(said.unwrap_or_else(|| note.to_string()))
}

/// The page of the record for readers of the trail; of an export, its list.
pub fn office_path(entry: &Entry) -> Option<String> {
    let event = &entry.event;
    let Some(id) = event.record_id.as_deref() else {
        return (event.action.parse() == Ok(Act::Export)).then(|| event.label.clone());
    };
    let kind = entry.kind?;
    kind.office_path(id, entry.names.record(kind.code, id))
}

/// The page of the record for the organisation that owns it.
pub fn own_path(entry: &Entry) -> Option<String> {
    let (id, kind) = (entry.event.record_id.as_deref()?, entry.kind?);
    kind.owner_path(id, entry.names.record(kind.code, id))
}
