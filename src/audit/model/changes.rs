//! Changed fields, before and after, as the trail may store them.

use super::records::{Reads, Record};
use crate::values::telephone;
use serde_json::{Map, Value};

/// Changed fields, each before and after.
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

    /// As the trail may store it for ever: telephone numbers and mail addresses are masked. A field
    /// without a name is a bug, which every test that records it finds.
    pub(super) fn told_of(mut self, kind: &Record) -> Self {
        for (name, pair) in &mut self.0 {
            let field = kind.field(name);
            debug_assert!(field.is_some(), "there is no field {name:?} of {}", kind.code);
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

/// Stands for a value that looks like the one before it once both are masked.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::model::{Act, Actor, NewEvent, records::Field};

    const PEOPLE: Record = Record::new(
        "people",
        "",
        "",
        &[Field::new("phone", "", "", Reads::Telephone), Field::new("email", "", "", Reads::Email)],
    );

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
        let told = |name: &str, before: Option<&str>, after: Option<&str>| {
            let event = NewEvent::new(&actor, Act::Change, &PEOPLE, 1, "x")
                .with(Changes::default().field(name, before, after));
            event.changes()[name].to_string()
        };
        assert_eq!(told("phone", None, Some("13800001234")), r#"[null,"138****1234"]"#);
        let alike = told("phone", Some("13800001234"), Some("13899991234"));
        assert_eq!(alike, r#"["138****1234","…"]"#, "that it is another number is told");
        assert_eq!(told("email", Some("zhang@example.org"), None), r#"["z…@example.org",null]"#);
    }
}
