//! Batch actions on a list: the selected records, a preview of each, and the action once the
//! preview is confirmed. Records that somebody else changed in between are skipped.

use super::{
    flash::{Flash, shared},
    forms::Errors,
    office::Office,
    page::Page,
};
use askama::Template;

/// More than a page of a list holds.
const MOST: usize = 100;

/// Repeated `id`s of an address, or `pick`s of a form: `12` or `12:3`, a record and its version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picks(pub Vec<(i64, i32)>);

impl Picks {
    /// Anything that is not a record number is skipped.
    pub fn read<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let pick = |value: &'a str| {
            let (id, version) = value.split_once(':').unwrap_or((value, "0"));
            Some((id.parse().ok().filter(|id| *id > 0)?, version.parse().ok()?))
        };
        let mut picks: Vec<(i64, i32)> = values.into_iter().filter_map(pick).take(MOST).collect();
        // Sorted, so that two concurrent batches do not wait for each other.
        picks.sort_unstable();
        picks.dedup_by_key(|pick| pick.0);
        Self(picks)
    }

    /// As an address has them.
    pub fn of_query(raw: Option<&str>) -> Self {
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect();
        Self::read(pairs.iter().filter(|(name, _)| name == "id").map(|(_, value)| value.as_str()))
    }

    /// How many records were handled, in words.
    pub fn said(&self, done: usize) -> Flash {
        match done {
            _ if self.0.is_empty() => shared::NOTHING_TICKED,
            all if all == self.0.len() => shared::SELECTION_DONE,
            _ => shared::SELECTION_PARTLY,
        }
    }

    pub fn ids(&self) -> Vec<i64> {
        self.0.iter().map(|(id, _)| *id).collect()
    }
}

/// One selected record.
pub struct Ticked {
    pub pick: String,
    pub name: String,
    /// Its page, without the language.
    pub path: String,
    pub state: String,
    /// Its state afterwards; `None` where nothing changes.
    pub after: Option<String>,
}

/// The reason that the form asks for.
pub struct AskedReason {
    pub typed: String,
    pub label: String,
    pub hint: String,
}

#[derive(Template)]
#[template(path = "components/selection.html")]
pub struct Preview {
    pub page: Page,
    pub office: Office,
    /// The list's name and address.
    pub list: (String, &'static str),
    pub act: &'static str,
    pub label: String,
    pub ticked: Vec<Ticked>,
    pub asked: Option<AskedReason>,
    pub errors: Errors,
}

impl Preview {
    fn changing(&self) -> i64 {
        self.ticked.iter().filter(|ticked| ticked.after.is_some()).count() as i64
    }

    fn title(&self) -> String {
        format!("{}{}{}", self.list.0, self.page.t("：", ": "), self.label)
    }
}

/// What is posted once the preview is confirmed.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct SelectionForm {
    pub act: String,
    pub pick: Vec<String>,
    pub reason: String,
}

impl SelectionForm {
    pub fn picks(&self) -> Picks {
        Picks::read(self.pick.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_are_records_once_each_and_in_order() {
        let picks =
            Picks::read(["12:3", "7", "12:9", "x", "-1", "0", "5:y", "99999999999999999999"]);
        assert_eq!(picks.0, [(7, 0), (12, 3)]);
        assert_eq!(Picks::of_query(Some("act=publish&id=3&id=2&id=3")).ids(), [2, 3]);
        assert_eq!(Picks::of_query(None), Picks::default());
    }

    #[test]
    fn a_page_of_a_list_is_the_most() {
        let many: Vec<String> = (1..500).map(|id| id.to_string()).collect();
        assert_eq!(Picks::read(many.iter().map(String::as_str)).0.len(), MOST);
    }
}
