//! The report of a booth and a day: what it sold line by line, or that it sold nothing. Only
//! confirmed lines count. `exhibitors::model::onsite` says which sums of them are public.

pub mod booth;
pub mod days;
pub mod office;
pub mod rights;
pub mod trail;
pub mod usual;

use crate::values::{
    day::last_ended_month,
    ids::{
        EditionId, ExhibitorId, OnsiteReportId, OnsiteSaleId, OrganisationId, ProductId, UserId,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The most lines of a report.
pub const MOST_LINES: usize = 60;

crate::coded! {
    /// How buyers paid at the booth.
    Taken {
        Scan "scan" "扫码" "By code",
        Cash "cash" "现金" "Cash",
        Transfer "transfer" "转账" "Transfer",
    }
}

/// What a booth says of its day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Empty: it sold nothing.
    pub lines: Vec<NewLine>,
    pub taken: Vec<Taken>,
    pub note: Option<String>,
}

impl Said {
    pub fn total(&self) -> Decimal {
        self.lines.iter().map(|line| line.amount).sum()
    }

    pub fn leading(&self) -> Option<&str> {
        leading(self.lines.iter().map(|line| (line.category_code.as_str(), line.amount)))
    }
}

/// A line of a report: a product, other goods, or the total of a category, which has no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Of the first level.
    pub category_code: String,
    pub product_id: Option<ProductId>,
    pub name: Option<String>,
    pub quantity: Option<Decimal>,
    pub unit_code: Option<String>,
    /// In yuan.
    pub amount: Decimal,
}

/// A line as it stands.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    pub id: i64,
    pub category_code: String,
    pub product_id: Option<i64>,
    pub name: Option<String>,
    pub quantity: Option<Decimal>,
    pub unit_code: Option<String>,
    pub amount: Decimal,
    /// What the booth said, where the amount was corrected.
    pub reported_amount: Option<Decimal>,
    pub correction: Option<String>,
    pub confirmed_on: Option<NaiveDate>,
    pub confirmed_by: Option<String>,
}

impl Line {
    pub fn id(&self) -> OnsiteSaleId {
        OnsiteSaleId(self.id)
    }

    pub fn reported(&self) -> Decimal {
        self.reported_amount.unwrap_or(self.amount)
    }

    /// Part of a published sum, or of one that waits for others: a change of it would disclose this
    /// exhibitor.
    pub fn is_published(&self, today: NaiveDate) -> bool {
        self.confirmed_on.is_some_and(|day| day <= last_ended_month(today))
    }
}

/// The report of a booth and a day.
#[derive(Debug, Clone)]
pub struct Report {
    pub id: OnsiteReportId,
    pub version: i32,
    pub exhibitor_id: ExhibitorId,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub edition_id: EditionId,
    pub fair_day: i16,
    pub booth_code: Option<String>,
    pub said_none: bool,
    pub taken: Vec<Taken>,
    pub note: Option<String>,
    pub question: Option<String>,
    pub is_answered: bool,
    pub entered_by: Option<UserId>,
    pub is_on_behalf: bool,
    pub lines: Vec<Line>,
}

impl Report {
    pub fn total(&self) -> Decimal {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// What the booth said it took.
    pub fn reported(&self) -> Decimal {
        self.lines.iter().map(Line::reported).sum()
    }

    pub fn leading(&self) -> Option<&str> {
        leading(self.lines.iter().map(|line| (line.category_code.as_str(), line.amount)))
    }

    pub fn is_waiting(&self) -> bool {
        self.lines.iter().any(|line| line.confirmed_on.is_none())
    }

    /// From the first confirmation on, the booth changes it no more.
    pub fn is_settled(&self) -> bool {
        self.lines.iter().any(|line| line.confirmed_on.is_some())
    }

    /// Whoever entered it leaves the confirmation to somebody else.
    pub fn is_entered_by(&self, user: UserId) -> bool {
        self.entered_by == Some(user)
    }

    /// What may still be taken back: what was confirmed in a month that is not over.
    pub fn may_be_taken_back(&self, today: NaiveDate) -> bool {
        self.lines.iter().any(|line| line.confirmed_on.is_some() && !line.is_published(today))
    }

    pub fn may_be_corrected(&self, today: NaiveDate) -> bool {
        self.lines.iter().any(|line| !line.is_published(today))
    }

    pub fn has_open_question(&self) -> bool {
        self.question.is_some() && !self.is_answered
    }
}

/// The category that sold most; of equals the first code.
fn leading<'a>(lines: impl Iterator<Item = (&'a str, Decimal)>) -> Option<&'a str> {
    let mut sums: std::collections::BTreeMap<&str, Decimal> = Default::default();
    for (code, amount) in lines {
        *sums.entry(code).or_default() += amount;
    }
    sums.into_iter().rev().max_by_key(|(_, amount)| *amount).map(|(code, _)| code)
}

/// The report of a booth and a day, as the demonstration has it.
#[derive(Debug, Clone, Serialize)]
pub struct NewOnsiteReport {
    pub id: OnsiteReportId,
    pub exhibitor_id: ExhibitorId,
    pub fair_day: i16,
    pub said_none: bool,
    pub taken: Vec<&'static str>,
}

/// A line of it, in yuan: not a step of the ladder.
#[derive(Debug, Clone, Serialize)]
pub struct NewOnsiteSale {
    pub id: OnsiteSaleId,
    pub exhibitor_id: ExhibitorId,
    pub fair_day: i16,
    pub position: i16,
    pub sold_on: Option<NaiveDate>,
    /// Of the first level.
    pub category_code: String,
    pub product_id: Option<ProductId>,
    pub name: Option<String>,
    pub quantity: Option<Decimal>,
    pub unit_code: Option<String>,
    pub amount: Decimal,
    pub confirmed_on: Option<NaiveDate>,
    pub confirmed_by: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(category: &str, yuan: i64, confirmed: Option<&str>) -> Line {
        Line {
            id: 1,
            category_code: category.into(),
            product_id: None,
            name: None,
            quantity: None,
            unit_code: None,
            amount: yuan.into(),
            reported_amount: None,
            correction: None,
            confirmed_on: confirmed.map(|day| day.parse().unwrap()),
            confirmed_by: None,
        }
    }

    fn report(lines: Vec<Line>) -> Report {
        Report {
            id: OnsiteReportId(1),
            version: 1,
            exhibitor_id: ExhibitorId(1),
            organisation_id: OrganisationId(1),
            organisation: String::new(),
            edition_id: EditionId(3),
            fair_day: 1,
            booth_code: None,
            said_none: false,
            taken: Vec::new(),
            note: None,
            question: None,
            is_answered: false,
            entered_by: Some(UserId(7)),
            is_on_behalf: false,
            lines,
        }
    }

    #[test]
    fn the_leading_category_sold_most() {
        let of = |lines: &[(&'static str, i64)]| {
            leading(lines.iter().map(|(code, yuan)| (*code, Decimal::from(*yuan))))
        };
        assert_eq!(of(&[("01", 300), ("02", 200), ("02", 200)]), Some("02"));
        assert_eq!(of(&[("03", 5), ("01", 5)]), Some("01"));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_confirmation_is_taken_back_within_its_month_alone() {
        let confirmed = report(vec![line("01", 5, Some("2020-09-30"))]);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(confirmed.may_be_taken_back(day("2020-09-30")));
        assert!(!confirmed.may_be_taken_back(day("2020-10-01")));
        assert!(!confirmed.may_be_corrected(day("2020-10-01")));
        let waiting = report(vec![line("01", 5, None)]);
        assert!(!waiting.may_be_taken_back(day("2020-10-01")), "nothing is confirmed");
        assert!(waiting.may_be_corrected(day("2020-10-01")));
    }

    #[test]
    fn a_report_waits_while_a_line_does_and_is_settled_by_the_first() {
        let partly = report(vec![line("01", 5, None), line("02", 5, Some("2020-09-28"))]);
        assert!(partly.is_waiting() && partly.is_settled());
        let none = report(Vec::new());
        assert!(!none.is_waiting() && !none.is_settled());
        assert!(none.is_entered_by(UserId(7)) && !none.is_entered_by(UserId(8)));
    }

    #[test]
    fn a_corrected_line_still_says_what_was_reported() {
        let corrected = Line {
            reported_amount: Some(36_000.into()),
            correction: Some("多写了零".into()),
            ..line("01", 3_600, None)
        };
        let report = report(vec![corrected, line("01", 100, None)]);
        let sums = (report.total(), report.reported());
        assert_eq!(sums, (Decimal::from(3_700), Decimal::from(36_100)));
    }
}
