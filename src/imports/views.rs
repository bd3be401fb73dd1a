//! The views of imports.

use super::{
    forms::{edition_field, open_editions, sheet_field},
    model::{Fate, Import, Kind, Reason, Row, State},
};
use crate::{
    audit::{
        model::{names::Names, records::Record},
        views::{Line, field_name, value},
    },
    exhibitors::model::trail::EXHIBITORS,
    imports::model::rights::IMPORT_SHEETS,
    organisations::model::trail::ORGANISATIONS,
    products::model::trail::PRODUCTS,
    projects::model::trail::PROJECTS,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
    },
    values::facet::{FacetCount, FacetCounts},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "imports/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub imports: Vec<Import>,
    /// A form for each kind, with its own code.
    pub forms: Vec<(Kind, String)>,
    pub edition: String,
    pub errors: Errors,
}

impl Index {
    /// The editions that a form offers, and the chosen one.
    fn editions(&self, kind: &Kind) -> Vec<(String, String, bool)> {
        let page = &self.page;
        let current = page.edition().map(|edition| edition.ordinal.to_string());
        // The signing desk links to the sheet of its edition.
        let asked = page.query.get("edition").filter(|_| *kind == Kind::Deals);
        let chosen = match asked {
            Some(asked) if self.edition.is_empty() => asked.to_string(),
            None if self.edition.is_empty() && kind.needs_edition() => current.unwrap_or_default(),
            _ => self.edition.clone(),
        };
        let editions = open_editions(page).into_iter();
        editions
            .map(|edition| {
                (
                    edition.ordinal.to_string(),
                    edition.short_name(page.lang),
                    edition.ordinal.to_string() == chosen,
                )
            })
            .collect()
    }

    fn sheet(&self, kind: &Kind) -> &'static str {
        sheet_field(*kind)
    }

    fn edition_of(&self, kind: &Kind) -> &'static str {
        edition_field(*kind)
    }

    /// What the edition of a sheet is for.
    fn edition_label(&self, kind: &Kind) -> &str {
        match kind {
            Kind::Exhibitors => self.page.t("参展届次", "Edition"),
            Kind::Products => self.page.t("展出届次", "Edition at which it is shown"),
            Kind::Deals => self.page.t("签约届次", "Edition of the ceremony"),
        }
    }

    fn place(&self, import: &Import) -> String {
        place(&self.page, import)
    }

    fn count(&self, import: &Import, fate: &Fate) -> String {
        self.page.count(&import.counts.of(*fate))
    }
}

/// `第三届`, or nothing.
fn place(page: &Page, import: &Import) -> String {
    import
        .edition
        .map(|ordinal| {
            format!("{}{}", crate::fairs::model::ordinal(ordinal, page.lang), page.t("", " fair"))
        })
        .unwrap_or_default()
}

#[derive(Template)]
#[template(path = "imports/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    pub import: Import,
    pub list: Listing,
    pub rows: Vec<Row>,
    /// The names of the codes in the rows.
    pub names: Names,
    pub history: Vec<Line>,
}

/// The number of rows of each result, and of the chosen one.
pub fn counts(import: &Import, chosen: Option<Fate>) -> FacetCounts {
    let count = |facet: &str, value: &str, count| FacetCount {
        facet: facet.into(),
        value: value.into(),
        count,
    };
    let total = chosen.map_or(import.counts.total(), |fate| import.counts.of(fate));
    let fates = Fate::ALL.iter().map(|fate| count("fate", fate.code(), import.counts.of(*fate)));
    FacetCounts(fates.chain([count("total", "", total)]).collect())
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let fates =
        Fate::ALL.iter().map(|fate| (fate.code().to_string(), fate.name(page.lang).to_string()));
    list.facet(page, ("fate", "结果", "Result"), counts, fates);
}

/// The places whose codes are in the rows.
pub fn place_codes(rows: &[Row]) -> Vec<String> {
    let of_places = |(name, before, after): (&str, Option<&str>, Option<&str>)| {
        let is_place = ["division", "origin", "banner"].contains(&name);
        [before, after]
            .into_iter()
            .flatten()
            .filter(|_| is_place)
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    rows.iter().flat_map(Row::fields).flat_map(of_places).collect()
}

/// The deals that rows renew.
pub fn deal_ids(rows: &[Row]) -> Vec<i64> {
    let fields = rows.iter().flat_map(Row::fields).filter(|(name, ..)| *name == "renews");
    let ids = fields.flat_map(|(_, before, after)| [before, after]).flatten();
    ids.filter_map(|id| id.parse().ok()).collect()
}

impl Show {
    fn crumbs(&self) -> Crumbs {
        self.page
            .crumbs()
            .to(self.page.t("导入", "Import"), "/admin/imports")
            .here(self.import.file_name.clone())
    }

    fn place(&self) -> String {
        place(&self.page, &self.import)
    }

    fn may_import(&self) -> bool {
        self.office.may(IMPORT_SHEETS)
    }

    fn may_be_discarded(&self) -> bool {
        matches!(self.import.state, State::Previewed | State::Outdated) && !self.import.is_running
    }

    fn has_nothing_to_write(&self) -> bool {
        let counts = &self.import.counts;
        self.import.state == State::Previewed
            && counts.refused == 0
            && counts.new + counts.changed == 0
    }

    fn is_applied(&self) -> bool {
        self.import.state == State::Applied
    }

    fn is_discarded(&self) -> bool {
        self.import.state == State::Discarded
    }

    fn to_write(&self) -> i64 {
        i64::from(self.import.counts.new + self.import.counts.changed)
    }

    fn is_new(&self, row: &Row) -> bool {
        row.fate == Fate::New
    }

    /// The changes of a row; none for a refused one.
    fn changes<'a>(&self, row: &'a Row) -> Vec<(String, Option<String>, Option<String>)> {
        if row.fate == Fate::Refused {
            return Vec::new();
        }
        let says = |name: &'a str, value: Option<&str>| value.map(|value| self.value(name, value));
        row.fields()
            .into_iter()
            .map(|(name, before, after)| (self.field(name), says(name, before), says(name, after)))
            .collect()
    }

    /// The noun of a change in the trail: an organisation and its participation, a product or a deal.
    fn noun(&self, name: &str) -> &'static Record {
        match self.import.kind {
            Kind::Products => &PRODUCTS,
            Kind::Deals => &PROJECTS,
            Kind::Exhibitors if ["state", "zone"].contains(&name) => &EXHIBITORS,
            Kind::Exhibitors => &ORGANISATIONS,
        }
    }

    fn field(&self, name: &str) -> String {
        field_name(self.page.lang, Some(self.noun(name)), name)
    }

    /// The meaning of a code.
    fn value(&self, name: &str, recorded: &str) -> String {
        self.noun(name).field(name).map_or_else(
            || recorded.to_string(),
            |field| value(self.page.lang, &self.names, field.reads, recorded),
        )
    }

    /// The column of a reason, as named in the sheet.
    fn column(&self, reason: &Reason) -> &str {
        self.import.kind.column(&reason.column).map_or("", |column| column.name(self.page.lang))
    }
}
