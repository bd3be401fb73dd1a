//! Imported organisations, many at once.

use crate::{
    organisations::model::{Side, profile::Legal},
    values::{
        ids::OrganisationId,
        search_text::{SearchColumns, pinyin},
    },
};
use serde_json::{Value, json};
use sqlx::{PgConnection, query, query_scalar};
use std::collections::HashMap;

/// An organisation from a sheet.
pub struct Imported {
    /// `None`: it is new, and gets the next number.
    pub known: Option<(OrganisationId, String)>,
    pub legal: Legal,
    pub introduction: Option<String>,
}

fn columns(party: &Imported, number: &str) -> Value {
    let legal = &party.legal;
    let search = SearchColumns::of(&[&legal.name, number], &[]).at(legal.division_code.as_str());
    json!({
        "id": party.known.as_ref().map(|(id, _)| id),
        "number": number,
        "name": legal.name,
        "pinyin": pinyin(&legal.name),
        "kind": legal.kind,
        "credit_code": legal.credit_code,
        "division_code": legal.division_code,
        "introduction": party.introduction,
        "search_text": search.search_text,
        "search_tokens": search.search_tokens,
    })
}

/// New suppliers, in their order, with the next numbers. Concurrent numbering waits until the
/// transaction ends.
pub async fn insert_suppliers(
    connection: &mut PgConnection,
    parties: &[&Imported],
) -> sqlx::Result<Vec<OrganisationId>> {
    let prefix = Side::Supplier.prefix();
    query!("select pg_advisory_xact_lock(hashtext('numbers of organisations'))")
        .execute(&mut *connection)
        .await?;
    let next = query_scalar!(
        r#"select coalesce(max(substr(number, 5)::bigint), 0) + 1 as "n!" from organisations
           where number ~ ('^' || $1 || '[0-9]{1,12}$')"#,
        prefix
    );
    let next = next.fetch_one(&mut *connection).await?;
    let numbers: Vec<String> =
        (next..).zip(parties).map(|(n, _)| format!("{prefix}{n:04}")).collect();
    let rows: Vec<Value> =
        parties.iter().zip(&numbers).map(|(party, number)| columns(party, number)).collect();
    let written = query!(
        r#"insert into organisations (number, name, pinyin, kind, credit_code, division_code,
               banner_code, introduction, search_text, search_tokens)
           select r.number, r.name, r.pinyin, r.kind, r.credit_code, r.division_code, d.banner_code,
                  r.introduction, r.search_text, r.search_tokens
           from jsonb_to_recordset($1) as r (number text, name text, pinyin text, kind text,
               credit_code text, division_code text, introduction text,
                                             search_text text, search_tokens text[])
           join divisions d on d.code = r.division_code
           returning id as "id: OrganisationId", number"#,
        Value::from(rows)
    );
    let ids: HashMap<String, OrganisationId> =
        written.fetch_all(connection).await?.into_iter().map(|row| (row.number, row.id)).collect();
    Ok(numbers.iter().filter_map(|number| ids.get(number).copied()).collect())
}

pub async fn update(connection: &mut PgConnection, parties: &[&Imported]) -> sqlx::Result<()> {
    let rows: Vec<Value> =
        parties.iter().filter_map(|party| Some(columns(party, &party.known.as_ref()?.1))).collect();
    query!(
        "update organisations o
         set name = r.name, pinyin = r.pinyin, kind = r.kind, credit_code = r.credit_code,
         division_code = r.division_code, banner_code = d.banner_code,
             introduction = r.introduction, search_text = r.search_text,
             search_tokens = r.search_tokens, version = o.version + 1
         from jsonb_to_recordset($1) as r (id bigint, name text, pinyin text, kind text,
             credit_code text, division_code text, introduction text,
                                           search_text text, search_tokens text[])
         join divisions d on d.code = r.division_code
         where o.id = r.id",
        Value::from(rows)
    )
    .execute(connection)
    .await?;
    Ok(())
}
