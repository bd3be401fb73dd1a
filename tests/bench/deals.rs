//! Deals that the signing desk saves without a question.

use crate::client::Connection;
use chrono::NaiveDate;
use farmfair::{identity::model::token::Token, values::search_text::SearchColumns};
use serde_json::{Value, json};
use sqlx::PgConnection;

/// A common amount of a direct supply, in yuan.
const AMOUNT: i64 = 12_000_000;

/// The edition that signs today, and who enters its deals.
#[derive(sqlx::FromRow)]
pub struct Ceremony {
    pub edition: i64,
    pub ordinal: i16,
    day: NaiveDate,
    pub organiser: i64,
}

/// Of two parties that have no deal with each other, so that the desk asks nothing.
pub struct Deal {
    title: String,
    pair: Pair,
}

#[derive(sqlx::FromRow)]
struct Pair {
    supplier_id: i64,
    supplier: String,
    banner: String,
    buyer_id: i64,
    buyer: String,
}

impl Ceremony {
    pub async fn of(connection: &mut PgConnection) -> Self {
        sqlx::query_as(
            "select e.id as edition, e.ordinal, i.business_day as day, u.id as organiser
             from installation i
             join editions e on i.business_day between e.starts_on and e.ends_on
             join users u on u.login = 'organiser'",
        )
        .fetch_one(connection)
        .await
        .unwrap()
    }

    pub fn desk(&self) -> String {
        format!("/admin/fairs/{}/signing", self.ordinal)
    }
}

impl Deal {
    pub async fn some(connection: &mut PgConnection, title: &str, count: usize) -> Vec<Self> {
        let pairs: Vec<Pair> = sqlx::query_as(
            "select s.id as supplier_id, s.name as supplier, s.banner_code as banner,
                    b.id as buyer_id, b.name as buyer
             from organisations s, organisations b
             where s.side = 'supplier' and s.state = 'published' and s.banner_code is not null
               and b.side = 'buyer' and b.state = 'published'
               and not exists (select from signed_projects
                               where supplier_id = s.id and buyer_id = b.id)
             order by md5(s.id || ' ' || b.id) limit $1",
        )
        .bind(count as i64)
        .fetch_all(connection)
        .await
        .unwrap();
        assert_eq!(pairs.len(), count, "too few parties");
        let deal = |(n, pair): (usize, Pair)| Self { title: format!("{title} {:03}", n + 1), pair };
        pairs.into_iter().enumerate().map(deal).collect()
    }

    /// The status of the answer to the form, as a browser sends it.
    pub fn enter(&self, desk: &mut Connection, of: &Ceremony, form: &Token) -> u16 {
        let Pair { supplier_id, supplier, buyer_id, buyer, .. } = &self.pair;
        let answer = desk.post(
            &of.desk(),
            &[
                ("form", form.as_str()),
                ("title", &self.title),
                ("type", "direct_supply"),
                ("rung", "intent"),
                ("supplier", supplier),
                ("supplier_id", &supplier_id.to_string()),
                ("buyer", buyer),
                ("buyer_id", &buyer_id.to_string()),
                ("amount", &(AMOUNT / 10_000).to_string()),
                ("unit", "10000"),
                ("signed_on", &of.day.to_string()),
                ("then", "next"),
            ],
        );
        let said = String::from_utf8_lossy(&answer.body);
        assert!([303, 503].contains(&answer.status), "{}: {said}", answer.status);
        answer.status
    }

    /// What the server computes of the form: a row of bench_deals.
    pub fn row(&self, n: usize, of: &Ceremony) -> Value {
        let Self { title, pair } = self;
        // Its number is known only in the transaction; all have the same length.
        let number = format!("{}-000", of.ordinal);
        let search = SearchColumns::of(&[title, &number], &[&pair.supplier, &pair.buyer]);
        let search = search.at(&pair.banner);
        json!({
            "n": n,
            "title": title,
            "type": "direct_supply",
            "supplier_id": pair.supplier_id,
            "buyer_id": pair.buyer_id,
            "owner_banner_code": pair.banner,
            "amount": AMOUNT,
            "signed_on": of.day,
            "search_text": search.search_text,
            "search_tokens": search.search_tokens,
            "changes": {
                "title": [null, title],
                "type": [null, "direct_supply"],
                "supplier": [null, pair.supplier],
                "buyer": [null, pair.buyer],
                "banner": [null, pair.banner],
                "amount": [null, AMOUNT.to_string()],
                "signed_on": [null, of.day],
                "state": [null, "signed"],
            },
        })
    }
}
