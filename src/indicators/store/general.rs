//! What takes a glance to count.

use super::Columns;
use crate::indicators::model::{General, Point, Scope};
use sqlx::{PgExecutor, query_as};

/// At each of `points`, in their order. A township narrows villages to those that are in it.
pub async fn general(db: impl PgExecutor<'_>, scope: &Scope, points: &[Point]) -> sqlx::Result<Vec<General>> {
    let columns = Columns::of(points);
    query_as!(
        General,
        r#"select (select count(*) from editions e where e.state <> 'draft' and e.held_in <= at.day) as "editions!",
                  (select count(*) from divisions d
                   where d.is_gacha_village and (at.banner is null or d.banner_code = at.banner)
                     and ($3::text is null or d.township_code = $3)) as "gacha_villages!",
                  (select count(*) from public_trademarks t join brands b on b.id = t.brand_id join divisions d on d.code = b.home_code
                   where t.registered_on > at.day - interval '3 years' and t.registered_on <= at.day
                     and (at.banner is null or d.banner_code = at.banner)) as "trademarks!",
                  (select count(*) from brands b where b.named_on <= at.day) as "named_brands!",
                  (select count(*) from installation i where i.dispatch_launched_on <= at.day) as "dispatch_platforms!"
           from unnest($1::date[], $2::text[]) with ordinality as at (day, banner, position)
           order by position"#,
        &columns.days,
        &columns.banners as &[Option<String>],
        scope.township.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}
