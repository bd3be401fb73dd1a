//! Zones and booths drawn on the plan.

use super::{fourth, seen, told};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

const ZONE: [(&str, &str); 5] = [
    ("code", "e"),
    ("name", "品鉴区"),
    ("name_en", "Tasting zone"),
    ("purpose", "现场品鉴"),
    ("purpose_en", "Tasting"),
];
const GRID: [(&str, &str); 9] = [
    ("rows", "4"),
    ("columns", "5"),
    ("booth_width", "3"),
    ("booth_depth", "2.5"),
    ("gap", "0.5"),
    ("aisle", "3"),
    ("from_x", "3"),
    ("from_y", "80"),
    ("first", "1"),
];

async fn zone(app: &TestApp) -> String {
    app.text("select max(z.id)::text from zones z join editions e on e.id = z.edition_id where e.ordinal = 4").await
}

#[tokio::test]
async fn a_zone_is_made_filled_renamed_emptied_and_removed() {
    let (app, organiser) = fourth().await;
    seen(&organiser.post("/admin/editions/4/zones", &ZONE).await);
    told(&organiser.post("/admin/editions/4/zones", &ZONE).await, "E 已存在");
    let id = zone(&app).await;
    seen(&organiser.post(&format!("/admin/zones/{id}/grid"), &GRID).await);
    let drawn = app
        .texts("select code || ' ' || x::float8 || ' ' || y::float8 from booths where zone_id = (select max(id) from zones) order by code")
        .await;
    assert_eq!(drawn.len(), 20);
    assert_eq!(
        [&drawn[0], &drawn[1], &drawn[5], &drawn[10]],
        ["E-001 3 80", "E-002 6.5 80", "E-006 3 82.5", "E-011 3 88"]
    );
    told(&organiser.post(&format!("/admin/zones/{id}/grid"), &GRID).await, "E-001 已存在");
    let onto: Vec<(&str, &str)> =
        GRID.into_iter().filter(|(name, _)| *name != "first").chain([("first", "101")]).collect();
    told(&organiser.post(&format!("/admin/zones/{id}/grid"), &onto).await, "与 E-001、E-002");
    assert_eq!(
        app.text("select count(*)::text from booths where zone_id = (select max(id) from zones)")
            .await,
        "20",
        "nothing half drawn"
    );
    told(
        &organiser.post(&format!("/admin/zones/{id}/removal"), &[]).await,
        "仍有展位的展区不能删除",
    );
    let renamed = [
        ("version", "1"),
        ("name", "品尝区"),
        ("name_en", "Tasting"),
        ("purpose", "品尝"),
        ("purpose_en", "Taste"),
    ];
    seen(&organiser.post(&format!("/admin/zones/{id}"), &renamed).await);
    told(&organiser.post(&format!("/admin/zones/{id}"), &renamed).await, "他人刚刚修改过");
    seen(&organiser.post(&format!("/admin/zones/{id}/clearing"), &[]).await);
    seen(&organiser.post(&format!("/admin/zones/{id}/removal"), &[]).await);
    let trail = app.texts("select action from audit_events where noun = 'zones' order by id").await;
    assert_eq!(trail, ["create", "change", "change", "change", "remove"]);
    assert_eq!(
        organiser.post(&format!("/admin/zones/{id}/removal"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_booth_is_moved_and_numbered_anew_but_onto_no_other() {
    let (app, organiser) = fourth().await;
    let id =
        app.text("select b.id::text from booths b join editions e on e.id = b.edition_id where e.ordinal = 4 and b.code = 'D-001'").await;
    let page = organiser.get(&format!("/admin/editions/4/floor-plan?booth={id}")).await.html();
    let version = page.attribute("#booth-form input[name=version]", "value");
    let (x, y) = (page.attribute("#x", "value"), page.attribute("#y", "value"));
    let path = format!("/admin/booths/{id}/place");
    let moved = |number: &'static str, x: &str, version: &str| {
        [
            ("number", number.to_string()),
            ("x", x.to_string()),
            ("y", "120".to_string()),
            ("width", "4".to_string()),
            ("depth", "3".to_string()),
            ("version", version.to_string()),
        ]
    };
    let send = |fields: [(&'static str, String); 6]| {
        let (organiser, path) = (organiser.clone(), path.clone());
        async move {
            organiser
                .post(&path, &fields.each_ref().map(|(name, value)| (*name, value.as_str())))
                .await
        }
    };
    told(&send(moved("2", "3", &version)).await, "D-002 已存在");
    told(&send(moved("1", "499", &version)).await, "超出展厅");
    seen(&send(moved("901", "３.5", &version)).await);
    let now = app.text("select code || ' ' || x::float8 || ' ' || width::float8 from booths where code = 'D-901'").await;
    assert_eq!(now, "D-901 3.5 4");
    told(&send(moved("902", "3", &version)).await, "他人刚刚修改过");
    let onto =
        app.text("select b.id::text from booths b join editions e on e.id = b.edition_id where e.ordinal = 4 and b.code = 'D-002'").await;
    let fields = [
        ("number", "2"),
        ("x", "4"),
        ("y", "121"),
        ("width", "3"),
        ("depth", "3"),
        ("version", "1"),
    ];
    let refused = organiser.post(&format!("/admin/booths/{onto}/place"), &fields).await;
    told(&refused, "与 D-901 重叠");
    assert_eq!(refused.html().attribute("#x", "value"), "4", "what was typed stays");
    assert!(x != "3.5" && y != "120");
    seen(&organiser.post(&format!("/admin/booths/{id}/removal"), &[]).await);
    assert_eq!(app.text("select count(*)::text from booths where code = 'D-901'").await, "0");
}

#[tokio::test]
async fn the_database_itself_lets_no_two_booths_overlap() {
    let app = TestApp::own_fair().await;
    let twin = "insert into booths (edition_id, zone_id, code, x, y, width, depth)
                select edition_id, zone_id, 'A-999', x + 0.01, y + 0.01, width, depth from booths where code = 'A-001' and edition_id = 3";
    let refused = sqlx::raw_sql(twin).execute(&app.pool).await.unwrap_err().to_string();
    assert!(refused.contains("booths_do_not_overlap"), "{refused}");
    sqlx::raw_sql("update booths set x = x + 3 where edition_id = 3")
        .execute(&app.pool)
        .await
        .unwrap();
    let foreign = "insert into booth_assignments (booth_id, exhibitor_id, assigned_at)
                   select (select max(id) from booths where edition_id = 3), min(id), now() from exhibitors where edition_id = 1";
    let refused = sqlx::raw_sql(foreign).execute(&app.pool).await.unwrap_err().to_string();
    assert!(refused.contains("different editions"), "{refused}");
}

#[tokio::test]
async fn the_plan_of_a_fair_that_is_over_is_history() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let before = app.text("select md5(string_agg(b::text, '' order by id)) from booths b").await;
    told(&organiser.post("/admin/editions/1/zones", &ZONE).await, "平面图不能修改");
    let zone = app.text("select min(id)::text from zones where edition_id = 1").await;
    told(&organiser.post(&format!("/admin/zones/{zone}/grid"), &GRID).await, "平面图不能修改");
    let booth = app.text("select min(id)::text from booths where edition_id = 1").await;
    told(&organiser.post(&format!("/admin/booths/{booth}/removal"), &[]).await, "平面图不能修改");
    let held =
        app.text("select min(booth_id)::text from booth_assignments a join booths b on b.id = a.booth_id where b.edition_id = 3").await;
    told(&organiser.post(&format!("/admin/booths/{held}/removal"), &[]).await, "有过展商的展位");
    assert_eq!(
        app.text("select md5(string_agg(b::text, '' order by id)) from booths b").await,
        before
    );
}
