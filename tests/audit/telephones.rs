//! Telephone numbers: complete for users of the page, masked in the trail and in exports.

use crate::identity::invite;
use crate::{
    applications::{applied, open_edition},
    harness::{actors::PASSWORD, site::TestApp},
    registrations::registered,
};
use axum::http::StatusCode;
use farmfair::{app, identity::model::role::Role};

/// In an account, a registration, a failed sign-in, an application, and a profile.
const NUMBERS: [&str; 5] =
    ["13900000001", "13812345678", "13900000002", "13800000000", "04778123456"];

async fn with_telephones() -> TestApp {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, administrator) =
        (app.someone(Role::Supplier).await, app.someone(Role::Administrator).await);
    let fields = [("login", NUMBERS[0]), ("name", "甲"), ("role", "organiser"), ("scope", "")];
    assert_eq!(invite(&administrator, &fields).await.status, StatusCode::OK);
    registered(&app, &[]).await;
    app.post("/login", &[("login", NUMBERS[2]), ("password", PASSWORD)], "").await;
    applied(&supplier).await;
    let version =
        supplier.get("/my/profile").await.html().attribute("input[name=version]", "value");
    supplier
        .post(
            "/my/profile",
            &[("contact_phone", "0477-8123456"), ("contact_is_public", "1"), ("version", &version)],
        )
        .await;
    administrator.get(&format!("/admin/users.csv?q={}", NUMBERS[0])).await;
    app
}

#[tokio::test]
async fn no_sheet_of_the_office_has_a_telephone_in_whole() {
    let app = with_telephones().await;
    let readers = [
        app.someone(Role::Auditor).await,
        app.someone(Role::Organiser).await,
        app.someone(Role::Administrator).await,
    ];
    let mut sheets = 0;
    for route in app::routes(app::NOUNS)
        .list()
        .iter()
        .filter(|route| route.path.starts_with("/admin") && route.path.ends_with(".csv"))
    {
        let path = format!("{}?edition=all", route.path.replace("{ordinal}", "4"));
        let path =
            if path.contains("applications") { path } else { path.replace("?edition=all", "") };
        for reader in &readers {
            let sheet = reader.get(&path).await;
            if sheet.status == StatusCode::OK {
                sheets += 1;
                for number in NUMBERS {
                    assert!(
                        !sheet.body.replace('-', "").contains(number),
                        "{path} takes {number} along"
                    );
                }
            }
        }
    }
    assert!(sheets > 12, "{sheets}");
    let users = readers[0].get("/admin/users.csv").await.body;
    assert!(users.contains("139****0001"), "{users}");
    let trail = readers[0].get("/admin/audit.csv").await.body;
    for masked in ["139****0001", "139****0002", "138****5678", "138****0000"] {
        assert!(trail.contains(masked), "{masked} in {trail}");
    }
}

#[tokio::test]
async fn who_may_see_the_page_may_read_whose_account_it_is() {
    let app = with_telephones().await;
    let auditor = app.someone(Role::Auditor).await;
    assert!(
        auditor.get("/admin/users").await.html().text("table.dense tbody").contains(NUMBERS[0])
    );
    let found = auditor.get(&format!("/admin/audit?q={}", NUMBERS[2])).await.html();
    assert!(
        found.text("table.dense tbody").contains("登录被拒"),
        "an account is looked for in whole"
    );
    let kept = app.texts("select changes::text from audit_events where noun in ('registrations', 'exhibitors', 'organisations')").await;
    assert_eq!(kept.len(), 3, "{kept:?}");
    for number in &NUMBERS[1..] {
        assert!(!kept.join(" ").replace('-', "").contains(number), "{kept:?}");
    }
}
