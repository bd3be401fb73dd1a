//! Exhibitors: new, changed and unchanged ones.

use super::{EXHIBITORS, apply, bring, code, csv, fates, rows, send, written, xlsx};
use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;
use farmfair::{
    identity::model::role::Role,
    places::{model::gazetteer::Gazetteer, store},
};
use std::collections::BTreeSet;

/// Code, number, name, kind and location of an exhibitor of the third fair, and an introduction.
const KNOWN: &str = "select concat_ws('|', coalesce(o.credit_code, ''), o.number, o.name, o.kind, o.division_code)
    from organisations o join exhibitors e on e.organisation_id = o.id join editions d on d.id = e.edition_id
    where d.ordinal = 3 order by o.id offset 1 limit 1";

#[tokio::test]
async fn a_sheet_of_exhibitors_is_looked_at_and_written_and_the_same_again_changes_nothing() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let known = app.text(KNOWN).await;
    let known: Vec<&str> = known.split('|').collect();
    let new = code(1);
    let words = "=1+1 草原上的\n羊绒";
    let sheet = rows(
        &EXHIBITORS,
        &[
            &[&new, "", "试验羊绒合作社", "农牧民专业合作社", "鄂托克旗", words, "A"],
            &["", "", "试验家庭牧场", "family_farm", "150624", "", ""],
            &["", known[1], known[2], known[3], known[4], "新的介绍", ""],
        ],
    );
    let before = written(&app).await;
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, "2 1 0 0");
    assert_eq!(written(&app).await, before, "a preview writes nothing");
    let page = organiser.get(&path).await.html();
    assert!(
        page.text("main").contains("介绍： — → 新的介绍")
            || page.text("main").contains("→ 新的介绍"),
        "{}",
        page.text("main")
    );
    assert!(page.text(".bar, .desk").contains("鄂托克旗"));
    let english = organiser.get(&format!("/en{path}")).await.html();
    assert!(english.text("main").contains("Import 3 rows"));

    let page = apply(&organiser, &path).await;
    assert!(
        page.text(".said").contains("已导入")
            || page.text("main").contains("已导入：新增 2 行，改动 1 行"),
        "{}",
        page.text("main")
    );
    let made = app
        .text(
            "select concat_ws('|', o.number ~ '^GYS-[0-9]{4}$', o.banner_code, o.introduction, e.state, z.code, s.state)
        from organisations o join exhibitors e on e.organisation_id = o.id join applications a on a.exhibitor_id = e.id
        join zones z on z.id = a.zone_id join application_steps s on s.exhibitor_id = e.id where o.name = '试验羊绒合作社'",
        )
        .await;
    assert_eq!(made, "t|150624|=1+1 草原上的\n羊绒|approved|A|approved");
    for q in ["试验羊绒", "shiyanyangrong", new.as_str()] {
        assert_finds(&organiser, q, "试验羊绒合作社").await;
    }
    assert_is_in_the_trail(&app).await;
    let after = written(&app).await;
    for bytes in [xlsx(&sheet), csv(&sheet)] {
        let path = bring(&organiser, ("exhibitors", "3"), bytes).await;
        assert_eq!(fates(&app).await, "0 0 3 0");
        let page = organiser.get(&path).await.html();
        assert_eq!(page.count("form[action$=application]"), 0, "there is nothing to write");
        organiser.post(&format!("{path}/application"), &[]).await;
        assert_eq!(written(&app).await, after);
    }
}

async fn assert_finds(organiser: &Person, q: &str, name: &str) {
    let typed = percent_encoding::utf8_percent_encode(q, percent_encoding::NON_ALPHANUMERIC);
    let found = organiser.get(&format!("/admin/organisations?q={typed}")).await;
    assert!(found.body.contains(name), "{q} finds it");
}

/// The import, and each record with its earlier state.
async fn assert_is_in_the_trail(app: &TestApp) {
    let trail = app.texts("select concat_ws(' ', action, noun, on_behalf_of is not null) from audit_events where action = 'import' or noun in ('organisations', 'exhibitors') order by id").await;
    assert_eq!(
        trail,
        [
            "create organisations t",
            "create exhibitors t",
            "create organisations t",
            "create exhibitors t",
            "change organisations t",
            "import imports f",
        ]
    );
    let change = app.text("select changes::text from audit_events where action = 'change' and noun = 'organisations'").await;
    assert!(change.contains("\"新的介绍\"]") && !change.contains("name"), "{change}");
}

#[tokio::test]
async fn a_banners_officer_brings_his_own_and_what_is_anothers_does_not_exist() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    // The code of an organisation in another banner.
    app.as_owner(
        "update organisations set credit_code = '91350100M000100Y43'
         where number = (select min(number) from organisations where side = 'supplier' and banner_code <> '150602')",
    )
    .await;
    let foreign = "91350100M000100Y43";
    let number =
        app.text("select number from organisations where credit_code = '91350100M000100Y43'").await;
    let number = number.as_str();
    let (own, other, last) = (code(11), code(12), code(13));
    let sheet = rows(
        &EXHIBITORS,
        &[
            &[&own, "", "东胜试验合作社", "农牧民专业合作社", "150602", "", ""],
            &[&other, "", "别处试验合作社", "农牧民专业合作社", "150624", "", ""],
            &[foreign, "", "冒名合作社", "农牧民专业合作社", "150602", "", ""],
            &["", number, "冒名合作社", "农牧民专业合作社", "150602", "", ""],
            &["", "GYS-9999999", "没有的", "家庭农牧场", "150602", "", ""],
        ],
    );
    let path = bring(&officer, ("exhibitors", "3"), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, "1 0 0 4");
    let page = officer.get(&path).await.html();
    let whys = page.all(".import-why");
    assert!(whys[0].contains("所在地 150624：不在您的旗区"), "{whys:?}");
    // A number outside the scope answers like an unknown one.
    let of = |n: usize| whys[n].rsplit('：').next().unwrap().to_string();
    assert_eq!(of(2), of(3));

    let sheet =
        rows(&EXHIBITORS, &[&[&last, "", "东胜试验合作社", "农牧民专业合作社", "东胜区", "", ""]]);
    let path = bring(&officer, ("exhibitors", "3"), xlsx(&sheet)).await;
    apply(&officer, &path).await;
    let state =
        app.text("select e.state from exhibitors e join organisations o on o.id = e.organisation_id where o.name = '东胜试验合作社'").await;
    assert_eq!(state, "recommended", "an officer recommends");
    // He cannot see the imports of others.
    let organiser = app.someone(Role::Organiser).await;
    let theirs = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, "0 1 0 0", "an organiser approves whom an officer recommended");
    for act in ["", "/application", "/discard"] {
        let answer = if act.is_empty() {
            officer.get(&theirs).await
        } else {
            officer.post(&format!("{theirs}{act}"), &[]).await
        };
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
    }
    let auditor = app.someone(Role::Auditor).await;
    let page = auditor.get(&theirs).await.html();
    assert_eq!(page.count("form[action$=application]"), 0, "an auditor looks");
}

#[tokio::test]
async fn who_was_declined_is_not_let_in_by_a_sheet_and_who_is_further_stays_there() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let known = app.text(KNOWN).await;
    let known: Vec<&str> = known.split('|').collect();
    let sheet = rows(&EXHIBITORS, &[&[known[0], known[1], known[2], known[3], known[4], "", ""]]);
    bring(&organiser, ("exhibitors", "3"), csv(&sheet)).await;
    assert_eq!(fates(&app).await, "0 0 1 0", "published, and it stays so");
    app.as_owner_with(
        "update exhibitors set state = 'declined' where edition_id = (select id from editions where ordinal = 3)
        and organisation_id = (select id from organisations where number = '$key')",
        known[1],
    )
    .await;
    bring(&organiser, ("exhibitors", "3"), csv(&sheet)).await;
    assert_eq!(fates(&app).await, "0 0 0 1");
    // A closed edition takes no exhibitors.
    let closed = send(&organiser, ("exhibitors", "2"), csv(&sheet)).await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(closed.html().text(".errors").contains("请选择尚未闭幕的届次"));
}

#[tokio::test]
async fn places_are_understood_as_forms_understand_them() {
    let app = TestApp::fair().await;
    let places: Gazetteer = store::gazetteer(&app.pool).await.unwrap();
    let typed = app
        .texts(
            "select unnest(array[code, name, official_name, full_name, name_en, \
                    upper(full_name_en), pinyin, replace(pinyin, ' ', ''), left(name, 2), \
                    ' ' || name]) \
             from (select * from divisions where level <> 'city' order by md5(code) limit 60) chosen",
        )
        .await;
    for text in typed.iter().map(String::as_str).chain(["", "鄂", "nowhere", "%", "_", "150600"]) {
        let one: BTreeSet<String> = store::named(&app.pool, text.trim())
            .await
            .unwrap()
            .iter()
            .map(|place| place.code.to_string())
            .collect();
        let other: BTreeSet<String> =
            places.named(text).iter().map(|place| place.code.to_string()).collect();
        // The form offers a dozen at most.
        assert!(
            one == other || one.len() == 12 && other.is_superset(&one),
            "{text:?}: {one:?} and {other:?}"
        );
    }
}
