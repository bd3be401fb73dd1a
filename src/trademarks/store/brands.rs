//! The brands that trademarks are of: there once one is entered, gone with the last that was never
//! verified.

use crate::values::{
    ids::{BrandId, OrganisationId, ProductId},
    search_text::{SearchColumns, pinyin},
};
use sqlx::{PgConnection, query, query_as, query_scalar};

/// The owner's brand of this name, made if need be; nobody takes it away until the transaction
/// ends. `None`: the name is a regional brand's, which belongs to no one party.
pub async fn brand(
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
         select $1, $2, $3, $4, $5, $6 where not exists (select from brands where owner_id is null and name = $1)
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

pub struct Follower {
    pub id: ProductId,
    pub name: String,
}

/// A brand whose last trademark went over to another brand of the owner's was a slip of the pen:
/// its products follow, and it is gone. They are locked before it is, as whoever saves one of them
/// does it.
pub async fn leave(
    connection: &mut PgConnection,
    from: BrandId,
    to: BrandId,
) -> sqlx::Result<Vec<Follower>> {
    let followers = query_as!(
        Follower,
        r#"update products set brand_id = $2, version = version + 1
           where brand_id = $1 and not exists (select from trademarks where brand_id = $1)
           returning id as "id: _", name"#,
        from.0,
        to.0
    )
    .fetch_all(&mut *connection)
    .await?;
    query!(
        "delete from brands where id = $1 and not exists (select from trademarks where brand_id = $1)",
        from.0
    )
    .execute(connection)
    .await?;
    Ok(followers)
}
