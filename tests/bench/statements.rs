//! Goals that compare statements, on one connection, after Postgres has chosen its plans.

use crate::{Line, cost::Postgres, milliseconds};
use farmfair::{
    products::{self, model::Filter},
    values::search_text::SearchQuery,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool, postgres::PgPoolOptions};
use std::time::{Duration, Instant};

/// From then on Postgres may use a generic plan.
const SETTLING: usize = 10;

async fn pool(database: &Postgres) -> PgPool {
    PgPoolOptions::new().max_connections(1).connect(&database.server).await.unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The median of some runs of one statement.
async fn timed(pool: &PgPool, runs: usize, sql: &str) -> Duration {
    let mut times = Vec::new();
    for _ in 0..runs {
        let begun = Instant::now();
        sqlx::query(AssertSqlSafe(sql.to_string())).fetch_all(pool).await.unwrap();
        times.push(begun.elapsed());
    }
    median(times)
}

/// The list and its count as on the page, beside a count by an unindexed LIKE.
pub async fn search(large: &Postgres) {
    let pool = pool(large).await;
    let terms = [
        ("absent", "龘靐", "<= 0.01"),
        ("rare", "冷鲜沙葱", "<= 0.01"),
        ("two characters, common", "散养", "<= 0.125"),
    ];
    for (what, typed, aim) in terms {
        let filter = Filter { search: SearchQuery::new(typed, &[]), ..Filter::default() };
        let today = "2020-09-28".parse().unwrap();
        let mut times = Vec::new();
        for _ in 0..SETTLING + 20 {
            let begun = Instant::now();
            products::store::counts(&pool, &filter, today, 24).await.unwrap();
            times.push(begun.elapsed());
        }
        let one = median(times.split_off(SETTLING));
        let other =
            timed(&pool, 3, &format!("select count(*) from products where name like '%{typed}%'"))
                .await;
        let ratio = one.as_secs_f64() / other.as_secs_f64();
        Line {
            goal: "5",
            what: &format!("search, {what} / LIKE"),
            one: milliseconds(one),
            other: milliseconds(other),
            ratio,
            aim,
        }
        .print();
    }
}

const DASHBOARD: &str = "
    select account, owner_banner_code, edition_id, sum(records), sum(amount) from (
        select account, owner_banner_code, edition_id, records, amount from journal_sums
        where split = 'all' and account in ('purchase.accepted', 'payment.paid') and unit = 'ever'
        union all
        select account, owner_banner_code, edition_id, -records, -amount from journal_sums
        where split = 'all' and account in ('purchase.accepted', 'payment.paid') and unit = 'month' and starts_on > date '2020-09-30'
        union all
        select account, owner_banner_code, edition_id, -records, -amount from journal_sums
        where split = 'all' and account in ('purchase.accepted', 'payment.paid') and unit = 'day'
          and starts_on between date '2020-09-29' and date '2020-09-30') sums
    group by 1, 2, 3";

const GROUP_BY: &str = "
    select 'purchase', owner_banner_code, origin_edition_id, count(distinct delivery_id), sum(amount_accepted) from accepted_lines
    where contract_id is not null and accepted_on <= date '2020-09-28' group by 1, 2, 3
    union all
    select 'payment', owner_banner_code, origin_edition_id, count(*), sum(amount) from paid_lines
    where contract_id is not null and paid_on <= date '2020-09-28' group by 1, 2, 3";

pub async fn dashboard(large: &Postgres) {
    let pool = pool(large).await;
    let one = timed(&pool, SETTLING + 20, DASHBOARD).await;
    let other = timed(&pool, 3, GROUP_BY).await;
    Line {
        goal: "6",
        what: "dashboard over the delivery lines / GROUP BY",
        one: milliseconds(one),
        other: milliseconds(other),
        ratio: one.as_secs_f64() / other.as_secs_f64(),
        aim: "<= 0.02",
    }
    .print();
}

const IMPORT: &str = "
    insert into delivery_lines (delivery_id, position, contract_line_id, product_id, category_code, name, unit_code, unit_price, quantity_shipped,
                                quantity_accepted, amount_shipped, amount_accepted, village_code, household_category, households, state, accepted_on)
    select delivery_id, position + 1000, contract_line_id, product_id, category_code, name, unit_code, unit_price, quantity_shipped,
           quantity_accepted, amount_shipped, amount_accepted, village_code, household_category, households, state, accepted_on
    from delivery_lines where state = 'accepted' and position < 1000 order by id desc limit 100000";

/// A hundred thousand lines at once, with the posting of a commit and without; rolled back each
/// time.
pub async fn import(large: &Postgres) {
    let mut owner = PgConnection::connect(&large.owner).await.unwrap();
    let (mut followed, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        followed.push(imported(&mut owner, "enable").await);
        alone.push(imported(&mut owner, "disable").await);
    }
    let (one, other) = (median(followed), median(alone));
    let ratio = one.as_secs_f64() / other.as_secs_f64();
    Line {
        goal: "6",
        what: "import with posting / without",
        one: milliseconds(one),
        other: milliseconds(other),
        ratio,
        aim: "<= 2",
    }
    .print();
}

async fn imported(owner: &mut PgConnection, triggers: &str) -> Duration {
    let mut transaction = owner.begin().await.unwrap();
    let switch = format!(
        "alter table delivery_lines {triggers} trigger delivery_lines_insert_note_postings"
    );
    transaction.execute(AssertSqlSafe(switch)).await.unwrap();
    let begun = Instant::now();
    transaction.execute(IMPORT).await.unwrap();
    transaction.execute("set constraints all immediate").await.unwrap();
    let took = begun.elapsed();
    transaction.rollback().await.unwrap();
    took
}
