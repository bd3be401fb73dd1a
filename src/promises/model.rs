//! A promise on paper, as agreements and contracts have it: who signs it, for which term, and how
//! it ends. draft → signed → at its end; or void.

use crate::{
    audit::model::records::Record,
    projects::model::{
        EndingClass,
        deal::{Parties, Party},
    },
    values::{ids::ProjectId, place_code::PlaceCode, search_text::SearchColumns},
};
use chrono::NaiveDate;
use std::{fmt::Display, str::FromStr};

/// What stands on every paper. The terms of each noun stand apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    /// The buyer's own.
    pub number: String,
    pub buyer: Party,
    pub supplier: Party,
    pub signed_on: NaiveDate,
    /// The term, with its last day.
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// The signed project that it comes from.
    pub project_id: Option<ProjectId>,
}

/// A field of the trail, with its value.
pub type Said = (&'static str, Option<String>);

impl Paper {
    /// The banner of the supplier, to which it is credited.
    pub fn banner(&self) -> Option<&PlaceCode> {
        self.supplier.banner_code.as_ref()
    }

    pub fn parties(&self) -> Parties {
        Parties {
            supplier: self.supplier.clone(),
            buyer: self.buyer.clone(),
            further: Vec::new(),
            villages: Vec::new(),
        }
    }

    pub fn found_by(&self) -> SearchColumns {
        SearchColumns::of(&[&self.title, &self.number], &[&self.supplier.name, &self.buyer.name])
            .at(self.banner().map_or("", PlaceCode::as_str))
    }

    /// In the trail.
    pub fn said(&self) -> Vec<Said> {
        vec![
            ("title", Some(self.title.clone())),
            ("number", Some(self.number.clone())),
            ("buyer", Some(self.buyer.name.clone())),
            ("supplier", Some(self.supplier.name.clone())),
            ("banner", self.banner().map(ToString::to_string)),
            ("signed_on", Some(self.signed_on.to_string())),
            ("starts_on", Some(self.starts_on.to_string())),
            ("ends_on", Some(self.ends_on.to_string())),
            ("project", self.project_id.map(|id| id.to_string())),
        ]
    }
}

/// What a form says.
#[derive(Debug, Clone)]
pub struct Draft<Terms> {
    pub paper: Paper,
    pub terms: Terms,
}

/// An early end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// From this day on it is not in force.
    pub on: NaiveDate,
    pub class: EndingClass,
    pub reason: String,
}

impl Ending {
    /// From the columns.
    pub fn of(
        on: Option<NaiveDate>,
        class: Option<EndingClass>,
        reason: Option<String>,
    ) -> Option<Self> {
        Some(Self { on: on?, class: class?, reason: reason.unwrap_or_default() })
    }
}

/// A record of the office with a paper.
pub trait Promise: Sized + Send + Sync {
    type Id: Copy + Display + FromStr<Err = ()> + From<i64> + Into<i64> + Send + Sync;
    type Terms: Send + Sync;
    const RECORD: &'static Record;

    fn id(&self) -> Self::Id;
    fn version(&self) -> i32;
    fn paper(&self) -> &Paper;
    fn terms(&self) -> &Self::Terms;
    /// The code of its state, as stored.
    fn state(&self) -> &'static str;
    fn is_void(&self) -> bool;
    /// Whether the office may still change it.
    fn is_draft(&self) -> bool;
    /// Signed, and not at its end.
    fn is_open(&self) -> bool;

    /// Its page in the office.
    fn path(&self) -> String {
        format!("/admin/{}/{}", Self::RECORD.code, self.id())
    }

    /// The terms in the trail.
    fn said(terms: &Self::Terms) -> Vec<Said>;
}
