//! Small counts.

use super::Columns;
use crate::indicators::model::{General, Point, Scope};
use sqlx::{PgExecutor, query_as};

/// At each of `points`, in their order. A township filters villages to its own. The input for many
/// points is read once: finding the renewals of a trademark costs more than counting it.
pub async fn general(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    points: &[Point],
) -> sqlx::Result<Vec<General>> {
    let columns = Columns::of(points);
    query_as!(
        General,
        r#"with gacha as materialized (
               select banner_code, count(*) as n from divisions
               where is_gacha_village and ($3::text is null or township_code = $3)
               group by 1),
           registered as materialized (
               select d.banner_code, t.registered_on, count(*) as n
               from public_trademarks t
               join brands b on b.id = t.brand_id
               join divisions d on d.code = b.home_code
               group by 1, 2)
           select (select count(*) from editions e
               where e.state <> 'draft' and e.held_in <= at.day) as "editions!",
                  (select coalesce(sum(n), 0)::bigint from gacha
                   where at.banner is null or banner_code = at.banner) as "gacha_villages!",
                  (select coalesce(sum(n), 0)::bigint from registered
                   where registered_on > at.day - interval '3 years' and registered_on <= at.day
                     and (at.banner is null or banner_code = at.banner)) as "trademarks!",
                  (select count(*) from brands b where b.named_on <= at.day) as "named_brands!",
                  (select count(*) from installation i
                      where i.dispatch_launched_on <= at.day) as "dispatch_platforms!"
           from unnest($1::date[], $2::text[]) with ordinality as at (day, banner, position)
           order by position"#,
        &columns.days,
        &columns.banners as &[Option<String>],
        scope.township.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}
