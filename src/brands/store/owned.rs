//! Brands of one owner: there once a trademark of them is entered, gone with the last that was never
//! verified.

use crate::values::{
    ids::{BrandId, OrganisationId},
    search_text::{SearchColumns, pinyin},
};
use sqlx::{PgConnection, query, query_scalar};

/// The owner's brand of this name, made if need be; nobody takes it away until the transaction
/// ends. `None`: the name is a regional brand's, which belongs to no one party.
pub async fn of_name(
    connection: &mut PgConnection,
    owner: OrganisationId,
    name: &str,
) -> sqlx::Result<Option<BrandId>> {
    let home = query_scalar!("select division_code from organisations where id = $1", owner.0)
        .fetch_one(&mut *connection)
        .await?;
    let search = SearchColumns::of(&[name], &[]).at(&home);
    query!(
        "insert into brands (name, pinyin, home_code, owner_id, search_text, search_tokens)
         select $1, $2, $3, $4, $5, $6 where not exists
             (select from brands where owner_id is null and name = $1)
         on conflict on constraint brands_are_named_once_per_owner do nothing",
        name,
        pinyin(name),
        home,
        owner.0,
        search.search_text,
        &search.search_tokens
    )
    .execute(&mut *connection)
    .await?;
    query_scalar!(
        r#"select id as "id: _" from brands where owner_id = $1 and name = $2 for key share"#,
        owner.0,
        name
    )
    .fetch_optional(connection)
    .await
}

/// Nothing where a trademark of it is left.
pub async fn remove_without_trademarks(
    connection: &mut PgConnection,
    id: BrandId,
) -> sqlx::Result<()> {
    query!(
        "delete from brands where id = $1 and not exists
             (select from trademarks where brand_id = $1)",
        id.0
    )
    .execute(connection)
    .await?;
    Ok(())
}
