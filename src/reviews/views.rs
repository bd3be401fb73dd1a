//! The list of records that are reviewed, and the page of one of them.

use super::{actions::Reviewable, model::Decision};
use crate::{
    audit::views::Line,
    identity::model::permissions::Action,
    kit::{
        components::crumbs::Crumbs,
        forms::Errors,
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
        table::BulkAct,
    },
};
use askama::Template;

/// A text in Chinese and in English.
type Text = (&'static str, &'static str);

/// What may be decided of several records at once.
pub struct Act {
    pub code: &'static str,
    pub label: Text,
    /// Who may.
    pub right: Action,
    pub decision: Decision<'static>,
    /// What to write, where the decision needs a sentence.
    pub hint: Text,
}

/// Several papers that were held against their scans.
pub const VERIFY: Act = Act {
    code: "verify",
    label: ("核验通过", "Verify"),
    right: Action::ReviewProducts,
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
}

/// What may be decided of the record by who looks at it.
pub struct Choices {
    pub state: &'static str,
    pub version: i32,
    pub may_approve: bool,
    pub may_revoke: bool,
}

impl Choices {
    pub fn of<R: Reviewable>(page: &Page, office: &Office, record: &R) -> Self {
        use crate::values::vocabulary::Coded;
        let may = |decision| record.after(&office.viewer, decision).is_some();
        Self {
            state: record.state().name(page.lang),
            version: record.version(),
            may_approve: may(Decision::Approve),
            may_revoke: may(Decision::Revoke("")),
        }
    }
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
    pub choices: Choices,
    pub words: &'static Words,
    pub history: Vec<Line>,
    pub note: String,
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
