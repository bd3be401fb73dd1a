//! 签约清单: sheets of released deals, with what each carries over. Intents and contracts are on
//! sheets apart.

use crate::{
    fairs::model::planning::Planned,
    projects::model::deal::{RunRow, Signed, Tally, desk},
    ui::{amount::Stamp, crumbs::Crumbs},
    values::{
        amount::Amount,
        capitals, day,
        figure::Figure,
        rung::{OnRung, Rung},
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
    pub rung: Rung,
    pub number: usize,
    /// How many sheets its rung has.
    pub of: usize,
    /// How many deals the pages before hold, and their sum.
    pub carried: Option<(usize, Figure)>,
    pub rows: Vec<RunRow>,
    /// How many deals there are and their sum, on the last sheet of its rung.
    pub total: Option<(usize, Figure)>,
}

impl Sheet {
    /// Where it is on the page, unique among all sheets.
    fn id(&self) -> String {
        format!("{}-{}", self.rung.code(), self.number)
    }

    fn is_of_intents(&self) -> bool {
        self.rung == Rung::Intent
    }
}

/// The sheets of one rung. `amount`: of a deal on this rung.
fn sheets<R: OnRung>(rows: &[RunRow], amount: impl Fn(Signed) -> Option<Amount<R>>) -> Vec<Sheet> {
    let deals = rows.iter().filter_map(|row| Some((row, amount(row.signed())?)));
    let deals: Vec<(&RunRow, Amount<R>)> = deals.collect();
    let last = deals.len().div_ceil(ROWS);
    let (mut count, mut sum) = (0, Amount::ZERO);
    let mut sheets = Vec::with_capacity(last);
    for (at, part) in deals.chunks(ROWS).enumerate() {
        let carried = (at > 0).then_some((count, sum.figure()));
        count += part.len();
        sum = sum + part.iter().map(|(_, amount)| *amount).sum();
        sheets.push(Sheet {
            rung: R::RUNG,
            number: at + 1,
            of: last,
            carried,
            rows: part.iter().map(|(row, _)| (*row).clone()).collect(),
            total: (at + 1 == last).then_some((count, sum.figure())),
        });
    }
    sheets
}

impl List {
    pub fn new(
        page: Page,
        office: Office,
        edition: Planned,
        rows: &[RunRow],
        printed_at: DateTime<Utc>,
    ) -> Self {
        let mut all = sheets(rows, Signed::intent);
        all.extend(sheets(rows, Signed::contract));
        Self { page, office, edition, sheets: all, tally: Tally::of(rows), printed_at }
    }

    fn crumbs(&self) -> Crumbs {
        let desk = desk(self.edition.ordinal);
        self.page
            .crumbs()
            .to(self.page.t("签约台", "Signing desk"), desk)
            .here(self.page.t("签约清单", "List of signings"))
    }

    fn stamp(&self, sheet: &Sheet) -> Stamp {
        Stamp { rung: sheet.rung, lang: self.page.lang }
    }

    /// 意向 第 1 页，共 6 页
    fn place(&self, sheet: &Sheet) -> String {
        let name = sheet.rung.name(self.page.lang);
        match self.page.zh() {
            true => format!("{name} 第 {} 页，共 {} 页", sheet.number, sheet.of),
            false => format!("{name}: page {} of {}", sheet.number, sheet.of),
        }
    }

    /// An amount in 万元, for a column with its unit in the head.
    fn in_ten_thousands(&self, yuan: Decimal) -> String {
        plain((yuan / Decimal::from(10_000)).normalize(), 6)
    }

    fn words(&self, total: &Figure) -> Option<String> {
        capitals::of_yuan(total.in_yuan())
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
