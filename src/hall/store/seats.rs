//! Booth assignments, current and past.

use crate::{
    exhibitors::model::ExhibitorState,
    hall::model::seats::{Card, Cards, Filter, Past, Scope, Seat, Shown, Standing, Waiting},
    values::{
        facet::FacetCount,
        ids::{AssignmentId, BoothId, EditionId, ExhibitorId},
        window::Window,
    },
};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// Booths with their exhibitors, each condition in its own column. An officer sees that another
/// banner's exhibitor has the booth, and its name once it is public.
macro_rules! seats {
    (
        $row:ty, $head:literal, $tail:literal, $edition:expr, $scope:expr, $filter:expr
        $(, $more:expr)*
    ) => {
        query_as!(
            $row,
            "with seats as (
                select b.id as booth_id, b.code, z.code as zone_code, a.id as assignment_id,
                       case when known.is_known then e.id end as exhibitor_id,
                       case when known.is_known then o.name end as name,
                       case when known.is_known then o.banner_code end as banner_code,
                       case when known.is_known then e.state end as state,
                       ($3::text is null or z.code = $3) as in_zone,
                       ($4::boolean is null or (a.id is not null) = $4) as in_state,
                       ($5::text is null or position(upper($5) in b.code) > 0
                        or known.is_known and (position($5 in o.name) > 0
                            or position(lower(replace($5, ' ', '')) in replace(o.pinyin, ' ', '')) >
                            0)) as is_meant
                from booths b join zones z on z.id = b.zone_id
                left join booth_assignments a on a.booth_id = b.id and a.released_at is null
                left join exhibitors e on e.id = a.exhibitor_id
                left join organisations o on o.id = e.organisation_id
                cross join lateral (select $2::text is null or o.banner_code = $2
                    or e.state in ('published', 'checked_in') as is_known) known
                where b.edition_id = $1) "
                + $head + " from seats where is_meant " + $tail,
            $edition.0,
            $scope.banner.as_ref().map(|code| code.as_str()),
            $filter.zone.as_deref(),
            $filter.is_taken,
            $filter.typed.as_deref()
            $(, $more)*
        )
    };
}

pub async fn list(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    scope: &Scope,
    filter: &Filter,
    window: Window,
) -> sqlx::Result<Vec<Seat>> {
    seats!(
        Seat,
        r#"select booth_id as "booth_id!: _", code as "code!", zone_code as "zone_code!",
                  assignment_id as "assignment_id?: _",
                  exhibitor_id as "exhibitor_id?: _", name as "name?",
                  banner_code as "banner_code?: _", state as "state?: _""#,
        "and in_zone and in_state order by zone_code, length(code), code limit $6 offset $7",
        edition,
        scope,
        filter,
        window.limit,
        window.offset
    )
    .fetch_all(db)
    .await
}

/// By zone, and how many are taken and free.
pub async fn counts(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    scope: &Scope,
    filter: &Filter,
) -> sqlx::Result<Vec<FacetCount>> {
    seats!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "and in_zone and in_state
         union all select 'zone', zone_code, count(*) from seats where is_meant and in_state
         group by 2
         union all select 'state', case when assignment_id is null then 'free' else 'taken' end,
         count(*) from seats where is_meant and in_zone group by 2",
        edition,
        scope,
        filter
    )
    .fetch_all(db)
    .await
}

/// The exhibitors that visitors find at a booth.
pub async fn shown(db: impl PgExecutor<'_>, edition: EditionId) -> sqlx::Result<Vec<Shown>> {
    query_as!(
        Shown,
        r#"select l.exhibitor_id as "exhibitor_id!: _", a.booth_id as "booth_id!: _", l.name,
                  l.pinyin,
                  nullif(l.banner_code, '') as "banner_code: _", l.goods as "goods!"
           from exhibitor_listings l join booth_assignments a on a.exhibitor_id = l.exhibitor_id
               and a.released_at is null
           where l.edition_id = $1"#,
        edition.0
    )
    .fetch_all(db)
    .await
}

pub async fn waiting(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    scope: &Scope,
) -> sqlx::Result<Vec<Waiting>> {
    query_as!(
        Waiting,
        r#"select e.id as "id: _", o.name, o.kind as "kind: _", o.banner_code as "banner_code: _",
                  e.state as "state: _"
           from exhibitors e join organisations o on o.id = e.organisation_id
           where e.edition_id = $1 and e.state in ('approved', 'published', 'checked_in')
             and ($2::text is null or o.banner_code = $2)
             and not exists (select from booth_assignments a
                 where a.exhibitor_id = e.id and a.released_at is null)
           order by o.banner_code nulls last, o.pinyin, e.id"#,
        edition.0,
        scope.banner.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

/// At all editions that are not over.
pub async fn count_waiting(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "n!" from exhibitors e join editions ed on ed.id = e.edition_id
           where ed.state <> 'closed' and e.state in ('approved', 'published', 'checked_in')
             and not exists (select from booth_assignments a
                 where a.exhibitor_id = e.id and a.released_at is null)"#
    )
    .fetch_one(db)
    .await
}

/// The history of a booth, the latest first.
pub async fn past(
    db: impl PgExecutor<'_>,
    booth: BoothId,
    scope: &Scope,
) -> sqlx::Result<Vec<Past>> {
    query_as!(
        Past,
        r#"select a.exhibitor_id as "exhibitor_id: _", o.name, a.assigned_at, a.released_at
           from booth_assignments a join exhibitors e on e.id = a.exhibitor_id
           join organisations o on o.id = e.organisation_id
           where a.booth_id = $1 and ($2::text is null or o.banner_code = $2
               or e.state in ('published', 'checked_in'))
           order by a.assigned_at desc, a.id desc"#,
        booth.0,
        scope.banner.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

macro_rules! standing {
    ($where:literal, $id:expr) => {
        query_as!(
            Standing,
            r#"select a.id as "id: _", a.booth_id as "booth_id: _", b.code,
                      a.exhibitor_id as "exhibitor_id: _", o.name
               from booth_assignments a join booths b on b.id = a.booth_id
               join exhibitors e on e.id = a.exhibitor_id
               join organisations o on o.id = e.organisation_id
               where a.released_at is null and "#
                + $where,
            $id
        )
    };
}

/// The current exhibitor of a booth.
pub async fn standing(
    connection: &mut PgConnection,
    booth: BoothId,
) -> sqlx::Result<Option<Standing>> {
    standing!("a.booth_id = $1", booth.0).fetch_optional(connection).await
}

/// The current booth of an exhibitor.
pub async fn standing_of(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
) -> sqlx::Result<Option<Standing>> {
    standing!("a.exhibitor_id = $1", exhibitor.0).fetch_optional(connection).await
}

/// An exhibitor of the edition, with its state locked until the transaction ends: its name and
/// state, and whether it has a booth.
pub async fn candidate(
    connection: &mut PgConnection,
    edition: EditionId,
    id: ExhibitorId,
) -> sqlx::Result<Option<(String, ExhibitorState, bool)>> {
    let row = query!(
        r#"select o.name, e.state as "state: ExhibitorState",
                  exists (select from booth_assignments a
                      where a.exhibitor_id = e.id and a.released_at is null) as "has_booth!"
           from exhibitors e join organisations o on o.id = e.organisation_id
           where e.id = $2 and e.edition_id = $1 for share of e"#,
        edition.0,
        id.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (row.name, row.state, row.has_booth)))
}

pub async fn assign(
    connection: &mut PgConnection,
    booth: BoothId,
    exhibitor: ExhibitorId,
) -> sqlx::Result<AssignmentId> {
    query_scalar!(
        r#"insert into booth_assignments (booth_id, exhibitor_id, assigned_at)
           values ($1, $2, now()) returning id as "id: _""#,
        booth.0,
        exhibitor.0
    )
    .fetch_one(connection)
    .await
}

pub async fn release(connection: &mut PgConnection, id: AssignmentId) -> sqlx::Result<()> {
    query!(
        "update booth_assignments set released_at = greatest(now(), assigned_at)
         where id = $1 and released_at is null",
        id.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// For printing, in the order of the booths.
pub async fn cards(db: impl PgExecutor<'_>, which: &Cards) -> sqlx::Result<Vec<Card>> {
    query_as!(
        Card,
        r#"select e.id as "id: _", b.code as booth_code, z.code as zone_code, z.name as zone,
                  z.name_en as zone_en, o.name, o.kind as "kind: _",
                  o.banner_code as "banner_code: _",
                  array(select p.name from exhibits x join products p on p.id = x.product_id
                        where x.exhibitor_id = e.id and p.state = 'published' order by x.id
                        limit 4) as "goods!"
           from booth_assignments a join booths b on b.id = a.booth_id
           join zones z on z.id = b.zone_id
           join exhibitors e on e.id = a.exhibitor_id
           join organisations o on o.id = e.organisation_id
           where b.edition_id = $1 and a.released_at is null and ($2::text is null or z.code = $2)
             and ($3::bigint is null or e.id = $3)
             and ($4::text is null or o.banner_code = $4)
           order by z.code, length(b.code), b.code"#,
        which.edition.0,
        which.zone.as_deref(),
        which.exhibitor.map(|id| id.0),
        which.banner.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}
