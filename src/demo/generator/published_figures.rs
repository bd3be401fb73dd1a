//! The figures of the programme that the press reported, with their indicators.

use super::calendar::today;
use crate::{
    fairs::model::NewEdition, indicators::model::NewPublishedFigure, values::ids::EditionId,
};

/// Keys, values, units and wordings are those of the report on the third fair's opening.
const REPORTED: &str = include_str!("../published_figures.csv");
const SAID_IN: (&str, &str) =
    ("第三届农产品展洽会开幕报道", "the report on the third fair's opening");

pub fn published_figures(editions: &[NewEdition]) -> Vec<NewPublishedFigure> {
    let mut reader = csv::Reader::from_reader(REPORTED.as_bytes());
    let rows = reader.records().map(|row| row.expect("the table is part of the program"));
    rows.enumerate().map(|(i, row)| figure(i as i16 + 1, &row, editions)).collect()
}

fn figure(position: i16, row: &csv::StringRecord, editions: &[NewEdition]) -> NewPublishedFigure {
    let text = |i: usize| row[i].to_string();
    let wording = Some(text(7)).filter(|wording| !wording.is_empty());
    let said = |text: &str| wording.as_ref().map(|_| text.to_string());
    NewPublishedFigure {
        key: text(0),
        position,
        indicator: text(1),
        edition_id: edition(&row[2], editions),
        as_of: row[3].parse().expect("a day"),
        value: text(4),
        unit: text(5),
        qualifier: text(6),
        said_on: wording.as_ref().map(|_| today()),
        said_in: said(SAID_IN.0),
        said_in_en: said(SAID_IN.1),
        wording,
    }
}

fn edition(ordinal: &str, editions: &[NewEdition]) -> Option<EditionId> {
    editions.iter().find(|edition| edition.ordinal.to_string() == ordinal).map(|edition| edition.id)
}
