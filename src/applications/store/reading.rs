//! Reads of applications, for applicants and reviewers.

use crate::{
    applications::model::{Application, Asked, Filter, Notice, Shown, Step, Waits},
    exhibitors::model::ExhibitorState,
    fairs::model::EditionState,
    organisations::model::OrganisationKind,
    values::{
        facet::FacetCount,
        ids::{EditionId, ExhibitorId, OrganisationId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query, query_as};

struct Row {
    id: ExhibitorId,
    edition_id: EditionId,
    edition: i16,
    edition_state: EditionState,
    organisation_id: OrganisationId,
    organisation: String,
    kind: OrganisationKind,
    banner: Option<PlaceCode>,
    state: ExhibitorState,
    applied_on: NaiveDate,
    published_on: Option<NaiveDate>,
    booth: Option<String>,
    zone: Option<String>,
    zone_name: Option<String>,
    zone_name_en: Option<String>,
    contact_name: Option<String>,
    contact_phone: Option<String>,
    note: Option<String>,
    version: Option<i32>,
}

impl From<Row> for Application {
    fn from(row: Row) -> Self {
        let asked = row.version.map(|version| Asked {
            zone: row.zone,
            zone_name: row.zone_name.zip(row.zone_name_en),
            contact_name: row.contact_name.unwrap_or_default(),
            contact_phone: row.contact_phone.unwrap_or_default(),
            note: row.note,
            version,
        });
        Self {
            id: row.id,
            edition_id: row.edition_id,
            edition: row.edition,
            edition_state: row.edition_state,
            organisation_id: row.organisation_id,
            organisation: row.organisation,
            kind: row.kind,
            banner: row.banner,
            state: row.state,
            applied_on: row.applied_on,
            published_on: row.published_on,
            booth: row.booth,
            asked,
        }
    }
}

macro_rules! applications {
    ($tail:literal, $filter:expr $(, $more:expr)*) => {
        query_as!(
            Row,
            r#"select e.id as "id: _", e.edition_id as "edition_id: _", ed.ordinal as edition, ed.state as "edition_state: _",
                      e.organisation_id as "organisation_id: _", o.name as organisation, o.kind as "kind: _", o.banner_code as "banner: _",
                      e.state as "state: _", e.applied_on, e.published_on,
                      (select b.code from booth_assignments s join booths b on b.id = s.booth_id
                       where s.exhibitor_id = e.id and s.released_at is null) as booth,
                      z.code as "zone?", z.name as "zone_name?", z.name_en as "zone_name_en?",
                      a.contact_name as "contact_name?", a.contact_phone as "contact_phone?", a.note, a.version as "version?"
               from exhibitors e
               join editions ed on ed.id = e.edition_id
               join organisations o on o.id = e.organisation_id
               left join applications a on a.exhibitor_id = e.id
               left join zones z on z.id = a.zone_id
               where ($1::bigint is null or e.organisation_id = $1) and ($2::text is null or o.banner_code = $2)
                 and ($3::smallint is null or ed.ordinal = $3) and ($4::text is null or o.banner_code = $4) and ($5::text is null or e.state = $5)
                 and ($6::text is null or position($6 in o.name) > 0 or position(lower($6) in o.pinyin) > 0 or o.number = upper($6)) "#
                + $tail,
            $filter.organisation.map(|id| id.0),
            $filter.scope.as_ref().map(|code| code.as_str()),
            $filter.edition,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.state.map(|state| state.code()),
            $filter.typed
            $(, $more)*
        )
    };
}

/// The records of `ids` within the scope, by name.
pub async fn picked(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    ids: &[i64],
) -> sqlx::Result<Vec<Application>> {
    let rows = applications!("and e.id = any ($7) order by o.pinyin, e.id", filter, ids);
    Ok(rows.fetch_all(db).await?.into_iter().map(Application::from).collect())
}

/// Pending ones first, then the latest edition, then the longest waiting; closed editions last.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Application>> {
    let rows = applications!(
        "order by ed.state = 'closed', e.state not in ('applied', 'recommended', 'approved'), ed.ordinal desc,
                  array_position(array['applied', 'recommended', 'approved'], e.state), e.applied_on, o.pinyin, e.id
         limit $7 offset $8",
        filter,
        limit,
        offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Application::from).collect())
}

pub async fn find(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    id: ExhibitorId,
) -> sqlx::Result<Option<Application>> {
    Ok(applications!("and e.id = $7", filter, id.0)
        .fetch_optional(db)
        .await?
        .map(Application::from))
}

/// Like `find`, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    filter: &Filter,
    id: ExhibitorId,
) -> sqlx::Result<Option<Application>> {
    // Read by a second statement: the one that waits for the lock may see older data.
    query!("select from exhibitors where id = $1 for update", id.0)
        .fetch_optional(&mut *connection)
        .await?;
    find(connection, filter, id).await
}

/// The counts for each edition, state and banner; each facet applies all filters but its own.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with counted as (
               select ed.ordinal::text as edition, e.state, coalesce(o.banner_code, '') as banner, count(*) as n,
                      ($3::smallint is null or ed.ordinal = $3) as in_edition, ($4::text is null or o.banner_code = $4) as in_banner,
                      ($5::text is null or e.state = $5) as in_state
               from exhibitors e join editions ed on ed.id = e.edition_id join organisations o on o.id = e.organisation_id
               where ($1::bigint is null or e.organisation_id = $1) and ($2::text is null or o.banner_code = $2)
                 and ($6::text is null or position($6 in o.name) > 0 or position(lower($6) in o.pinyin) > 0 or o.number = upper($6))
               group by ed.ordinal, e.state, o.banner_code)
           select 'total' as "facet!", '' as "value!", coalesce(sum(n), 0)::bigint as "count!" from counted where in_edition and in_banner and in_state
           union all select 'edition', edition, sum(n)::bigint from counted where in_banner and in_state group by 2
           union all select 'state', state, sum(n)::bigint from counted where in_edition and in_banner group by 2
           union all select 'banner', banner, sum(n)::bigint from counted where in_edition and in_state and banner <> '' group by 2"#,
        filter.organisation.map(|id| id.0),
        filter.scope.as_ref().map(|code| code.as_str()),
        filter.edition,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.state.map(|state| state.code()),
        filter.typed
    )
    .fetch_all(db)
    .await
}

/// The number of exhibitors of an edition, by state.
pub async fn of_edition(
    db: impl PgExecutor<'_>,
    edition: EditionId,
) -> sqlx::Result<Vec<(ExhibitorState, i64)>> {
    let rows = query!(
        r#"select state as "state: ExhibitorState", count(*) as "n!" from exhibitors where edition_id = $1 group by state"#,
        edition.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.state, row.n)).collect())
}

pub async fn steps(db: impl PgExecutor<'_>, id: ExhibitorId) -> sqlx::Result<Vec<Step>> {
    query_as!(
        Step,
        r#"select state as "state: _", note, taken_at from application_steps where exhibitor_id = $1 order by id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// The products to be shown: the exhibits once approved, until then the requested ones.
pub async fn shown(db: impl PgExecutor<'_>, id: ExhibitorId) -> sqlx::Result<Vec<Shown>> {
    query_as!(
        Shown,
        r#"select p.id as "id: _", p.name, p.specification, p.unit_code, asked.price as "price!", p.state = 'published' as "is_published!"
           from exhibitors e
           join lateral (
               select product_id, price from exhibits where exhibitor_id = e.id and e.state in ('approved', 'published', 'checked_in')
               union all
               select product_id, price from application_products
               where exhibitor_id = e.id and e.state not in ('approved', 'published', 'checked_in')) asked on true
           join products p on p.id = asked.product_id
           where e.id = $1 order by p.pinyin, p.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// Products that an organisation may show, with their prices.
pub async fn offers(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    most: i64,
) -> sqlx::Result<Vec<Shown>> {
    query_as!(
        Shown,
        r#"select id as "id: _", name, specification, unit_code, price, state = 'published' as "is_published!"
           from products where organisation_id = $1 and state in ('submitted', 'published') order by pinyin, id limit $2"#,
        organisation.0,
        most
    )
    .fetch_all(db)
    .await
}

/// The pending applications, within a scope and of an organisation.
pub async fn waits(
    db: impl PgExecutor<'_>,
    organisation: Option<OrganisationId>,
    scope: Option<&PlaceCode>,
) -> sqlx::Result<Waits> {
    query_as!(
        Waits,
        r#"select count(*) filter (where e.state = 'applied' and (o.banner_code = $2 or $2::text is null and o.banner_code is null)) as "to_recommend!",
                  count(*) filter (where e.state = 'recommended') as "to_approve!",
                  count(*) filter (where e.state = 'approved' and ed.state in ('scheduled', 'running')) as "to_publish!",
                  count(*) filter (where e.state = 'declined' and ed.state = 'applications_open' and e.organisation_id = $1) as "to_correct!",
                  (select count(*) from editions open
                   where open.state = 'applications_open' and $1::bigint is not null
                     and not exists (select from exhibitors own where own.edition_id = open.id and own.organisation_id = $1)) as "to_apply!"
           from exhibitors e join editions ed on ed.id = e.edition_id join organisations o on o.id = e.organisation_id
           where e.state in ('applied', 'recommended', 'approved', 'declined') and ed.state not in ('draft', 'closed')
             and ($1::bigint is null or e.organisation_id = $1) and ($2::text is null or o.banner_code = $2)"#,
        organisation.map(|id| id.0),
        scope.map(|code| code.as_str())
    )
    .fetch_one(db)
    .await
}

/// Public notices of an edition that run on a day.
pub async fn notices(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    day: NaiveDate,
) -> sqlx::Result<Vec<Notice>> {
    query_as!(
        Notice,
        "select starts_on, ends_on, contact, exhibitors from public_notices
         where edition_id = $1 and starts_on <= $2 and ends_on >= $2 order by ends_on, id",
        edition.0,
        day
    )
    .fetch_all(db)
    .await
}

/// The latest participation of an organisation before an edition, with the requested zone or else
/// that of its booth.
pub async fn last_part(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    before: i16,
) -> sqlx::Result<Option<(ExhibitorId, Option<String>)>> {
    let row = query!(
        r#"select e.id as "id: ExhibitorId",
                  coalesce((select z.code from applications a join zones z on z.id = a.zone_id where a.exhibitor_id = e.id),
                           (select z.code from booth_assignments s join booths b on b.id = s.booth_id join zones z on z.id = b.zone_id
                            where s.exhibitor_id = e.id and s.released_at is null)) as zone
           from exhibitors e join editions ed on ed.id = e.edition_id
           where e.organisation_id = $1 and ed.ordinal < $2 order by ed.ordinal desc limit 1"#,
        organisation.0,
        before
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.id, row.zone)))
}
