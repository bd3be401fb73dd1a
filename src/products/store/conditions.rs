//! A filter as SQL conditions. Only the filters in use become conditions, so that Postgres plans
//! for the request and can read an index in order instead of sorting.

use crate::{
    database::conditions::Conditions,
    products::model::{Filter, Scheme},
    values::search_text::SearchQuery,
};
use chrono::NaiveDate;
use sqlx::{Postgres, QueryBuilder};

/// The filters that are also facets. A facet applies all filters but its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    Category,
    Banner,
    Season,
    Certification,
}

impl Facet {
    pub fn is_set(self, filter: &Filter) -> bool {
        match self {
            Facet::Category => filter.category.is_some(),
            Facet::Banner => filter.banner.is_some(),
            Facet::Season => filter.season.is_some(),
            Facet::Certification => filter.certification.is_some(),
        }
    }
}

/// Appends `from … where …`. `l` is the listing; `p` is the product, joined if a filter needs more
/// columns.
pub fn push(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    except: Option<Facet>,
) {
    sql.push(" from product_listings l");
    push_product(sql, filter);
    sql.push(" where l.edition_id = ").push_bind(edition(filter));
    push_certified_by(sql, filter, today, except);
    push_facets(sql, filter, except);
    push_others(sql, filter);
}

fn push_certified_by(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    except: Option<Facet>,
) {
    if let Some(scheme) = filter.certification.filter(|_| except != Some(Facet::Certification)) {
        sql.push(" and exists (select");
        push_certificates(sql, scheme, today);
        sql.push(" and c.edition_id = l.edition_id and c.product_id = l.product_id)");
    }
}

/// Like `push`, for scans of many rows: reads the certified products once, from an index. `is true`
/// prevents a join, which would look up each scanned product.
pub fn push_walked(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    except: Option<Facet>,
) {
    push(sql, &Filter { certification: None, ..filter.clone() }, today, except);
    if let Some(scheme) = filter.certification {
        sql.push(" and (l.product_id in (select c.product_id");
        push_certificates(sql, scheme, today);
        sql.push(" and c.edition_id = ").push_bind(edition(filter)).push(")) is true");
    }
}

/// Like `push`, but `l` has the columns of the certificate index, for products certified today.
pub fn push_certified(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    except: Option<Facet>,
    scheme: Scheme,
) {
    sql.push(
        " from (select distinct on (c.product_id) c.edition_id, c.product_id, c.top_code,
                  c.category_code, c.banner_code, c.months",
    );
    push_certificates(sql, scheme, today);
    sql.push(" and c.edition_id = ").push_bind(edition(filter)).push(" order by c.product_id) l");
    push_product(sql, filter);
    sql.push(" where true");
    push_facets(sql, filter, except);
    push_others(sql, filter);
}

/// Like `push`, but `l` reads the search entries shelf by shelf, so that a search for a common word
/// stops once there are enough.
pub fn push_searched(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    except: Option<Facet>,
    search: &SearchQuery,
) {
    sql.push(
        " from generate_series(0, search_shelf('product',
                  (select max(id) from search_entries where kind = 'product'))) as shelf",
    );
    sql.push(
        " cross join lateral (select l.* from search_entries e cross
                  join lateral (select * from product_listings",
    );
    sql.push(" where product_id = e.id and edition_id = ").push_bind(edition(filter));
    sql.push(" offset 0) l where e.tokens @@ search_on_shelf(")
        .push_bind(SearchQuery::of_kind(&search.tokens, SEARCH_LETTER));
    sql.push(", shelf) and search_rank(e.search_text, ").push_bind(search.needles.clone());
    sql.push(") is not null offset 0) l");
    let rest = Filter { search: None, ..filter.clone() };
    push_product(sql, &rest);
    sql.push(" where true");
    push_certified_by(sql, &rest, today, except);
    push_facets(sql, &rest, except);
    push_others(sql, &rest);
}

/// The letter of products in `search_letter` (migrations/0046_search.sql).
const SEARCH_LETTER: char = 'p';

fn edition(filter: &Filter) -> i64 {
    filter.edition.map_or(0, |id| id.0)
}

fn push_product(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    if filter.search.is_some() || filter.place.is_some() || filter.brand.is_some() {
        sql.push(" join products p on p.id = l.product_id");
    }
}

fn push_others(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.and_found("p", filter.search.as_ref());
    if let Some(day) = filter.as_of {
        sql.push(
            " and exists (select from exhibits x
                      join exhibitor_listings e on e.exhibitor_id = x.exhibitor_id",
        );
        sql.push(" where x.product_id = l.product_id and e.published_on <= ").push_bind(day);
        if let Some(edition) = filter.edition {
            sql.push(" and e.edition_id = ").push_bind(edition.0);
        }
        sql.push(")");
    }
    if let Some(price) = filter.price_min {
        sql.push(" and l.price >= ").push_bind(price);
    }
    if let Some(price) = filter.price_max {
        sql.push(" and l.price <= ").push_bind(price);
    }
    if let Some(place) = &filter.place {
        sql.push(" and p.origin_code in (select code from divisions where code = ")
            .push_bind(place.as_str().to_string());
        sql.push(" or township_code = ").push_bind(place.as_str().to_string()).push(")");
    }
    if let Some(brand) = filter.brand {
        sql.push(" and p.brand_id = (select id from public_brands where id = ")
            .push_bind(brand.0)
            .push(")");
    }
}

fn push_facets(sql: &mut QueryBuilder<Postgres>, filter: &Filter, except: Option<Facet>) {
    let on = |facet: Facet| except != Some(facet);
    if let Some(category) = filter.category.clone().filter(|_| on(Facet::Category)) {
        sql.push(if category.len() == 2 {
            " and l.top_code = "
        } else {
            " and l.category_code = "
        })
        .push_bind(category);
    }
    if let Some(banner) = filter.banner.as_ref().filter(|_| on(Facet::Banner)) {
        sql.push(" and l.banner_code = ").push_bind(banner.as_str().to_string());
    }
    if let Some(month) = filter.season.filter(|_| on(Facet::Season)) {
        sql.push(" and l.months & ").push_bind(1i32 << month).push(" <> 0");
    }
}

fn push_certificates(sql: &mut QueryBuilder<Postgres>, scheme: Scheme, today: NaiveDate) {
    sql.push(" from certificate_listings c where c.scheme = ").push_bind(scheme.code());
    sql.push(" and c.valid_from <= ").push_bind(today);
    sql.push(" and (c.valid_to is null or c.valid_to >= ").push_bind(today).push(")");
}
