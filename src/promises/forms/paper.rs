//! What is typed for a paper.

use super::{
    leads::{Leads, PartyField, Typed},
    reader::{Named, Reader},
};
use crate::{
    organisations::model::Side,
    projects::{model::source::Source, store::deals},
    promises::model::{Paper, Promise},
    values::ids::ProjectId,
    web::{declaration::links::Texts, page::Page},
};
use serde::Deserialize;
use sqlx::PgConnection;

/// The part that the forms of all nouns have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PaperForm {
    /// The code of the form: sent twice, it makes one record.
    pub form: String,
    pub version: String,
    pub title: String,
    pub number: String,
    pub buyer: String,
    pub buyer_id: String,
    pub supplier: String,
    pub supplier_id: String,
    pub signed_on: String,
    pub starts_on: String,
    pub ends_on: String,
    /// The number of the signed project that it comes from.
    pub project: String,
}

/// What a noun calls the number and the term.
pub struct Labels {
    pub number: Texts,
    pub starts_on: Texts,
    pub ends_on: Texts,
    /// Of a term that ends before its first day.
    pub first_day: Texts,
}

/// What the typed names and numbers may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub leads: Leads,
    pub project: Option<Source<ProjectId>>,
}

impl Found {
    pub async fn of(connection: &mut PgConnection, form: &PaperForm) -> sqlx::Result<Self> {
        let leads = Leads::find(&mut *connection, form.leads()).await?;
        let project = match form.project.trim() {
            "" => None,
            number => deals::released_numbered(connection, number).await?,
        };
        Ok(Self { leads, project })
    }
}

impl PaperForm {
    /// `project`: the number of the one that it comes from.
    pub fn of(record: &impl Promise, project: Option<&String>) -> Self {
        let paper = record.paper();
        Self {
            form: String::new(),
            version: record.version().to_string(),
            title: paper.title.clone(),
            number: paper.number.clone(),
            buyer: paper.buyer.name.clone(),
            buyer_id: paper.buyer.id.to_string(),
            supplier: paper.supplier.name.clone(),
            supplier_id: paper.supplier.id.to_string(),
            signed_on: paper.signed_on.to_string(),
            starts_on: paper.starts_on.to_string(),
            ends_on: paper.ends_on.to_string(),
            project: project.cloned().unwrap_or_default(),
        }
    }

    fn leads(&self) -> [Typed<'_>; 2] {
        [
            Typed { side: Side::Buyer, name: &self.buyer, chosen: &self.buyer_id },
            Typed { side: Side::Supplier, name: &self.supplier, chosen: &self.supplier_id },
        ]
    }

    pub fn parties<'a>(&'a self, page: &'a Page, found: &'a Found) -> [PartyField<'a>; 2] {
        self.leads().map(|typed| found.leads.field(page, typed))
    }

    pub fn parse(&self, reader: &mut Reader<'_>, found: &Found, labels: &Labels) -> Option<Paper> {
        let title = reader.line(("title", ("名称", "Title")), &self.title, 80);
        let number = reader.line(("number", labels.number), &self.number, 40);
        let [buyer, supplier] = self.leads().map(|typed| reader.party(&found.leads, typed));
        let (starts, ends): (Named, Named) =
            (("starts_on", labels.starts_on), ("ends_on", labels.ends_on));
        let signed_on = reader.day(("signed_on", ("签订日", "Signed on")), &self.signed_on);
        let starts_on = reader.day(starts, &self.starts_on);
        let ends_on = reader.day(ends, &self.ends_on);
        if signed_on.zip(starts_on).is_some_and(|(signed, starts)| starts < signed) {
            reader.fault(starts, ("不能早于签订日", "Not before the day of signing"));
        }
        if starts_on.zip(ends_on).is_some_and(|(starts, ends)| ends < starts) {
            reader.fault(ends, labels.first_day);
        }
        let project_id = reader.project(&self.project, found.project.as_ref());
        Some(Paper {
            title: title?,
            number: number?,
            buyer: buyer?,
            supplier: supplier?,
            signed_on: signed_on?,
            starts_on: starts_on?,
            ends_on: ends_on?,
            project_id,
        })
    }
}
