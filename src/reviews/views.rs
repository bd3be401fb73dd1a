//! The list of records that are reviewed, and the page of one of them.

use super::model::Decision;
use crate::{
    audit::views::Line,
    files::model::Kept,
    identity::model::permissions::Right,
    products::model::rights::REVIEW_PRODUCTS,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::BulkAct,
    },
    web::{conflict::Value, forms::Errors, office::Office, page::Page},
};
use askama::Template;

/// A text in Chinese and in English.
pub type Text = (&'static str, &'static str);

/// What may be decided of several records at once.
pub struct Act {
    pub code: &'static str,
    pub label: Text,
    /// Who may.
    pub right: Right,
    pub decision: Decision<'static>,
    /// What to write, where the decision needs a sentence.
    pub hint: Text,
}

/// Several papers that were held against their scans.
pub const VERIFY: Act = Act {
    code: "verify",
    label: ("核验通过", "Verify"),
    right: REVIEW_PRODUCTS,
    decision: Decision::Approve,
    hint: ("", ""),
};

/// Those of the acts that this person may do.
pub fn bulk_acts(page: &Page, office: &Office, acts: &[Act]) -> Vec<BulkAct> {
    let offered = acts.iter().filter(|act| office.may(act.right));
    offered
        .map(|act| BulkAct { code: act.code, label: page.t(act.label.0, act.label.1).to_string() })
        .collect()
}

#[derive(Template)]
#[template(path = "reviews/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub name: Text,
    /// One of them, and several.
    pub counted: (&'static str, &'static str, &'static str),
    pub placeholder: Text,
    /// As HTML.
    pub table: String,
}

impl Index {
    fn counted(&self) -> &str {
        let (zh, one, many) = self.counted;
        self.page.counted(&self.list.total, zh, one, many)
    }

    fn placeholder(&self) -> &str {
        self.page.t(self.placeholder.0, self.placeholder.1)
    }
}

/// What the buttons of a noun's review page say.
pub struct Words {
    /// Where an approval is posted, below the record.
    pub approval: &'static str,
    pub approve: Text,
    pub revocation: Text,
    pub why: Text,
    pub hint: Text,
    pub revoke: Text,
}

/// A record as its noun presents it.
pub struct Subject {
    pub title: String,
    pub organisation: String,
    pub pill: &'static str,
    /// As HTML.
    pub facts: String,
    pub words: &'static Words,
}

#[derive(Template)]
#[template(path = "reviews/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    /// The list's name and address.
    pub list: (Text, &'static str),
    pub path: String,
    pub subject: Subject,
    pub state: &'static str,
    pub version: i32,
    pub may_approve: bool,
    pub may_revoke: bool,
    pub history: Vec<Line>,
    pub reason: String,
    pub errors: Errors,
}

impl Show {
    fn t(&self, text: &Text) -> &str {
        self.page.t(text.0, text.1)
    }

    fn crumbs(&self) -> Crumbs {
        self.page.crumbs().to(self.t(&self.list.0), self.list.1).here(&self.subject.title)
    }
}

/// What goes with the version that is chosen of two: the form's code, the version that was kept, and
/// a scan that came and need not be sent again.
pub fn hidden(code: String, version: i32, sent: &[Kept]) -> Vec<Value> {
    let field = |name: &str, value: String| (name.to_string(), value);
    let held = sent.iter().map(|file| field("held", file.code.to_string()));
    [field("form", code), field("version", version.to_string())].into_iter().chain(held).collect()
}
