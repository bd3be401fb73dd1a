//! What the desk writes.

use crate::{
    organisations::model::Side,
    projects::model::deal::{Parties, Terms},
    values::{
        ids::{EditionId, ProjectId, UserId},
        search_text::SearchColumns,
    },
};
use serde_json::{Value, json};
use sqlx::{PgConnection, query, query_scalar};

/// The position of a deal and its number.
pub struct Entry {
    pub edition: EditionId,
    pub ordinal: i16,
    pub run_order: i16,
}

/// Locks an edition until the transaction ends; its deals are locked after it.
pub async fn lock_edition(connection: &mut PgConnection, edition: EditionId) -> sqlx::Result<()> {
    query!("select id from editions where id = $1 for no key update", edition.0)
        .fetch_one(connection)
        .await?;
    Ok(())
}

/// The position after the last. The edition is locked until the transaction ends, so that no two
/// deals take one position or one number.
pub async fn next_position(
    connection: &mut PgConnection,
    edition: EditionId,
    ordinal: i16,
) -> sqlx::Result<Entry> {
    lock_edition(connection, edition).await?;
    let run_order = query_scalar!(
        r#"select coalesce(max(run_order), 0) + 1 as "next!" from signed_projects
           where edition_id = $1"#,
        edition.0
    )
    .fetch_one(connection)
    .await?;
    let run_order = i16::try_from(run_order).map_err(|error| sqlx::Error::Encode(error.into()))?;
    Ok(Entry { edition, ordinal, run_order })
}

/// On the run-sheet. Its number continues those of the edition, and is never reused.
pub async fn insert(
    connection: &mut PgConnection,
    entry: &Entry,
    terms: &Terms,
    parties: &Parties,
) -> sqlx::Result<ProjectId> {
    let number = query_scalar!(
        r#"select coalesce(max(split_part(number, '-', 2)::integer), 0) + 1 as "next!"
           from signed_projects where edition_id = $1 and number ~ '^[0-9]+-[0-9]{1,6}$'"#,
        entry.edition.0
    )
    .fetch_one(&mut *connection)
    .await?;
    let number = format!("{}-{number:03}", entry.ordinal);
    let row = row(&number, terms, parties);
    let id = query_scalar!(
        r#"insert into signed_projects (edition_id, run_order, number, title, type, supplier_id,
               buyer_id, owner_banner_code, amount, signed_on, goods, quantity, unit, scan_due_on,
               rung, renews_id, follows_id, distinct_from_id, amount_reason, capacity_reason,
               search_text, search_tokens)
           select $1, $2, number, title, type, supplier_id, buyer_id, owner_banner_code, amount,
                  signed_on, goods, quantity, unit, scan_due_on, rung, renews_id, follows_id,
                  distinct_from_id, amount_reason, capacity_reason, search_text, search_tokens
           from jsonb_populate_record(null::signed_projects, $3)
           returning id as "id: ProjectId""#,
        entry.edition.0,
        entry.run_order,
        row
    )
    .fetch_one(&mut *connection)
    .await?;
    query!(
        "insert into signed_project_stages (project_id, stage, effective_on)
         values ($1, 'open', $2)",
        id.0,
        terms.signed_on
    )
    .execute(&mut *connection)
    .await?;
    set_parties(connection, id, parties).await?;
    Ok(id)
}

/// Which deal is changed, and by whom.
pub struct Change<'a> {
    pub id: ProjectId,
    pub number: &'a str,
    pub by: UserId,
}

/// Of a deal that is not released. Once signed, it keeps the banner and the buyer's kind of that
/// day while its parties stay; whoever changes it has entered it.
pub async fn update(
    connection: &mut PgConnection,
    &Change { id, number, by }: &Change<'_>,
    terms: &Terms,
    parties: &Parties,
) -> sqlx::Result<()> {
    query!(
        "update signed_projects p
         set title = n.title, type = n.type, supplier_id = n.supplier_id, buyer_id = n.buyer_id,
             owner_banner_code = case
                 when p.ceremony_state <> 'planned' and p.supplier_id = n.supplier_id
                     then p.owner_banner_code
                 else n.owner_banner_code end,
             amount = n.amount, signed_on = n.signed_on,
             goods = n.goods, quantity = n.quantity, unit = n.unit, scan_due_on = n.scan_due_on,
             renews_id = n.renews_id, follows_id = n.follows_id,
             distinct_from_id = n.distinct_from_id,
             amount_reason = n.amount_reason, capacity_reason = n.capacity_reason,
             search_text = n.search_text, search_tokens = n.search_tokens,
             buyer_kind = case
                 when p.ceremony_state <> 'planned' and p.buyer_id = n.buyer_id then p.buyer_kind
                 else (select kind from organisations where id = n.buyer_id) end,
             entered_by = case when p.ceremony_state = 'signed' then $3 else p.entered_by end,
             version = p.version + 1
         from jsonb_populate_record(null::signed_projects, $2) n
         where p.id = $1",
        id.0,
        row(number, terms, parties),
        by.0
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update signed_project_stages set effective_on = $2
         where project_id = $1 and stage = 'open'",
        id.0,
        terms.signed_on
    )
    .execute(&mut *connection)
    .await?;
    set_parties(connection, id, parties).await
}

/// The columns of a deal, by their names.
fn row(number: &str, terms: &Terms, parties: &Parties) -> Value {
    let (supplier, buyer) = (&parties.supplier, &parties.buyer);
    let banner = parties.owner_banner().map(|code| code.as_str());
    let paper = terms.contract.as_ref().and_then(|contract| contract.number.as_deref());
    let paper = paper.unwrap_or_default();
    let search = SearchColumns::of(&[&terms.title, number, paper], &[&supplier.name, &buyer.name])
        .at(banner.unwrap_or_default());
    let goods = terms.goods.as_ref();
    let quantity = goods.and_then(|goods| goods.quantity);
    json!({
        "number": number,
        "title": terms.title,
        "type": terms.r#type,
        "supplier_id": supplier.id,
        "buyer_id": buyer.id,
        "owner_banner_code": banner,
        "amount": terms.amount,
        "signed_on": terms.signed_on,
        "goods": goods.map(|goods| &goods.name),
        "quantity": quantity.map(|(quantity, _)| quantity),
        "unit": quantity.map(|(_, unit)| &unit.code),
        "scan_due_on": terms.scan_due_on,
        "rung": terms.rung(),
        "renews_id": terms.renews_id,
        "follows_id": terms.follows_id,
        "distinct_from_id": terms.distinct_from_id,
        "amount_reason": terms.amount_reason,
        "capacity_reason": terms.capacity_reason,
        "search_text": search.search_text,
        "search_tokens": search.search_tokens,
    })
}

/// The parties beside the leads, and the villages.
async fn set_parties(
    connection: &mut PgConnection,
    id: ProjectId,
    parties: &Parties,
) -> sqlx::Result<()> {
    let of_side = |side: Side| parties.of_side(side).map(|party| party.id.0).collect::<Vec<_>>();
    let villages: Vec<String> =
        parties.villages.iter().map(|village| village.code.to_string()).collect();
    query!("delete from signed_project_parties where project_id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from signed_project_villages where project_id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    query!(
        "insert into signed_project_parties (project_id, organisation_id, side, position)
         select $1::bigint, organisation, 'supplier', n
         from unnest($2::bigint[]) with ordinality as s (organisation, n)
         union all
         select $1::bigint, organisation, 'buyer', n
         from unnest($3::bigint[]) with ordinality as b (organisation, n)",
        id.0,
        &of_side(Side::Supplier),
        &of_side(Side::Buyer)
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into signed_project_villages (project_id, village_code)
         select $1, code from unnest($2::text[]) as code",
        id.0,
        &villages
    )
    .execute(connection)
    .await?;
    Ok(())
}
