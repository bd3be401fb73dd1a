//! Rows of the precomputed sums.

use super::ask::Ask;
use crate::journal::model::{Account, Division, Periods, Row, Span, Split};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgExecutor, query_file_as};

/// A row of `journal_sums`, as far as a division distinguishes it.
struct Summed {
    /// From 1.
    division: i64,
    account: Account,
    /// Its first day, in a series.
    month: Option<NaiveDate>,
    edition: i64,
    banner: String,
    part: String,
    amount: Decimal,
    records: i64,
}

impl Summed {
    fn row(self, division: &Division) -> Row {
        let (buyer_kind, category) = match division.grain.split {
            Split::Category => (String::new(), self.part),
            Split::KindAndCategory => {
                let (kind, category) = self.part.split_once('/').unwrap_or_default();
                (kind.to_string(), category.to_string())
            }
            Split::All | Split::BuyerKind => (self.part, String::new()),
        };
        Row {
            grain: Some(division.grain),
            account: self.account,
            span: match (division.periods, self.month) {
                (Periods::AllBut { day, .. }, _) => Span::AsOf(day),
                (Periods::Months { .. }, Some(first)) => Span::Month(first),
                (Periods::Months { .. }, None) => Span::Always,
            },
            edition: self.edition,
            banner: self.banner,
            buyer_kind,
            category,
            amount: self.amount,
            records: self.records,
        }
    }
}

/// Accounts, and divisions as the columns of a table.
#[derive(Default)]
struct Columns {
    accounts: Vec<Account>,
    stored: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    editions: Vec<Option<i64>>,
    banners: Vec<Option<String>>,
    keep_editions: Vec<bool>,
    keep_banners: Vec<bool>,
    keep_months: Vec<bool>,
    months_from: Vec<Option<NaiveDate>>,
    months_before: Vec<Option<NaiveDate>>,
    days_from: Vec<Option<NaiveDate>>,
    days_to: Vec<Option<NaiveDate>>,
}

impl Columns {
    fn of(accounts: &[Account], divisions: &[Division]) -> Self {
        let none = Self { accounts: accounts.to_vec(), ..Self::default() };
        divisions.iter().fold(none, |mut columns, division| {
            columns.stored.push(division.stored().into());
            columns.from.push(division.parts.0.clone());
            columns.to.push(division.parts.1.clone());
            columns.editions.push(division.edition);
            columns.banners.push(division.banner.clone());
            columns.keep_editions.push(division.grain.of_edition);
            columns.keep_banners.push(division.grain.of_banner);
            columns.keep_months.push(division.periods.keeps_months());
            columns.months_from.push(division.periods.months().0);
            columns.months_before.push(division.periods.months().1);
            columns.days_from.push(division.periods.days().map(|days| days.0));
            columns.days_to.push(division.periods.days().map(|days| days.1));
            columns
        })
    }
}

pub(super) async fn sums(db: impl PgExecutor<'_>, ask: &Ask<'_>) -> sqlx::Result<Vec<Row>> {
    let divisions = Division::all(ask.points);
    let rows = summed(db, &Columns::of(ask.accounts, &divisions)).await?;
    let division =
        |row: &Summed| usize::try_from(row.division - 1).ok().and_then(|n| divisions.get(n));
    Ok(rows
        .into_iter()
        .filter_map(|row| division(&row).map(|division| row.row(division)))
        .collect())
}

/// Month by month, or all time minus what follows. Sums of days combine all kinds and categories:
/// days of one are read from the entries.
async fn summed(db: impl PgExecutor<'_>, columns: &Columns) -> sqlx::Result<Vec<Summed>> {
    query_file_as!(
        Summed,
        "src/journal/store/sums.sql",
        &columns.accounts as &[Account],
        &columns.stored,
        &columns.from,
        &columns.to,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.keep_editions,
        &columns.keep_banners,
        &columns.keep_months,
        &columns.months_from as &[Option<NaiveDate>],
        &columns.months_before as &[Option<NaiveDate>],
        &columns.days_from as &[Option<NaiveDate>],
        &columns.days_to as &[Option<NaiveDate>]
    )
    .fetch_all(db)
    .await
}
