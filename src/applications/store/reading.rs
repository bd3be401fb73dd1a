//! Reads of applications, for applicants and reviewers.

use crate::{
    applications::model::{Application, Asked, Filter, Shown, Step},
    exhibitors::model::ExhibitorState,
    fairs::model::EditionState,
    organisations::model::OrganisationKind,
    values::{
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
            r#"select e.id as "id: _", e.edition_id as "edition_id: _", ed.ordinal as edition,
                      ed.state as "edition_state: _",
                      e.organisation_id as "organisation_id: _", o.name as organisation,
                      o.kind as "kind: _", o.banner_code as "banner: _",
                      e.state as "state: _", e.applied_on, e.published_on,
                      (select b.code from booth_assignments s join booths b on b.id = s.booth_id
                       where s.exhibitor_id = e.id and s.released_at is null) as booth,
                      z.code as "zone?", z.name as "zone_name?", z.name_en as "zone_name_en?",
                      a.contact_name as "contact_name?", a.contact_phone as "contact_phone?",
                      a.note, a.version as "version?"
               from exhibitors e
               join editions ed on ed.id = e.edition_id
               join organisations o on o.id = e.organisation_id
               left join applications a on a.exhibitor_id = e.id
               left join zones z on z.id = a.zone_id
               where ($1::bigint is null or e.organisation_id = $1)
                 and ($2::text is null or o.banner_code = $2)
                 and ($3::smallint is null or ed.ordinal = $3)
                 and ($4::text is null or o.banner_code = $4) and ($5::text is null or e.state = $5)
                 and ($6::text is null or position($6 in o.name) > 0
                     or position(lower($6) in o.pinyin) > 0 or o.number = upper($6)) "#
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
        "order by ed.state = 'closed', e.state not in ('applied', 'recommended', 'approved'),
         ed.ordinal desc,
                  array_position(array['applied', 'recommended', 'approved'], e.state),
                  e.applied_on, o.pinyin, e.id
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

pub async fn steps(db: impl PgExecutor<'_>, id: ExhibitorId) -> sqlx::Result<Vec<Step>> {
    query_as!(
        Step,
        r#"select state as "state: _", note, taken_at from application_steps where exhibitor_id = $1
           order by id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// The products to be shown: the exhibits once approved, until then the requested ones.
pub async fn shown(db: impl PgExecutor<'_>, id: ExhibitorId) -> sqlx::Result<Vec<Shown>> {
    query_as!(
        Shown,
        r#"select p.id as "id: _", p.name, p.specification, p.unit_code, asked.price as "price!",
                  p.state = 'published' as "is_published!"
           from exhibitors e
           join lateral (
               select product_id, price from exhibits
               where exhibitor_id = e.id and e.state in ('approved', 'published', 'checked_in')
               union all
               select product_id, price from application_products
               where exhibitor_id = e.id and e.state not in ('approved', 'published', 'checked_in'))
                   asked on true
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
        r#"select id as "id: _", name, specification, unit_code, price,
                  state = 'published' as "is_published!"
           from products where organisation_id = $1 and state in ('submitted', 'published')
           order by pinyin, id limit $2"#,
        organisation.0,
        most
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
                  coalesce((select z.code from applications a join zones z on z.id = a.zone_id
                      where a.exhibitor_id = e.id),
                           (select z.code from booth_assignments s
                               join booths b on b.id = s.booth_id join zones z on z.id = b.zone_id
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
