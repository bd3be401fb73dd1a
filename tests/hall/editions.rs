//! An edition planned from a copy of last year's, changed, and moved through its states.

use super::{form, fourth, seen, step, told, with};
use crate::harness::{
    addresses::{LISTS, english},
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn the_next_edition_begins_as_a_copy_of_the_last() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let page = organiser.get("/admin/editions/new").await.html();
    assert_eq!(page.attribute("#ordinal", "value"), "4");
    assert_eq!(page.attribute("#name", "value"), "鄂尔多斯市第四届农产品展洽会");
    assert_eq!(page.attribute("#name_en", "value"), "Fourth Ordos Farm Produce Fair");
    assert_eq!(page.attribute("#opens_at", "value"), "09:00");
    let form = page.attribute("input[name=form]", "value");
    let fields: Vec<(&str, &str)> = with(&[("form", form.as_str())]);
    let answers =
        futures_util::future::join_all((0..20).map(|_| organiser.post("/admin/editions", &fields)))
            .await;
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.text("select count(*)::text from editions where ordinal = 4").await, "1");
    assert_eq!(app.text("select count(*)::text from booths b join editions e on e.id = b.edition_id where e.ordinal = 4").await, "396");
    assert_eq!(
        app.text(
            "select string_agg(z.code || z.name, ' ' order by z.code) from zones z join editions e on e.id = z.edition_id where e.ordinal = 4"
        )
        .await,
        app.text(
            "select string_agg(z.code || z.name, ' ' order by z.code) from zones z join editions e on e.id = z.edition_id where e.ordinal = 3"
        )
        .await
    );
    let history = organiser.get("/admin/editions/4").await.html().all("#h-history + ol li");
    assert_eq!(history.len(), 1);
    assert!(history[0].contains(&organiser.login), "{history:?}");
    let other = self::form(&organiser).await;
    told(&organiser.post("/admin/editions", &with(&[("form", other.as_str())])).await, "已存在");
}

#[tokio::test]
async fn what_is_wrong_with_an_edition_is_said_and_what_was_typed_stays() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let form = form(&organiser).await;
    let bad = [
        ("form", form.as_str()),
        ("ordinal", "x"),
        ("name", ""),
        ("starts_on", "2021-09-20"),
        ("ends_on", "2021-09-19"),
        ("opens_at", "18:00"),
        ("closes_at", "9 Uhr"),
        ("place", "1"),
        ("theme", "主题"),
        ("state", "running"),
    ];
    let answer = organiser.post("/admin/editions", &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    for field in ["ordinal", "name", "name_en", "ends_on", "closes_at", "place"] {
        assert_eq!(
            page.attributes(&format!(".errors a[href='#{field}']"), "href").len(),
            1,
            "{field}"
        );
        assert_eq!(page.count(&format!("#{field}")), 1, "the summary leads to {field}");
    }
    assert_eq!(page.attribute("#theme", "value"), "主题");
    assert_eq!(page.attribute("#closes_at", "value"), "9 Uhr");
    assert_eq!(app.text("select count(*)::text from editions").await, "3");
}

#[tokio::test]
async fn a_draft_edition_is_nowhere_in_public() {
    let (app, organiser) = fourth().await;
    let public = TestApp::on(&app.urls);
    for path in [
        "/fairs/4",
        "/fairs/4/sales",
        "/fairs/4/floor-plan",
        "/fairs/4/calendar.ics",
        "/api/v1/editions/4",
    ] {
        assert_eq!(public.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let plain = [
        "/api/v1/editions",
        "/opendata/editions.csv",
        "/sitemap.xml",
        "/feed.xml",
        "/search?q=第四届",
        "/search/suggestions?q=第四届",
        "/api/v1/exhibitors?edition=all",
    ];
    for path in LISTS
        .into_iter()
        .map(String::from)
        .chain(LISTS.into_iter().map(english))
        .chain(plain.map(String::from))
    {
        let answer = public.get(&path.replace("第四届", "%E7%AC%AC%E5%9B%9B%E5%B1%8A")).await;
        for word in ["第四届农产品", "Fourth Ordos", "试验主题", "试验会展中心", "/fairs/4"]
        {
            assert!(!answer.body.contains(word), "{path} knows of {word}");
        }
    }
    assert_eq!(public.get("/exhibitors?edition=4").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(organiser.get("/admin/editions/4").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_edition_moves_step_by_step_and_the_home_page_follows_when_it_is_scheduled() {
    let (app, organiser) = fourth().await;
    let home = |app: TestApp| async move { TestApp::on(&app.urls).page("/").await.text("h1") };
    for skipped in ["schedule", "open", "close"] {
        step(&organiser, skipped).await;
        assert_eq!(
            app.text("select state from editions where ordinal = 4").await,
            "draft",
            "{skipped}"
        );
    }
    assert_eq!(step(&organiser, "sleep").await.status, StatusCode::NOT_FOUND);
    seen(&step(&organiser, "open_applications").await);
    assert_eq!(TestApp::on(&app.urls).get("/fairs/4").await.status, StatusCode::OK);
    assert!(home(app.clone()).await.contains("第三届"), "planned is not held");
    seen(&step(&organiser, "schedule").await);
    assert!(home(app.clone()).await.contains("第三届"), "the third still runs");
    seen(&organiser.post("/admin/editions/3/step", &[("step", "close")]).await);
    assert!(home(app.clone()).await.contains("第四届"));
    seen(&step(&organiser, "open").await);
    let both = futures_util::future::join_all((0..2).map(|_| step(&organiser, "close"))).await;
    assert!(both.iter().all(|answer| answer.status == StatusCode::SEE_OTHER));
    let moves = app
        .texts("select changes ->> 'state' from audit_events where noun = 'editions' and record_id = '4' and changes ? 'state' order by id")
        .await;
    assert_eq!(moves.len(), 4, "each act once: {moves:?}");
    assert!(app.text("select state from editions where ordinal = 4").await == "closed");
}

#[tokio::test]
async fn a_step_waits_for_what_it_makes_public() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let form = form(&organiser).await;
    let bare = with(&[
        ("form", form.as_str()),
        ("copy", ""),
        ("starts_on", ""),
        ("ends_on", ""),
        ("held_in", "2021-09"),
    ]);
    seen(&organiser.post("/admin/editions", &bare).await);
    told(&step(&organiser, "open_applications").await, "请先填写起止日期");
    let path = "/admin/editions/4";
    let version = organiser.get(path).await.html().attribute("input[name=version]", "value");
    seen(&organiser.post(path, &with(&[("version", version.as_str())])).await);
    seen(&step(&organiser, "open_applications").await);
    told(&step(&organiser, "schedule").await, "生成展位");
    let version = organiser.get(path).await.html().attribute("input[name=version]", "value");
    let undated = with(&[
        ("version", version.as_str()),
        ("starts_on", ""),
        ("ends_on", ""),
        ("held_in", "2021-09"),
    ]);
    told(&organiser.post(path, &undated).await, "请先填写起止日期");
}

#[tokio::test]
async fn the_later_of_two_organisers_sees_both_versions() {
    let (app, organiser) = fourth().await;
    let path = "/admin/editions/4";
    let version = organiser.get(path).await.html().attribute("input[name=version]", "value");
    seen(&organiser.post(path, &with(&[("venue", "新馆"), ("version", version.as_str())])).await);
    let later =
        organiser.post(path, &with(&[("theme", "新主题"), ("version", version.as_str())])).await;
    assert_eq!(later.status, StatusCode::CONFLICT);
    let page = later.html();
    assert_eq!(page.attributes("input[type=radio][name=venue]", "value"), ["新馆", "试验会展中心"]);
    assert_eq!(page.attributes("input[type=radio][name=theme]", "value"), ["试验主题", "新主题"]);
    assert_eq!(
        app.text("select venue || theme from editions where ordinal = 4").await,
        "新馆试验主题",
        "nothing was overwritten"
    );
    let version = page.attribute("input[name=version]", "value");
    seen(
        &organiser
            .post(
                path,
                &with(&[("theme", "新主题"), ("venue", "新馆"), ("version", version.as_str())]),
            )
            .await,
    );
    assert_eq!(
        app.text("select venue || theme from editions where ordinal = 4").await,
        "新馆新主题"
    );
}

#[tokio::test]
async fn an_auditor_reads_and_has_no_button() {
    let (app, _) = fourth().await;
    let auditor = app.someone(Role::Auditor).await;
    for path in [
        "/admin/editions",
        "/admin/editions/4",
        "/admin/editions/4/floor-plan",
        "/admin/editions/4/booths",
        "/admin/editions/4/badges",
    ] {
        let answer = auditor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        // But with his own filters.
        assert_eq!(
            answer.html().count("main form[method=post]:not([action$='/admin/filters'])"),
            0,
            "{path}"
        );
    }
    assert!(auditor.get("/admin/editions/4").await.html().text(".record").contains("试验会展中心"));
}
