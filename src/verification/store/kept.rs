//! Precomputed tables, each beside the view that defines its content. Projections are compared with
//! the records; counts with their projections, whose own drift is found separately.

use super::{Drift, MOST_SHOWN};
use sqlx::{AssertSqlSafe, PgConnection, query_as};

pub struct Kept {
    pub table: &'static str,
    /// The condition, if not all of the table counts.
    only: &'static str,
    view: &'static str,
    key: &'static str,
    /// The compared columns: a row of zeros equals a missing one. None: the whole row.
    numbers: &'static [&'static str],
}

const fn listed(table: &'static str, view: &'static str, key: &'static str) -> Kept {
    Kept { table, only: "true", view, key, numbers: &[] }
}

const fn counted(
    table: &'static str,
    view: &'static str,
    key: &'static str,
    numbers: &'static [&'static str],
) -> Kept {
    Kept { table, only: "true", view, key, numbers }
}

pub const KEPT: [Kept; 19] = [
    listed("product_listings", "listed_products", "edition_id, product_id"),
    listed(
        "certificate_listings",
        "listed_certificates",
        "edition_id, scheme, product_id, certification_id",
    ),
    counted(
        "product_counts",
        "counted_products",
        "edition_id, month, category_code, banner_code",
        &["products"],
    ),
    counted(
        "product_sums",
        "summed_product_counts",
        "edition_id, month, category, banner",
        &["products"],
    ),
    counted(
        "certificate_steps",
        "stepped_certificates",
        "edition_id, category, banner, unit, starts_on, scheme",
        &["products"],
    ),
    counted(
        "product_days",
        "counted_product_days",
        "edition_id, category, banner, shown_since",
        &["products"],
    ),
    listed("exhibitor_listings", "listed_exhibitors", "exhibitor_id"),
    counted(
        "exhibitor_counts",
        "counted_exhibitors",
        "edition_id, banner_code, kind, zone_code",
        &["exhibitors"],
    ),
    Kept {
        only: "published_on is not null",
        ..listed("exhibiting_parties", "listed_parties", "organisation_id")
    },
    counted(
        "exhibitor_days",
        "counted_exhibitor_days",
        "edition_id, banner_code, published_on",
        &["exhibitors"],
    ),
    counted(
        "exhibitor_steps",
        "stepped_exhibitors",
        "edition, banner, of_kind, zone, unit, starts_on, scheme",
        &["exhibitors"],
    ),
    listed("contract_listings", "listed_contracts", "contract_id"),
    counted(
        "contract_counts",
        "counted_contracts",
        "edition_id, banner_code, buyer_kind, method, last_state",
        &["contracts", "amount"],
    ),
    listed("delivery_listings", "listed_deliveries", "delivery_id"),
    counted(
        "delivery_counts",
        "counted_deliveries",
        "is_off_contract, edition_id, banner_code, buyer_kind, states",
        &["deliveries", "amount"],
    ),
    counted(
        "village_growth",
        "counted_village_growth",
        "village_code, quarter, under_contract",
        &["deliveries", "apart", "amount"],
    ),
    counted("village_products", "counted_village_products", "village_code", &["products"]),
    counted(
        "buyer_sums",
        "summed_buyers",
        "buyer_id, account, month",
        &["amount", "records", "entries"],
    ),
    listed("search_entries", "searchable", "kind, id"),
];

/// Rows of the table and of the view, matched by their key.
pub async fn kept(connection: &mut PgConnection, kept: &Kept) -> sqlx::Result<Vec<Drift>> {
    let Kept { table, only, view, key, numbers } = kept;
    let differs =
        |number: &&str| format!("coalesce(stored.{number}, 0) <> coalesce(recomputed.{number}, 0)");
    let differ = match numbers.is_empty() {
        true => "stored::text is distinct from recomputed::text".to_string(),
        false => numbers.iter().map(differs).collect::<Vec<_>>().join(" or "),
    };
    let sql = format!(
        "select concat_ws('/', {key}) as key, stored::text as stored, recomputed::text as recomputed
         from (select * from {table} where {only}) stored full join {view} recomputed using ({key})
         where {differ} order by 1 limit $1"
    );
    // The names are those of the list above.
    query_as(AssertSqlSafe(sql)).bind(MOST_SHOWN).fetch_all(connection).await
}
