//! What the forms of promises read alike.

use super::leads::{Leads, Typed, named};
use crate::{
    projects::model::{deal::Party, source::Source},
    values::{day, ids::ProjectId, typed::words},
    web::{declaration::links::Texts, forms::Errors, page::Page},
};
use chrono::NaiveDate;

/// A field, and its label.
pub type Named = (&'static str, Texts);

/// Reads fields, and collects what is wrong with them.
pub struct Reader<'a> {
    pub page: &'a Page,
    pub errors: Errors,
}

impl<'a> Reader<'a> {
    pub fn new(page: &'a Page) -> Self {
        Self { page, errors: Errors::default() }
    }

    pub fn fault(&mut self, (field, label): Named, message: Texts) {
        self.says(field, label, self.page.t(message.0, message.1));
    }

    pub fn says(&mut self, field: &'static str, label: Texts, message: impl Into<String>) {
        self.errors.add(field, self.page.t(label.0, label.1), message);
    }

    /// A line of at most so many characters.
    pub fn line(&mut self, (field, label): Named, typed: &str, most: usize) -> Option<String> {
        let line = words(typed, most);
        if line.is_none() {
            let message = match self.page.zh() {
                true => format!("请按纸面填写，不超过 {most} 个字"),
                false => format!("As on the paper, in {most} characters or fewer"),
            };
            self.says(field, label, message);
        }
        line
    }

    pub fn day(&mut self, field: Named, typed: &str) -> Option<NaiveDate> {
        let day = day::parse(typed.trim());
        if day.is_none() {
            self.fault(field, ("格式为 2020-09-28", "Use the format 2020-09-28"));
        }
        day
    }

    /// The only one that a typed name may mean.
    pub fn party(&mut self, leads: &Leads, typed: Typed<'_>) -> Option<Party> {
        let message = match leads.of(typed.side) {
            [party] => return Some(party.clone()),
            _ if typed.name.trim().is_empty() => {
                ("请填写名称、拼音或信用代码", "Enter a name or credit code")
            }
            [] => (
                "库里没有，请核对名称；新主体先登记",
                "Not registered: check the name, or register the organisation first",
            ),
            _ => ("有几家相近，请选一家", "Several are similar: choose one"),
        };
        self.fault(named(typed.side), message);
        None
    }

    /// `found`: the project of the typed number.
    pub fn project(&mut self, typed: &str, found: Option<&Source<ProjectId>>) -> Option<ProjectId> {
        if found.is_none() && !typed.trim().is_empty() {
            let message = (
                "没有这个编号的已放行项目，编号如 3-012",
                "No released project has this number, such as 3-012",
            );
            self.fault(("project", ("来源项目", "Comes from")), message);
        }
        found.map(|project| project.id)
    }

    /// Numbers are the buyer's own: of the agreements `found` by a typed one, the buyer's is meant.
    pub fn agreement<Id: Copy>(
        &mut self,
        field: Named,
        typed: &str,
        found: &[Source<Id>],
        buyer: Option<&Party>,
    ) -> Option<Id> {
        if typed.trim().is_empty() {
            return None;
        }
        let is_own = |one: &&Source<Id>| buyer.is_none_or(|buyer| one.buyer_id == buyer.id);
        let own = found.iter().find(is_own);
        if own.is_none() {
            let message = (
                "这家采购方没有这个编号的已签协议",
                "This buyer has no signed agreement of this number",
            );
            self.fault(field, message);
        }
        own.map(|one| one.id)
    }

    /// The reason of an act that has more fields.
    pub fn reason(&mut self, field: &'static str, typed: &str) -> Option<String> {
        let reason = words(typed, LONGEST_REASON);
        if reason.is_none() {
            self.fault((field, ("原因", "Reason")), REASON);
        }
        reason
    }
}

/// In characters.
const LONGEST_REASON: usize = 200;
pub const REASON: Texts = ("请写明原因，不超过 200 个字", "Enter a reason of 1 to 200 characters");
