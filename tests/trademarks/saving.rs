//! Two who change a trademark and do not know of each other.

use super::*;
use farmfair::identity::model::role::Role;

/// Two changes of the same version, one after the other: what answers the second, and the version.
async fn later(supplier: &Person, path: &str, changes: [&Mark; 2]) -> (Answer, String) {
    let (form, version) = carried(supplier, path).await;
    let (other, _) = carried(supplier, path).await;
    let first = [("form", form.as_str()), ("version", version.as_str())];
    assert_eq!(
        send(supplier, path, changes[0], &first).await.status,
        StatusCode::SEE_OTHER,
        "the first is saved"
    );
    let second = [("form", other.as_str()), ("version", version.as_str())];
    (send(supplier, path, changes[1], &second).await, version)
}

#[tokio::test]
async fn the_later_of_two_savers_chooses_field_by_field() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let id = entered(&supplier, &mark()).await;
    let path = format!("/my/trademarks/{id}");
    let first = Mark { class: "30", scan: Vec::new(), ..mark() };
    let second = Mark { number: "TM-TRIAL-0002".into(), class: "31", ..mark() };
    let (answer, _) = later(&supplier, &path, [&first, &second]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.html();
    assert!(page.text("h1").contains("这件商标已被他人修改"));
    assert_eq!(
        page.attributes("input[type=radio][name=number]", "value"),
        [NUMBER, "TM-TRIAL-0002"]
    );
    assert_eq!(page.attributes("input[type=radio][name=class]", "value"), ["30", "31"]);
    assert_eq!(
        page.attribute("input[type=hidden][name=brand]", "value"),
        BRAND,
        "the same in both"
    );
    assert!(page.text("main").contains("第 31 类"), "a class is read by its name");
    let value = |name: &str| page.attribute(&format!("input[name={name}]"), "value");
    let (form, version, held) = (value("form"), value("version"), value("held"));
    let more = [("form", form.as_str()), ("version", &version), ("held", &held)];
    let chosen = Mark { class: "30", scan: Vec::new(), ..second };
    assert_eq!(send(&supplier, &path, &chosen, &more).await.status, StatusCode::SEE_OTHER);
    let kept =
        "select number || ' ' || class || ' ' || version from trademarks order by id desc limit 1";
    assert_eq!(app.text(kept).await, "TM-TRIAL-0002 30 3");
    assert_eq!(
        app.text("select f.code from trademarks t join files f on f.id = t.scan_id order by t.id desc limit 1").await,
        held,
        "the scan that came with the later version is not sent again"
    );
}

#[tokio::test]
async fn of_a_next_term_only_its_last_day_is_chosen() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = verified(&supplier, &organiser, &mark()).await;
    let (form, _) = carried(&supplier, &format!("/my/trademarks/new?renews={id}")).await;
    let renewed = Mark { expires_on: "2031-03-13", ..mark() };
    let more = [("form", form.as_str()), ("renews", id.as_str())];
    let sent = send(&supplier, "/my/trademarks", &renewed, &more).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html().text(".errors"));
    let path = format!("/my/trademarks/{}", newest(&app).await);
    let changes = ["2031-03-12", "2031-03-11"].map(|expires_on| Mark { expires_on, ..mark() });
    let (answer, version) = later(&supplier, &path, [&changes[0], &changes[1]]).await;
    assert_eq!((answer.status, version.as_str()), (StatusCode::CONFLICT, "1"));
    let page = answer.html();
    assert_eq!(page.count(".versus tbody tr"), 1);
    assert_eq!(
        page.attributes("input[type=radio][name=expires_on]", "value"),
        ["2031-03-12", "2031-03-11"]
    );
}

#[tokio::test]
async fn what_was_verified_meanwhile_is_not_changed_and_its_saver_is_told() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = entered(&supplier, &mark()).await;
    let path = format!("/my/trademarks/{id}");
    let (form, version) = carried(&supplier, &path).await;
    decides(&organiser, &id, "verification").await;
    let more = [("form", form.as_str()), ("version", version.as_str())];
    let late = send(&supplier, &path, &Mark { class: "30", ..mark() }, &more).await;
    assert_eq!(late.header("location"), path);
    let cookies = late.headers.get_all("set-cookie").iter();
    assert!(cookies.into_iter().any(|cookie| cookie.to_str().unwrap().contains("not-now")));
    assert_eq!(state(&app).await, format!("{NUMBER} verified"));
}
