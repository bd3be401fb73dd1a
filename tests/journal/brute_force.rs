//! Postings added up one by one: slow, and easy to trust.

use chrono::NaiveDate;
use farmfair::{
    indicators::model::{Point, Scope},
    journal::model::{Account, Balance},
};
use rust_decimal::Decimal;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};

#[derive(Debug, Clone, FromRow)]
pub struct Posting {
    pub account: String,
    pub effective_on: NaiveDate,
    pub edition_id: Option<i64>,
    pub owner_banner_code: Option<String>,
    pub buyer_id: Option<i64>,
    pub buyer_kind: Option<String>,
    pub supplier_id: i64,
    pub category_code: Option<String>,
    pub village_code: Option<String>,
    pub amount: Decimal,
    pub records: i32,
}

/// The due entries of the records now, or the journal up to an entry.
pub async fn postings(connection: &mut PgConnection, source: &str) -> Vec<Posting> {
    let sql = format!(
        "select account::text, effective_on, edition_id, owner_banner_code, buyer_id, buyer_kind,
                supplier_id, category_code, village_code, amount, records
         from {source} postings where account <> 'purchase.by_household'"
    );
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(connection).await.unwrap()
}

pub fn balance(postings: &[Posting], account: Account, scope: &Scope, point: &Point) -> Balance {
    let name = code(account);
    let counted =
        postings.iter().filter(|posting| posting.account == name && is_of(posting, scope, point));
    counted.fold(Balance::default(), |mut sum, posting| {
        sum += Balance { amount: posting.amount, records: posting.records.into() };
        sum
    })
}

fn is_of(posting: &Posting, scope: &Scope, point: &Point) -> bool {
    let starts_with = |code: &Option<String>, prefix: &str| {
        code.as_deref().is_some_and(|code| code.starts_with(prefix))
    };
    posting.effective_on <= point.day
        && point.edition.is_none_or(|id| posting.edition_id == Some(id.0))
        && point
            .banner
            .as_ref()
            .is_none_or(|code| posting.owner_banner_code.as_deref() == Some(code.as_str()))
        && point.buyer_kind.is_none_or(|kind| posting.buyer_kind.as_deref() == Some(kind.code()))
        && point.category.as_ref().is_none_or(|code| starts_with(&posting.category_code, code))
        && scope.buyer.is_none_or(|id| posting.buyer_id == Some(id.0))
        && scope.supplier.is_none_or(|id| posting.supplier_id == id.0)
        && scope
            .village
            .as_ref()
            .is_none_or(|code| starts_with(&posting.village_code, code.as_str()))
}

/// The name of an account in the database.
fn code(account: Account) -> String {
    let words = format!("{account:?}");
    let (head, tail) = words.split_at(words[1..].find(char::is_uppercase).unwrap() + 1);
    let mut tail_code = String::new();
    for c in tail.chars() {
        if c.is_uppercase() && !tail_code.is_empty() {
            tail_code.push('_');
        }
        tail_code.push(c.to_ascii_lowercase());
    }
    format!("{}.{tail_code}", head.to_lowercase())
}
