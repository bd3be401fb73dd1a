//! Two at once, and forms sent again.

use super::{OWN, act, colleague, counted, fair, form, latest, lines, report_goods, went};
use crate::{deliveries::send, verification::histories::drift};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

#[tokio::test]
async fn a_form_sent_again_makes_one_report() {
    let fair = fair().await;
    let fields = form(&fair.supplier, OWN, &[("total", "900"), ("total_category", "04")]).await;
    for answer in join_all((0..4).map(|_| send(&fair.supplier, OWN, &fields))).await {
        went(&answer);
    }
    assert_eq!(lines(&fair.app).await, ["04 900.00"]);
    let recorded = "select count(*)::text from audit_events where noun = 'onsite_reports'";
    assert_eq!(fair.app.text(recorded).await, "1");
}

#[tokio::test]
async fn the_later_of_two_who_report_sees_the_earlier() {
    let fair = fair().await;
    let second = colleague(&fair).await;
    let late = form(&second, OWN, &[("total", "900"), ("total_category", "04")]).await;
    report_goods(&fair).await;
    let refused = send(&second, OWN, &late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = refused.html();
    assert!(page.text(".standing").contains("4,000 元"), "{}", page.text(".standing"));
    assert_eq!(page.attribute("#total", "value"), "900", "what was typed stays");
    assert_eq!(lines(&fair.app).await.len(), 2);
    let hidden = ["form", "version"].map(|name| {
        (name.to_string(), page.attribute(&format!(".load input[name={name}]"), "value"))
    });
    let again =
        crate::deliveries::with(hidden.to_vec(), &[("total", "900"), ("total_category", "04")]);
    went(&send(&second, OWN, &again).await);
    assert_eq!(lines(&fair.app).await, ["04 900.00"]);
}

#[tokio::test]
async fn of_two_organisers_one_confirms_and_a_stale_page_changes_nothing() {
    let fair = fair().await;
    report_goods(&fair).await;
    let path = format!("{}/confirmation", latest(&fair.app).await);
    let second = fair.app.someone(Role::Organiser).await;
    let seen = [("version", "1")];
    let (one, other) = tokio::join!(fair.organiser.post(&path, &seen), second.post(&path, &seen));
    went(&one);
    went(&other);
    assert_eq!(counted(&fair.app).await, "4000.00");
    let confirmed = "select count(*)::text from audit_events
                     where noun = 'onsite_reports' and changes ? 'confirmed_on'";
    assert_eq!(fair.app.text(confirmed).await, "1");
    assert_eq!(drift(&fair.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_report_that_changes_while_it_is_confirmed_is_not_confirmed_unseen() {
    let fair = fair().await;
    report_goods(&fair).await;
    let path = format!("{}/confirmation", latest(&fair.app).await);
    let changed = form(&fair.supplier, OWN, &[("total", "9000"), ("total_category", "04")]).await;
    went(&send(&fair.supplier, OWN, &changed).await);
    went(&fair.organiser.post(&path, &[("version", "1")]).await);
    assert_eq!(counted(&fair.app).await, "0", "it was changed since it was seen");
    went(&act(&fair.organiser, "confirmation", &[]).await);
    assert_eq!(counted(&fair.app).await, "9000.00");
}
