//! 签约清单: sheets of released deals, with what each carries over.

use crate::{
    fairs::model::planning::Planned,
    projects::model::deal::{RunRow, Tally, desk},
    ui::{amount::Stamp, crumbs::Crumbs},
    values::{
        amount::Amount,
        capitals, day,
        rung::{Intent, Rung},
        spoken::plain,
    },
    web::{office::Office, page::Page},
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// Rows that fit on A4 across, with heads and signatures.
const ROWS: usize = 12;

#[derive(Template)]
#[template(path = "signing/list.html")]
pub struct List {
    pub page: Page,
    pub office: Office,
    pub edition: Planned,
    pub sheets: Vec<Sheet>,
    pub tally: Tally,
    pub printed_at: DateTime<Utc>,
}

/// One printed page.
pub struct Sheet {
    pub number: usize,
    /// How many deals the pages before hold, and their sum.
    pub carried: Option<(usize, Amount<Intent>)>,
    pub rows: Vec<RunRow>,
    pub is_last: bool,
}

impl List {
    pub fn new(
        page: Page,
        office: Office,
        edition: Planned,
        rows: Vec<RunRow>,
        printed_at: DateTime<Utc>,
    ) -> Self {
        let tally = Tally::of(&rows);
        let last = rows.len().div_ceil(ROWS);
        let mut sheets = Vec::new();
        let mut carried = (0, Amount::ZERO);
        for (at, part) in rows.chunks(ROWS).enumerate() {
            sheets.push(Sheet {
                number: at + 1,
                carried: (at > 0).then_some(carried),
                rows: part.to_vec(),
                is_last: at + 1 == last,
            });
            let sum: Amount<Intent> = part.iter().map(|row| row.amount).sum();
            carried = (carried.0 + part.len(), carried.1 + sum);
        }
        Self { page, office, edition, sheets, tally, printed_at }
    }

    fn crumbs(&self) -> Crumbs {
        let desk = desk(self.edition.ordinal);
        self.page
            .crumbs()
            .to(self.page.t("签约台", "Signing desk"), desk)
            .here(self.page.t("签约清单", "List of signings"))
    }

    fn stamp(&self) -> Stamp {
        Stamp { rung: Rung::Intent, lang: self.page.lang }
    }

    /// An amount in 万元, for a column with its unit in the head.
    fn in_ten_thousands(&self, amount: &Amount<Intent>) -> String {
        plain((amount.in_yuan() / Decimal::from(10_000)).normalize(), 6)
    }

    fn words(&self) -> Option<String> {
        capitals::of_yuan(self.tally.released.1.in_yuan())
    }

    fn signed_on(&self) -> Option<NaiveDate> {
        self.sheets.first()?.rows.first().map(|row| row.signed_on)
    }

    fn signatories(&self) -> [&str; 3] {
        [
            self.page.t("登记", "Entered"),
            self.page.t("核对放行", "Checked and released"),
            self.page.t("组委会", "Organising committee"),
        ]
    }

    fn printed(&self) -> String {
        day::moment(self.printed_at)
    }
}
