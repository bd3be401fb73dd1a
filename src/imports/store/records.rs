//! The records of the rows of an import, many at once.

use super::deals;
use crate::{
    exhibitors::model::ExhibitorState,
    imports::model::{
        Kind,
        judging::{Records, Typed},
        party::{Part, Parties, Party},
        product::{Known, ProductRow},
        verdict::Context,
    },
    organisations::model::OrganisationKind,
    products::model::selling::{Offer, State},
    projects,
    values::{
        ids::{ExhibitorId, OrganisationId},
        place_code::PlaceCode,
    },
};
use sqlx::{PgConnection, query};
use std::collections::HashMap;

/// The keys by which rows name their organisations.
struct Keys {
    codes: Vec<String>,
    numbers: Vec<String>,
    names: Vec<String>,
}

impl Keys {
    fn of(rows: &[&Typed]) -> Self {
        let keys = || rows.iter().filter_map(|row| row.key());
        let codes = keys().filter_map(|key| key.credit_code.clone()).collect();
        let numbers = keys().filter_map(|key| key.number.clone()).collect();
        // A name identifies an organisation that has neither.
        let is_bare = |row: &&&Typed| {
            row.key().is_some_and(|key| key.credit_code.is_none() && key.number.is_none())
        };
        let names = rows
            .iter()
            .filter(is_bare)
            .map(|row| row.party_name().to_string())
            .filter(|name| !name.is_empty())
            .collect();
        Self { codes, numbers, names }
    }
}

pub async fn records(
    connection: &mut PgConnection,
    rows: &[&Typed],
    context: &Context,
) -> sqlx::Result<Records> {
    let parties = parties(connection, &Keys::of(rows), context).await?;
    let products = products(connection, rows, &parties, context).await?;
    let deals = deals::records(connection, rows, context).await?;
    Ok(Records { parties, products, deals })
}

/// The same records, locked until the transaction ends. They are locked in the order of their
/// numbers, so that of two imports the later one waits.
pub async fn hold(
    connection: &mut PgConnection,
    rows: &[&Typed],
    context: &Context,
) -> sqlx::Result<()> {
    if let (Kind::Deals, Some(edition)) = (context.kind, context.edition) {
        return projects::store::deals::sheets::hold(connection, edition).await;
    }
    let keys = Keys::of(rows);
    query!(
        "select id from organisations where credit_code = any ($1) or number = any ($2)
           or (credit_code is null and name = any ($3))
         order by id for update",
        &keys.codes,
        &keys.numbers,
        &keys.names
    )
    .fetch_all(&mut *connection)
    .await?;
    let parties = parties(connection, &keys, context).await?;
    query!(
        "select id from exhibitors where edition_id = $1 and organisation_id = any ($2)
         order by id for update",
        context.edition.map(|id| id.0),
        &parties.ids()
    )
    .fetch_all(&mut *connection)
    .await?;
    let ids: Vec<i64> = products(connection, rows, &parties, context)
        .await?
        .values()
        .map(|known| known.id.0)
        .collect();
    query!("select id from products where id = any ($1) order by id for update", &ids)
        .fetch_all(connection)
        .await?;
    Ok(())
}

async fn parties(
    connection: &mut PgConnection,
    keys: &Keys,
    context: &Context,
) -> sqlx::Result<Parties> {
    let rows = query!(
        r#"select o.id as "id!: OrganisationId", o.number as "number!", o.name as "name!",
                  o.kind as "kind!: OrganisationKind", o.credit_code,
                  o.division_code as "division_code!: PlaceCode",
                  o.banner_code as "banner: PlaceCode", o.introduction, o.state as "state!",
                  e.id as "part?: ExhibitorId", e.state as "part_state?: ExhibitorState",
                  z.code as "zone?"
           from organisations o
           left join exhibitors e on e.organisation_id = o.id and e.edition_id = $4
           left join applications a on a.exhibitor_id = e.id
           left join zones z on z.id = a.zone_id
           where o.credit_code = any ($1) or o.number = any ($2)
             or (o.credit_code is null and o.name = any ($3))"#,
        &keys.codes,
        &keys.numbers,
        &keys.names,
        context.edition.map(|id| id.0)
    )
    .fetch_all(connection)
    .await?;
    let parties = rows.into_iter().map(|row| Party {
        id: row.id,
        number: row.number,
        name: row.name,
        kind: row.kind,
        credit_code: row.credit_code,
        division_code: row.division_code,
        banner: row.banner,
        introduction: row.introduction,
        is_withdrawn: row.state != "published",
        part: row.part.zip(row.part_state).map(|(id, state)| Part { id, state, zone: row.zone }),
    });
    Ok(Parties::new(parties.collect()))
}

/// By the organisation, name and specification of each row.
async fn products(
    connection: &mut PgConnection,
    rows: &[&Typed],
    parties: &Parties,
    context: &Context,
) -> sqlx::Result<HashMap<(i64, String, String), Known>> {
    let named = |row: &&Typed| match row {
        Typed::Product(product) => {
            Some((product.clone(), parties.find(&product.key, "", None).ok().flatten()?.id.0))
        }
        Typed::Exhibitor(_) | Typed::Deal(_) => None,
    };
    let named: Vec<(ProductRow, i64)> = rows.iter().filter_map(named).collect();
    let sellers: Vec<i64> = named.iter().map(|(_, seller)| *seller).collect();
    let names: Vec<String> = named.iter().map(|(row, _)| row.name.clone()).collect();
    let specifications: Vec<String> =
        named.iter().map(|(row, _)| row.specification.clone()).collect();
    let rows = query!(
        r#"select distinct on (p.id) p.id as "id: crate::values::ids::ProductId", p.organisation_id,
                  p.category_code, p.name, p.specification, p.unit_code, p.price,
                  p.price_basis, p.origin_code as "origin_code: PlaceCode", p.months,
                  p.yearly_capacity, p.introduction, p.state, x.price as "shown_at?"
           from unnest($1::bigint[], $2::text[], $3::text[]) as named
               (organisation_id, name, specification)
           join products p using (organisation_id, name, specification)
           left join exhibitors e on e.organisation_id = p.organisation_id and e.edition_id = $4
           left join exhibits x on x.exhibitor_id = e.id and x.product_id = p.id"#,
        &sellers,
        &names,
        &specifications,
        context.edition.map(|id| id.0)
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().map(|row| {
        let state: State = row
            .state
            .parse()
            .map_err(|()| sqlx::Error::Decode(format!("no state {}", row.state).into()))?;
        let key = (row.organisation_id, row.name.clone(), row.specification.clone());
        let offer = Offer {
            category_code: row.category_code,
            name: row.name,
            specification: row.specification,
            unit_code: row.unit_code,
            price: row.price,
            price_basis: row.price_basis,
            origin_code: row.origin_code,
            brand: None,
            months: row.months,
            yearly_capacity: row.yearly_capacity,
            introduction: row.introduction,
        };
        Ok((key, Known { id: row.id, offer, state, shown_at: row.shown_at }))
    });
    known.collect()
}
