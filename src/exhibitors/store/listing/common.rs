//! One page of the list of exhibitors: listing rows along the index of an order. The common sets of
//! filters have constant statements, whose plans serve any value; the others are composed for each
//! request.

use crate::{
    database::conditions::Conditions,
    exhibitors::model::{Card, Filter, Order},
    products::model::neutral_offset,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_as};

/// Further down, rows are skipped by their index alone.
const DEEPEST: i64 = 240;

const CARD: &str = "
    l.exhibitor_id as id, l.edition_id, l.name, l.kind, l.division, l.division_en, l.division_level,
    nullif(l.banner_code, '') as banner_code, l.booth_code, l.goods, l.products, l.category_code, l.certificates";

/// As for the labels of products: to the end of the ranks, and then from their beginning.
macro_rules! cards {
    ($db:expr, $page:expr, $set:literal $(, $value:expr)*) => {
        query_as!(
            Card,
            r#"(select exhibitor_id as "id!: _", edition_id as "edition_id!: _", name as "name!",
                   kind as "kind!: _",
                       division as "division!", division_en as "division_en!",
                       division_level as "division_level!",
                       nullif(banner_code, '') as "banner_code: _", booth_code, goods as "goods!",
                       products as "products!", category_code,
                       certificates as "certificates: _"
                from exhibitor_listings where edition_id = $1 and neutral_rank >= $2 "# + $set + r#"
                order by neutral_rank, exhibitor_id limit $3::bigint + $4)
               union all
               (select exhibitor_id, edition_id, name, kind, division, division_en, division_level,
                   nullif(banner_code, ''), booth_code,
                       goods, products, category_code, certificates
                from exhibitor_listings where edition_id = $1 and neutral_rank < $2 "# + $set + r#"
                order by neutral_rank, exhibitor_id limit $3 + $4)
               limit $3 offset $4"#,
            $page.edition,
            $page.from,
            $page.limit,
            $page.offset
            $(, $value)*
        )
        .fetch_all($db)
        .await
    };
}

struct Shown {
    edition: i64,
    from: i32,
    limit: i64,
    offset: i64,
}

/// Whether the request has a constant statement, whose plan may be kept.
pub fn is_common(filter: &Filter, offset: i64) -> bool {
    filter.is_common() && offset <= DEEPEST
}

pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Card>> {
    let Some(edition) = filter.edition.filter(|_| is_common(filter, offset)) else {
        return asked(db, filter, today, limit, offset).await;
    };
    let page = Shown { edition: edition.0, from: neutral_offset(today), limit, offset };
    match filter.banner.as_ref().map(|code| code.as_str()) {
        None => cards!(db, page, ""),
        Some(banner) => cards!(db, page, "and banner_code = $5", banner),
    }
}

/// First the ids, then the details. In the neutral order of an edition both are read along its
/// index.
async fn asked(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Card>> {
    if filter.edition.is_some()
        && filter.search.is_none()
        && filter.order == Order::Today
        && offset <= DEEPEST
    {
        return walked(db, filter, today, limit, offset).await;
    }
    let mut sql = QueryBuilder::new(format!(
        "select {CARD} from unnest(array(select l.exhibitor_id from exhibitor_listings l"
    ));
    push_conditions(&mut sql, filter, today);
    push_order(&mut sql, filter, today);
    sql.push(" limit ").push_bind(limit).push(" offset ").push_bind(offset);
    sql.push(
        ")) with ordinality as place (id, n) join exhibitor_listings l on
                  l.exhibitor_id = place.id order by place.n",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// From the place of the day to the end of the ranks, and then from their beginning.
async fn walked(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Card>> {
    let mut sql = QueryBuilder::new("");
    for (before, side) in
        [("(", " and l.neutral_rank >= "), (" union all (", " and l.neutral_rank < ")]
    {
        sql.push(before).push(format!("select {CARD} from exhibitor_listings l"));
        push_conditions(&mut sql, filter, today);
        sql.push(side)
            .push_bind(neutral_offset(today))
            .push(" order by l.neutral_rank, l.exhibitor_id limit ")
            .push_bind(limit + offset);
        sql.push(")");
    }
    sql.push(" limit ").push_bind(limit).push(" offset ").push_bind(offset);
    sql.build_query_as().fetch_all(db).await
}

fn push_conditions(sql: &mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate) {
    if filter.search.is_some() {
        sql.push(" join organisations o on o.id = l.organisation_id");
    }
    sql.push(" where true");
    if let Some(edition) = filter.edition {
        sql.push(" and l.edition_id = ").push_bind(edition.0);
    }
    if let Some(banner) = &filter.banner {
        sql.push(" and l.banner_code = ").push_bind(banner.as_str().to_string());
    }
    if let Some(kind) = filter.kind {
        sql.push(" and l.kind = ").push_bind(kind.code());
    }
    if let Some(zone) = &filter.zone {
        sql.push(" and l.zone_code = ").push_bind(zone.clone());
    }
    if let Some(day) = filter.as_of {
        sql.push(" and l.published_on <= ").push_bind(day);
    }
    if let Some(scheme) = filter.certification {
        sql.push(
            " and l.certificates is not null and exists
                 (select from jsonb_array_elements(l.certificates) as c where c ->> 'scheme' = ",
        );
        sql.push_bind(scheme.code()).push(" and (c ->> 'from')::date <= ").push_bind(today);
        sql.push(" and (c ->> 'to' is null or (c ->> 'to')::date >= ").push_bind(today).push("))");
    }
    push_search(sql, filter);
}

/// A search also covers the products of an exhibitor and the code of its booth; of a banner's
/// products, only those of exhibitors of the banner count.
fn push_search(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Some(search) = &filter.search else { return };
    let finds = |sql: &mut QueryBuilder<Postgres>, of: &str| {
        sql.push(format!("search_finds({of}.search_tokens, {of}.search_text, "))
            .push_bind(search.tokens.clone());
        sql.push(", ").push_bind(search.needles.clone()).push(")");
    };
    sql.push(" and (o.id in (select f.id from organisations f where ");
    finds(sql, "f");
    sql.push(") or lower(l.booth_code) = ").push_bind(search.folded.clone()).push(" or (");
    if let Some(banner) = &search.banner {
        sql.push("l.banner_code = ").push_bind(banner.clone()).push(" and ");
    }
    sql.push(
        "l.exhibitor_id in (select x.exhibitor_id from exhibits x
             join products p on p.id = x.product_id where p.state = 'published' and ",
    );
    finds(sql, "p");
    sql.push(")))");
}

fn push_order(sql: &mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate) {
    match (filter.order, &filter.search) {
        (Order::Booth, _) => sql.push(" order by l.booth_code nulls last, l.exhibitor_id"),
        (Order::Name, _) => sql.push(" order by l.pinyin, l.exhibitor_id"),
        (Order::Today, search) => {
            sql.order_by_rank("o", search.as_ref());
            sql.push("l.edition_id desc, l.neutral_rank < ")
                .push_bind(neutral_offset(today))
                .push(", l.neutral_rank, l.exhibitor_id")
        }
    };
}
