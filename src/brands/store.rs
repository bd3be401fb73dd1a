//! All statements on brands and their public trademarks.

use super::model::{FoundBrand, NewBrand, Trademark};
use crate::{
    products::model::selling::Branded,
    values::{
        ids::{BrandId, OrganisationId},
        search_text::{SearchColumns, pinyin},
    },
};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(connection: &mut PgConnection, brands: &[NewBrand]) -> sqlx::Result<()> {
    let rows: Value = brands.iter().map(row).collect();
    query!(
        "insert into brands (id, name, pinyin, home_code, owner_id, story, named_on, search_text,
             search_tokens)
         select id, name, pinyin, home_code, owner_id, story, named_on, search_text, search_tokens
         from jsonb_populate_recordset(null::brands, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(brand: &NewBrand) -> Value {
    let mut row = json!(brand);
    let search = SearchColumns::of(&[&brand.name], &[]).at(brand.home_code.as_str());
    row["pinyin"] = pinyin(&brand.name).into();
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

mod exported;
mod listing;
pub mod owned;
pub use exported::exported;
pub use listing::{counts, list};

pub async fn find(db: impl PgExecutor<'_>, id: BrandId) -> sqlx::Result<Option<FoundBrand>> {
    query_as!(
        FoundBrand,
        r#"select b.id as "id!: _", b.name as "name!", b.pinyin as "pinyin!",
                  b.home_code as "home_code!: _", d.full_name as home, d.full_name_en as home_en,
                  b.story,
                  o.name as "owner?",
                  (select e.id from public_exhibitors e where e.organisation_id = o.id
                      order by e.edition_id desc limit 1) as "owner_exhibitor_id: _"
           from public_brands b join divisions d on d.code = b.home_code left
           join organisations o on o.id = b.owner_id
           where b.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

pub async fn trademarks_of(db: impl PgExecutor<'_>, id: BrandId) -> sqlx::Result<Vec<Trademark>> {
    query_as!(
        Trademark,
        r#"select number as "number!", class as "class!", registered_on as "registered_on!",
                  expires_on as "expires_on!"
           from public_trademarks where brand_id = $1 order by registered_on, id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// The brands of an owner, public or not.
pub async fn of_owner(
    db: impl PgExecutor<'_>,
    owner: OrganisationId,
) -> sqlx::Result<Vec<Branded>> {
    query_as!(
        Branded,
        r#"select id as "id: _", name from brands where owner_id = $1 order by pinyin, id"#,
        owner.0
    )
    .fetch_all(db)
    .await
}
