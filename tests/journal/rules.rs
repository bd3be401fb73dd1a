//! Write access to the journal, and the postings of each act.

use crate::harness::site::TestApp;
use sqlx::{AssertSqlSafe, Executor};

async fn refusal(app: &TestApp, as_owner: bool, sql: &str) -> String {
    let sql = AssertSqlSafe(sql.to_string());
    let error = match as_owner {
        true => app.urls.owner().await.execute(sql).await.unwrap_err(),
        false => app.pool.execute(sql).await.unwrap_err(),
    };
    error.into_database_error().unwrap().code().unwrap_or_default().to_string()
}

#[tokio::test]
async fn the_journal_is_only_added_to_and_only_by_its_triggers() {
    let app = TestApp::own_fair().await;
    for sql in [
        "insert into journal_entries (account, effective_on, amount, records, source, source_id, root, root_id, is_renewal, supplier_id)
         values ('intent.signed', '2020-09-28', 1, 1, 'project', 1, 'project', 1, false, 1)",
        "update journal_entries set amount = 0",
        "delete from journal_entries",
        "truncate journal_entries",
        "delete from journal_sums",
        "select post_from_story('2020-09-28')",
        "select note_postings('project', '{1}', false)",
    ] {
        assert_eq!(refusal(&app, false, sql).await, "42501", "the server's role: {sql}");
    }
    for sql in ["update journal_entries set amount = 0", "delete from journal_entries"] {
        assert_eq!(refusal(&app, true, sql).await, "42501", "the owner: {sql}");
    }
    app.as_owner("update installation set is_demonstration = false, business_day = null").await;
    assert_eq!(
        refusal(&app, true, "truncate journal_entries").await,
        "42501",
        "no demonstration is not emptied"
    );
}

/// Runs any statement as the owner.
async fn run(app: &TestApp, sql: &str) {
    let done =
        sqlx::raw_sql(AssertSqlSafe(sql.to_string())).execute(&mut app.urls.owner().await).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn texts(app: &TestApp, sql: &str) -> Vec<String> {
    sqlx::query_scalar(AssertSqlSafe(sql.to_string())).fetch_all(&app.pool).await.unwrap()
}

async fn text(app: &TestApp, sql: &str) -> String {
    texts(app, sql).await.pop().unwrap()
}

/// The entries of one record, as account, day, amount and records.
async fn entries(app: &TestApp, root: &str, id: i64) -> Vec<String> {
    let sql = format!(
        "select account || ' ' || effective_on || ' ' || amount || ' ' || records from journal_entries
         where root = '{root}' and root_id = {id} and account <> 'contract.village' order by id"
    );
    texts(app, &sql).await
}

#[tokio::test]
async fn a_correction_reverses_and_posts_anew_and_twice_changes_nothing() {
    let app = TestApp::own_fair().await;
    let id: i64 = text(&app, "select min(id)::text from signed_projects where lapsed_on is null")
        .await
        .parse()
        .unwrap();
    let before = entries(&app, "project", id).await;
    let change = format!("update signed_projects set amount = amount + 1 where id = {id}");
    run(&app, &change).await;
    let after = entries(&app, "project", id).await;
    // Signed and current, by the difference in yuan.
    assert_eq!(after.len(), before.len() + 2);
    assert!(after[before.len()..].iter().all(|entry| entry.ends_with(" 1.00 0")), "{after:?}");
    assert_eq!(after[..before.len()], before[..], "what was posted stays as it was");
    run(
        &app,
        &format!(
            "update signed_projects set amount = amount where id = {id}; update signed_projects set title = title || '!' where id = {id}"
        ),
    )
    .await;
    assert_eq!(
        entries(&app, "project", id).await,
        after,
        "nothing changed, and nothing was posted"
    );
    run(&app, &format!("update signed_projects set signed_on = signed_on - 1 where id = {id}"))
        .await;
    assert_eq!(
        entries(&app, "project", id).await.len(),
        after.len() + 2 * 2,
        "another day is a reversal and a new entry"
    );
    run(
        &app,
        &format!("update signed_projects set voided_at = now(), void_reason = 'x' where id = {id}"),
    )
    .await;
    let sum = format!(
        "select sum(amount) || ' ' || sum(records) from journal_entries where root = 'project' and root_id = {id}"
    );
    assert_eq!(text(&app, &sum).await, "0.00 0", "a void takes everything back");
}

#[tokio::test]
async fn a_termination_takes_what_was_posted_by_then_and_leaves_accepted_goods() {
    let app = TestApp::own_fair().await;
    let id = "(select c.id from contracts c join contract_amendments m on m.contract_id = c.id
               join deliveries d on d.contract_id = c.id join delivery_lines l on l.delivery_id = d.id and l.state = 'accepted'
               where c.terminated_on is null and c.state = 'performing' order by c.id limit 1)";
    let id: i64 = text(&app, &format!("select {id}::text")).await.parse().unwrap();
    let purchased = format!(
        "select coalesce(sum(e.amount), 0)::text from journal_entries e join deliveries d on e.root = 'delivery' and e.root_id = d.id
         where d.contract_id = {id} and e.account = 'purchase.accepted'"
    );
    let goods = text(&app, &purchased).await;
    run(
        &app,
        &format!(
            "insert into contract_amendments
                 (contract_id, ordinal, reason, signed_on, effective_on, amount_change)
             values ({id}, 90, 'x', '2020-09-01', '2020-10-15', 500);
             update contracts set state = 'terminated', terminated_on = '2020-09-20',
                 termination_class = 'other', termination_reason = 'x' where id = {id}"
        ),
    )
    .await;
    let left = format!(
        "select sum(amount) || ' ' || sum(records) from journal_entries
         where root = 'contract' and root_id = {id} and account = 'contract.current'"
    );
    assert_eq!(
        text(&app, &left).await,
        "0.00 0",
        "also without the amendment that would have come later"
    );
    assert_eq!(text(&app, &purchased).await, goods, "goods that were accepted stay purchased");
}

#[tokio::test]
async fn money_that_comes_before_the_goods_is_prepaid_until_they_are_accepted() {
    let app = TestApp::own_fair().await;
    let line: i64 = text(
        &app,
        "select l.id::text from accepted_lines l where l.contract_id is not null and l.amount_accepted > 10 order by l.id limit 1",
    )
    .await
    .parse()
    .unwrap();
    run(
        &app,
        &format!(
            "update delivery_lines set state = 'shipped', accepted_on = null, amount_accepted = 0, quantity_accepted = 0 where id = {line};
         insert into payments (id, number, buyer_id, supplier_id, paid_on, amount)
         select 990001, 'X-1', d.buyer_id, d.supplier_id, '2020-09-01', 10
         from deliveries d join delivery_lines l on l.delivery_id = d.id where l.id = {line};
         insert into payment_allocations values (990001, {line}, 10)"
        ),
    )
    .await;
    assert_eq!(entries(&app, "payment", 990_001).await, ["payment.prepaid 2020-09-01 10.00 0"]);
    run(
        &app,
        &format!(
            "update delivery_lines set state = 'accepted', accepted_on = '2020-09-10', amount_accepted = amount_shipped where id = {line}"
        ),
    )
    .await;
    let mut told = entries(&app, "payment", 990_001).await;
    told.sort();
    assert_eq!(
        told,
        [
            "payment.paid 2020-09-10 10.00 1",
            "payment.prepaid 2020-09-01 10.00 0",
            "payment.prepaid 2020-09-10 -10.00 0"
        ]
    );
}

#[tokio::test]
async fn a_buyer_that_changes_its_kind_does_not_move_what_it_signed() {
    let app = TestApp::own_fair().await;
    let of_kind = "select sum(records)::text from journal_entries where account = 'contract.current' and buyer_kind = 'central_soe'";
    let before = text(&app, of_kind).await;
    run(&app, "update organisations set kind = 'private' where kind = 'central_soe'").await;
    assert_eq!(text(&app, of_kind).await, before);
    // The correction of a deal posts again.
    run(&app, "update contracts set buyer_kind = 'private' where id = (select min(id) from contracts where buyer_kind = 'central_soe' and state = 'performing')")
        .await;
    let after: i64 = text(&app, of_kind).await.parse().unwrap();
    assert_eq!(after, before.parse::<i64>().unwrap() - 1);
}

#[tokio::test]
async fn a_demonstration_s_entries_were_known_in_the_order_of_its_story() {
    let app = TestApp::fair().await;
    let disorder = "select count(*)::text from (
        select recorded_at < lag(recorded_at) over (order by id) as is_earlier from journal_entries) told where is_earlier";
    assert_eq!(text(&app, disorder).await, "0");
    let spread = "select count(distinct recorded_at::date) > 300 from journal_entries";
    assert_eq!(text(&app, &format!("select ({spread})::text")).await, "true");
}
