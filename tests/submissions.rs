//! Forms that were sent: claimed by the first sending, given to a second one, forgotten in the end.

use crate::harness::{actors::Person, site::TestApp};
use chrono::Duration;
use farmfair::{
    identity::model::{role::Role, token::Token},
    submissions::{
        model::{KEPT, Submission},
        store,
    },
    values::clock::Clock,
};

const KIND: &str = "products";

async fn people(app: &TestApp) -> (Person, Person) {
    (app.someone(Role::Supplier).await, app.someone(Role::Supplier).await)
}

#[tokio::test]
async fn the_first_sending_claims_a_form_and_the_next_gets_its_record() {
    let app = TestApp::own_fair().await;
    let (supplier, other) = people(&app).await;
    let code = Token::random().unwrap();
    let form = Submission::new(&code, supplier.id);
    let mut tx = app.pool.begin().await.unwrap();
    assert_eq!(store::claim(&mut tx, KIND, &form).await.unwrap(), None);
    tx.rollback().await.unwrap();
    let mut tx = app.pool.begin().await.unwrap();
    assert_eq!(
        store::claim(&mut tx, KIND, &form).await.unwrap(),
        None,
        "what was refused may be sent again"
    );
    store::complete(&mut tx, KIND, &form, 7).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = app.pool.begin().await.unwrap();
    assert_eq!(store::claim(&mut tx, KIND, &form).await.unwrap(), Some(7));
    let others = [
        ("trademarks", form.clone()),
        (KIND, form.at(1)),
        (KIND, Submission::new(&code, other.id)),
    ];
    for (kind, form) in others {
        assert_eq!(store::find(&app.pool, kind, &form).await.unwrap(), None, "{kind} {form:?}");
        assert_eq!(store::claim(&mut tx, kind, &form).await.unwrap(), None, "{kind} {form:?}");
    }
    assert_eq!(store::find(&app.pool, KIND, &form).await.unwrap(), Some(7));
}

#[tokio::test]
async fn a_concurrent_sending_waits_for_the_first() {
    let app = TestApp::own_fair().await;
    let form = Submission::new(&Token::random().unwrap(), people(&app).await.0.id);
    let mut first = app.pool.begin().await.unwrap();
    store::claim(&mut first, KIND, &form).await.unwrap();
    let second = async {
        let mut second = app.pool.begin().await.unwrap();
        store::claim(&mut second, KIND, &form).await.unwrap()
    };
    let end = async {
        store::complete(&mut first, KIND, &form, 7).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        first.commit().await.unwrap();
    };
    let (second, ()) = tokio::join!(second, end);
    assert_eq!(second, Some(7));
}

#[tokio::test]
async fn forms_are_forgotten_after_ninety_days() {
    let app = TestApp::own_fair().await;
    let form = Submission::new(&Token::random().unwrap(), people(&app).await.0.id);
    for place in [1, 2] {
        let mut connection = app.pool.acquire().await.unwrap();
        store::claim(&mut connection, KIND, &form.at(place)).await.unwrap();
        store::complete(&mut connection, KIND, &form.at(place), 7).await.unwrap();
    }
    let old = "update submissions set sent_at = now() - interval '91 days' where code like '%:1'";
    app.as_owner(old).await;
    let now = Clock::new(None).now();
    assert_eq!(store::forget(&app.pool, now - KEPT).await.unwrap(), 1);
    assert_eq!(app.text("select right(code, 2) from submissions").await, ":2");
    assert_eq!(store::forget(&app.pool, now + Duration::hours(1)).await.unwrap(), 1);
}
