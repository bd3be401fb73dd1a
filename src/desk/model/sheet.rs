//! The trail as a sheet.

use crate::{audit::model::Event, exchange::model::cell::inert};

pub const HEAD: &str = "id,at,account,role,address,on_behalf_of,action,noun,record,label,changes,note\r\n";

/// A line each; times in UTC, so that they sort.
pub fn rows(events: &[Event]) -> String {
    let mut sheet = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for event in events {
        sheet.write_record(cells(event)).expect("memory takes every record, and all have as many cells");
    }
    String::from_utf8(sheet.into_inner().expect("memory is flushed")).expect("cells are text")
}

fn cells(event: &Event) -> [String; 12] {
    let text = |text: Option<&str>| inert(text.unwrap_or_default());
    [
        event.id.to_string(),
        event.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        inert(&event.actor),
        text(event.role.as_deref()),
        inert(&event.address),
        text(event.on_behalf_of.as_deref()),
        inert(&event.action),
        inert(&event.noun),
        text(event.record_id.as_deref()),
        inert(&event.label),
        event.changes.to_string(),
        text(event.note.as_deref()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use serde_json::json;

    #[test]
    fn a_line_holds_an_event_and_no_formula() {
        let event = Event {
            id: 7,
            at: DateTime::from_timestamp(1_600_000_000, 0).unwrap(),
            actor: "=cmd".into(),
            role: None,
            address: "::1".into(),
            on_behalf_of: Some("甲, 乙".into()),
            action: "change".into(),
            noun: "products".into(),
            record_id: Some("12".into()),
            label: "羊肉".into(),
            changes: json!({"price": ["78", "80"]}),
            note: None,
        };
        assert_eq!(
            rows(&[event]),
            "7,2020-09-13T12:26:40Z,'=cmd,,::1,\"甲, 乙\",change,products,12,羊肉,\"{\"\"price\"\":[\"\"78\"\",\"\"80\"\"]}\",\r\n"
        );
    }
}
