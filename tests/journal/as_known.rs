//! Random histories by concurrent writers: every account at many points, as of now and as known
//! then.

use super::brute_force::{Posting, balance, postings};
use crate::{harness::site::TestApp, verification::histories::write};
use farmfair::{
    indicators::model::{Point, Scope},
    journal::{
        model::Account,
        store::{Ask, freeze, ledger, ledger_as_known},
    },
    organisations::model::OrganisationKind,
    values::ids::{EditionId, JournalEntryId, OrganisationId},
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

const DAYS: [&str; 5] = ["2018-12-31", "2019-11-15", "2020-02-29", "2020-08-14", "2020-09-28"];
const ROUNDS: u64 = 3;
const WRITERS: u64 = 3;

/// Each day by each dimension, alone and crossed.
fn points() -> Vec<Point> {
    let edition = Some(EditionId(1));
    let banner = Some("150624".parse().unwrap());
    let kind = Some(OrganisationKind::CentralSoe);
    let category = Some("10".to_string());
    let scopes = [
        Scope::default(),
        Scope { edition, ..Scope::default() },
        Scope { banner: banner.clone(), ..Scope::default() },
        Scope { buyer_kind: kind, ..Scope::default() },
        Scope { category: category.clone(), ..Scope::default() },
        Scope { edition, banner: banner.clone(), ..Scope::default() },
        Scope { buyer_kind: kind, banner: banner.clone(), ..Scope::default() },
        Scope { category: category.clone(), edition, ..Scope::default() },
        Scope { buyer_kind: kind, category, banner, ..Scope::default() },
    ];
    DAYS.iter().flat_map(|day| scopes.iter().map(|scope| scope.on(day.parse().unwrap()))).collect()
}

/// The city, and the organisations and places with the most entries.
async fn extents(connection: &mut PgConnection) -> Vec<Scope> {
    let busiest = "select buyer_id, supplier_id, village_code from accepted_lines group by 1, 2, 3 order by count(*) desc, 1, 2, 3 limit 1";
    let (buyer, supplier, village): (i64, i64, String) =
        sqlx::query_as(busiest).fetch_one(connection).await.unwrap();
    vec![
        Scope::default(),
        Scope { buyer: Some(OrganisationId(buyer)), ..Scope::default() },
        Scope { supplier: Some(OrganisationId(supplier)), ..Scope::default() },
        Scope { village: Some(village.parse().unwrap()), ..Scope::default() },
    ]
}

struct Believed {
    last: JournalEntryId,
    due: Vec<Posting>,
}

/// The state of the records at this moment, and the last entry of the journal.
async fn believe(connection: &mut PgConnection) -> Believed {
    let mut transaction = connection.begin().await.unwrap();
    let last = freeze(&mut transaction).await.unwrap();
    let due = postings(&mut transaction, "due_postings").await;
    transaction.commit().await.unwrap();
    Believed { last, due }
}

/// Compares one recorded state with the journal; returns the number of figures above zero.
async fn compare(
    connection: &mut PgConnection,
    believed: &Believed,
    is_last: bool,
    case: &str,
) -> usize {
    let points = points();
    let mut told = 0;
    for scope in extents(connection).await {
        let ask = Ask { scope: &scope, accounts: &Account::SUMMED, points: &points };
        let as_known = ledger_as_known(connection, &ask, believed.last).await.unwrap();
        let now = ledger(&mut *connection, &ask).await.unwrap();
        for point in &points {
            for account in Account::SUMMED {
                let mut expected = balance(&believed.due, account, &scope, point);
                let mut found = as_known.at(point).of(account);
                // A place counts a delivery once, from its first line on, and a contract by its
                // villages.
                if scope.village.is_some() {
                    (expected.records, found.records) = (0, 0);
                }
                assert_eq!(
                    found, expected,
                    "{case}: {account:?} of {scope:?} at {point:?}, as known"
                );
                if is_last {
                    assert_eq!(
                        now.at(point).of(account).amount,
                        expected.amount,
                        "{case}: {account:?} at {point:?}, now"
                    );
                }
                told += usize::from(found != Default::default());
            }
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_can_be_told_as_of_any_day_and_as_it_was_known() {
    let app = TestApp::own_fair().await;
    let mut owner = app.urls.owner().await;
    let mut beliefs = vec![believe(&mut owner).await];
    for round in 0..ROUNDS {
        let writers: Vec<_> = (0..WRITERS)
            .map(|n| tokio::spawn(write(app.urls.server.clone(), 7_000 + 10 * round + n, 25)))
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        beliefs.push(believe(&mut owner).await);
    }
    let entries: i64 = sqlx::query_scalar("select count(*) from journal_entries")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(entries > 15_000, "hardly anything was posted: {entries}");
    let last = beliefs.len() - 1;
    for (n, believed) in beliefs.iter().enumerate() {
        let told = compare(&mut owner, believed, n == last, &format!("belief {n}")).await;
        assert!(told > 300, "belief {n} tells only {told} figures");
    }
}

/// The same comparison finds an entry missing from the sums: it would fail if posting were wrong.
#[tokio::test]
async fn a_planted_fault_is_found() {
    let app = TestApp::own_fair().await;
    let mut owner = app.urls.owner().await;
    let believed = believe(&mut owner).await;
    let fault = "update journal_sums set amount = amount + 0.01 where split = 'all' and account = 'purchase.accepted' and unit = 'month'";
    owner.execute(AssertSqlSafe(fault.to_string())).await.unwrap();
    let urls = app.urls.owner.clone();
    let found = tokio::spawn(async move {
        let mut connection = PgConnection::connect(&urls).await.unwrap();
        compare(&mut connection, &believed, true, "planted").await
    });
    assert!(found.await.is_err(), "a fen too much in every month was not found");
}
