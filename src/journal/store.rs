//! Every statement on the journal. Nothing is written here: records post to it themselves.

use super::model::{Account, Division, Heads, Ledger, Periods, Point, Row, Scope, Span, Split};
use crate::values::ids::JournalEntryId;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, PgPool, query_as, query_scalar};

mod entries;
mod groups;
pub use groups::{holders, villages};

/// Which accounts of a scope are asked for, at which points.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub scope: &'a Scope,
    pub accounts: &'a [Account],
    pub points: &'a [Point],
}

impl Ask<'_> {
    fn last_day(&self) -> NaiveDate {
        self.points.iter().map(|point| point.day).max().unwrap_or(NaiveDate::MIN)
    }

    /// Whether rows must say when they are of.
    fn keeps_days(&self) -> bool {
        self.points.windows(2).any(|pair| pair[0].day != pair[1].day)
    }
}

/// What the accounts come to, by one statement.
pub async fn ledger(db: impl PgExecutor<'_>, ask: &Ask<'_>) -> sqlx::Result<Ledger> {
    match ask.scope.is_summed() {
        true => sums(db, ask).await.map(Ledger),
        false => entries::of_scope(db, ask, None).await.map(Ledger),
    }
}

/// What they came to when `known` was the journal's last entry.
pub async fn ledger_as_known(
    connection: &mut PgConnection,
    ask: &Ask<'_>,
    known: JournalEntryId,
) -> sqlx::Result<Ledger> {
    if !ask.scope.is_summed() {
        return entries::of_scope(connection, ask, Some(known)).await.map(Ledger);
    }
    // The sums of today without the entries since.
    let mut rows = sums(&mut *connection, ask).await?;
    rows.extend(entries::taken_back(connection, ask, known).await?);
    Ok(Ledger(rows))
}

/// The journal's last entry, once everything that has a smaller number is committed: what is frozen
/// is what was known
/// by then. Holds the journal until the transaction ends.
pub async fn freeze(connection: &mut PgConnection) -> sqlx::Result<JournalEntryId> {
    sqlx::query!("lock table journal_entries in share mode").execute(&mut *connection).await?;
    query_scalar!(r#"select coalesce(max(id), 0) as "id!: JournalEntryId" from journal_entries"#)
        .fetch_one(connection)
        .await
}

/// Up to where the accounts are written.
pub async fn heads(pool: &PgPool) -> sqlx::Result<Heads> {
    let rows = sqlx::query!(
        r#"select account as "account: Account", last_entry from journal_heads order by account"#
    );
    let rows = rows.fetch_all(pool).await?;
    let database = pool.connect_options().get_database().unwrap_or_default().to_string();
    Ok(Heads {
        database,
        entries: rows.into_iter().map(|row| (row.account, row.last_entry)).collect(),
    })
}

/// Posts everything that is due, as if each entry had been recorded on its day: for demonstration
/// data alone, by the role
/// that owns the tables.
pub async fn post_from_story(
    connection: &mut PgConnection,
    business_day: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!("select post_from_story($1)", business_day).execute(connection).await?;
    Ok(())
}

/// A row of `journal_sums`, as far as a division tells it apart.
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

/// Divisions as the columns of a table.
#[derive(Default)]
struct Columns {
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
    fn of(divisions: &[Division]) -> Self {
        divisions.iter().fold(Self::default(), |mut columns, division| {
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

/// From the sums that are kept ahead: month by month, or all time without what comes after. Sums of
/// days are of
/// all kinds and categories together: days of one are read from the entries.
async fn sums(db: impl PgExecutor<'_>, ask: &Ask<'_>) -> sqlx::Result<Vec<Row>> {
    let divisions = Division::all(ask.points);
    let columns = Columns::of(&divisions);
    let rows = query_as!(
        Summed,
        r#"with divisions as (
               select *, case when keeps_months then 1 else -1 end as sign
               from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bool[], $8::bool[], $9::bool[],
                           $10::date[], $11::date[], $12::date[], $13::date[]) with ordinality
                   as d (stored, part_from, part_to, edition, banner, keeps_edition, keeps_banner, keeps_months,
                         months_from, months_before, days_from, days_to, division))
           select d.division as "division!", s.account as "account!: Account",
                  case when d.keeps_months then s.starts_on end as month,
                  case when d.keeps_edition then s.edition_id else 0 end as "edition!",
                  case when d.keeps_banner then s.owner_banner_code else '' end as "banner!",
                  s.part as "part!", sum(s.amount) as "amount!", sum(s.records)::bigint as "records!"
           from divisions d,
           lateral (
               select account, starts_on, edition_id, owner_banner_code, part, amount, records
               from journal_sums
               where not d.keeps_months and split = d.stored and account = any ($1) and unit = 'ever'
                 and part between d.part_from and d.part_to
                 and (d.edition is null or edition_id = d.edition) and (d.banner is null or owner_banner_code = d.banner)
               union all
               select account, starts_on, edition_id, owner_banner_code, part, d.sign * amount, d.sign * records
               from journal_sums
               where split = d.stored and account = any ($1) and unit = 'month' and part between d.part_from and d.part_to
                 and starts_on >= coalesce(d.months_from, '-infinity') and starts_on < coalesce(d.months_before, 'infinity')
                 and (d.edition is null or edition_id = d.edition) and (d.banner is null or owner_banner_code = d.banner)
               union all
               select account, starts_on, edition_id, owner_banner_code, part, d.sign * amount, d.sign * records
               from journal_sums
               where split = d.stored and account = any ($1) and unit = 'day' and part between d.part_from and d.part_to
                 and starts_on between d.days_from and d.days_to
                 and (d.edition is null or edition_id = d.edition) and (d.banner is null or owner_banner_code = d.banner)
               union all
               select account, effective_on, coalesce(edition_id, 0), coalesce(owner_banner_code, ''),
                      case when d.stored like 'buyer_kind%' then buyer_kind when d.stored like 'category%' then category_code
                           else buyer_kind || '/' || category_code end as part,
                      d.sign * amount, d.sign * records
               from journal_entries
               where d.stored not like 'all%' and account = any ($1)
                 and effective_on between d.days_from and d.days_to
                 and (d.edition is null or edition_id = d.edition) and (d.banner is null or owner_banner_code = d.banner)) s
           where s.part between d.part_from and d.part_to
           group by 6, 3, 4, 5, 2, 1"#,
        ask.accounts as &[Account],
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
    .await?;
    let division =
        |row: &Summed| usize::try_from(row.division - 1).ok().and_then(|n| divisions.get(n));
    Ok(rows
        .into_iter()
        .filter_map(|row| division(&row).map(|division| row.row(division)))
        .collect())
}
