//! A booth with its products, a report with its lines, and what is usual.

use crate::{
    sales::model::{
        Line, Report,
        booth::{Booth, Exhibited},
        usual::{FEWEST_DAYS, Usual},
    },
    values::ids::{EditionId, ExhibitorId, OnsiteReportId, OrganisationId, UserId},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as, types::Json};

/// Whose booth: that of an organisation at an edition, or one by its number within a banner.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    Own(OrganisationId, EditionId),
    One(ExhibitorId, Option<&'a str>),
}

pub async fn booth(db: impl PgExecutor<'_>, whose: Whose<'_>) -> sqlx::Result<Option<Booth>> {
    let (own, one) = match whose {
        Whose::Own(organisation, edition) => (Some((organisation.0, edition.0)), None),
        Whose::One(exhibitor, banner) => (None, Some((exhibitor.0, banner))),
    };
    query_as!(
        Booth,
        r#"select e.id as "exhibitor_id!: _", e.organisation_id as "organisation_id!: _",
                  o.name as organisation, e.edition_id as "edition_id!: _", e.booth_code as code,
                  array(select r.fair_day from onsite_reports r where r.exhibitor_id = e.id
                        order by 1) as "reported!"
           from public_exhibitors e join organisations o on o.id = e.organisation_id
           where ($1::bigint is null or e.organisation_id = $1)
             and ($2::bigint is null or e.edition_id = $2)
             and ($3::bigint is null or e.id = $3)
             and ($4::text is null or o.banner_code = $4)"#,
        own.map(|own| own.0),
        own.map(|own| own.1),
        one.map(|one| one.0),
        one.and_then(|one| one.1)
    )
    .fetch_optional(db)
    .await
}

/// The products that it shows.
pub async fn exhibits(
    db: impl PgExecutor<'_>,
    exhibitor: ExhibitorId,
) -> sqlx::Result<Vec<Exhibited>> {
    query_as!(
        Exhibited,
        r#"select p.id as "product_id: _", p.name, p.specification, p.unit_code, p.category_code,
                  x.price
           from exhibits x join products p on p.id = x.product_id
           where x.exhibitor_id = $1 order by p.category_code, p.name, p.id"#,
        exhibitor.0
    )
    .fetch_all(db)
    .await
}

struct Row {
    id: OnsiteReportId,
    version: i32,
    exhibitor_id: ExhibitorId,
    organisation_id: OrganisationId,
    organisation: String,
    edition_id: EditionId,
    fair_day: i16,
    booth_code: Option<String>,
    said_none: bool,
    taken: Vec<String>,
    note: Option<String>,
    question: Option<String>,
    is_answered: bool,
    entered_by: Option<UserId>,
    is_on_behalf: bool,
    lines: Json<Vec<Line>>,
}

impl From<Row> for Report {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            version: row.version,
            exhibitor_id: row.exhibitor_id,
            organisation_id: row.organisation_id,
            organisation: row.organisation,
            edition_id: row.edition_id,
            fair_day: row.fair_day,
            booth_code: row.booth_code,
            said_none: row.said_none,
            taken: row.taken.iter().filter_map(|code| code.parse().ok()).collect(),
            note: row.note,
            question: row.question,
            is_answered: row.is_answered,
            entered_by: row.entered_by,
            is_on_behalf: row.is_on_behalf,
            lines: row.lines.0,
        }
    }
}

/// Which report: by its number within a banner, or of a booth and a day.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    One(OnsiteReportId, Option<&'a str>),
    Of(ExhibitorId, i16),
}

pub async fn report(db: impl PgExecutor<'_>, which: Which<'_>) -> sqlx::Result<Option<Report>> {
    let (one, of) = match which {
        Which::One(id, banner) => (Some((id.0, banner)), None),
        Which::Of(exhibitor, day) => (None, Some((exhibitor.0, day))),
    };
    let row = query_as!(
        Row,
        r#"select r.id as "id: _", r.version, r.exhibitor_id as "exhibitor_id: _",
                  e.organisation_id as "organisation_id: _", o.name as organisation,
                  e.edition_id as "edition_id: _", r.fair_day, p.booth_code as "booth_code?",
                  r.said_none, r.taken, r.note, r.question, r.is_answered,
                  r.entered_by as "entered_by: _", r.is_on_behalf,
                  coalesce((select jsonb_agg(to_jsonb(s) || jsonb_build_object(
                                'quantity', s.quantity::text, 'amount', s.amount::text,
                                'reported_amount', s.reported_amount::text) order by s.position)
                            from onsite_sales s
                            where s.exhibitor_id = r.exhibitor_id and s.fair_day = r.fair_day),
                      '[]') as "lines!: _"
           from onsite_reports r
           join exhibitors e on e.id = r.exhibitor_id
           join organisations o on o.id = e.organisation_id
           left join public_exhibitors p on p.id = e.id
           where ($1::bigint is null or r.id = $1)
             and ($2::text is null or o.banner_code = $2)
             and ($3::bigint is null or r.exhibitor_id = $3)
             and ($4::smallint is null or r.fair_day = $4)"#,
        one.map(|one| one.0),
        one.and_then(|one| one.1),
        of.map(|of| of.0),
        of.map(|of| of.1)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Report::from))
}

/// Until the transaction ends nobody else acts on the reports of this booth. Locked before its
/// lines, as posting does.
pub async fn lock_booth(connection: &mut PgConnection, exhibitor: ExhibitorId) -> sqlx::Result<()> {
    query!("select from exhibitors where id = $1 for no key update", exhibitor.0)
        .fetch_optional(connection)
        .await?;
    Ok(())
}

/// Of the editions before one, by the category that led a booth's day.
pub async fn usual_before(db: impl PgExecutor<'_>, edition: EditionId) -> sqlx::Result<Vec<Usual>> {
    let rows = query!(
        r#"with by_category as (
               select s.exhibitor_id, s.fair_day, s.category_code, sum(s.amount) as amount
               from onsite_sales s
               join exhibitors e on e.id = s.exhibitor_id
               join editions d on d.id = e.edition_id
               where s.confirmed_on is not null and s.amount > 0
                 and d.ordinal < (select ordinal from editions where id = $1)
               group by 1, 2, 3),
           days as (
               select sum(amount) as amount,
                      (array_agg(category_code order by amount desc, category_code))[1] as led_by
               from by_category group by exhibitor_id, fair_day)
           select led_by as "category!",
                  percentile_disc(array[0, 0.25, 0.5, 0.75, 1]) within group (order by amount)
                      as "points!: Vec<Decimal>"
           from days group by led_by having count(*) >= $2"#,
        edition.0,
        FEWEST_DAYS
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Usual::new(row.category, &row.points)).collect())
}
