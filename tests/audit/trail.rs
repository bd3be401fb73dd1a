use crate::harness::{actors::PASSWORD, site::TestApp};
use crate::identity::invite;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn the_trail_is_only_added_to() {
    let app = TestApp::own_fair().await;
    app.someone(Role::Organiser).await.get("/admin/audit").await;
    for sql in
        ["update audit_events set actor = 'x'", "delete from audit_events", "truncate audit_events"]
    {
        let refusal =
            sqlx::query(sql).execute(&app.pool).await.unwrap_err().into_database_error().unwrap();
        assert_eq!(refusal.code().as_deref(), Some("42501"), "{sql} as the server");
    }
    let mut owner = app.urls.owner().await;
    for sql in ["update audit_events set actor = 'x'", "delete from audit_events"] {
        assert!(sqlx::query(sql).execute(&mut owner).await.is_err(), "{sql} as the owner");
    }
    assert_eq!(
        app.text("select count(*)::text from audit_events where action = 'refused'").await,
        "1"
    );
}

#[tokio::test]
async fn an_auditor_reads_who_did_what_and_takes_it_along() {
    let app = TestApp::own_fair().await;
    let (auditor, administrator) =
        (app.someone(Role::Auditor).await, app.someone(Role::Administrator).await);
    let fields =
        [("login", "=cmd"), ("name", "甲"), ("role", "banner_officer"), ("scope", "150624")];
    assert_eq!(invite(&administrator, &fields).await.status, StatusCode::OK);
    app.post("/login", &[("login", "13900000000"), ("password", PASSWORD)], "").await;
    let page = auditor.get("/admin/audit").await.html();
    let rows = page.all("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("13900000000") && rows[0].contains("登录被拒"), "{}", rows[0]);
    let banner = app.text("select full_name from divisions where code = '150624'").await;
    assert!(
        rows[1].contains(&administrator.login)
            && rows[1].contains(&banner)
            && rows[1].contains("新建"),
        "{}",
        rows[1]
    );
    assert_eq!(auditor.get("/admin/audit?action=create").await.html().count("tbody tr"), 1);
    assert_eq!(
        auditor
            .get(&format!("/admin/audit?q={}", administrator.login))
            .await
            .html()
            .count("tbody tr"),
        1
    );
    assert_eq!(auditor.get("/admin/audit?to=2020-01-01").await.html().count("tbody tr"), 0);
    assert_eq!(auditor.get("/admin/audit?action=nonsense").await.status, StatusCode::BAD_REQUEST);
    let sheet = auditor.get("/admin/audit.csv?action=create").await;
    let lines: Vec<&str> = sheet.body.lines().collect();
    assert_eq!(lines.len(), 2, "{}", sheet.body);
    assert!(lines[1].contains("'=cmd"), "no formula leaves the house: {}", lines[1]);
    assert!(
        auditor.get("/admin/audit").await.html().text("tbody tr").contains("导出"),
        "that it was taken is in the trail"
    );
}

#[tokio::test]
async fn the_trail_is_narrowed_shown_by_columns_and_kept_like_any_list() {
    let app = TestApp::own_fair().await;
    let (auditor, organiser) =
        (app.someone(Role::Auditor).await, app.someone(Role::Organiser).await);
    for list in ["/admin/products.csv", "/admin/applications.csv", "/admin/editions/3/booths.csv"] {
        assert_eq!(organiser.get(list).await.status, StatusCode::OK, "{list}");
    }
    organiser.get("/admin/audit").await;
    let page = auditor.get("/admin/audit").await.html();
    let facets = page.all(".facet-line").join(" ");
    for choice in ["产品 1", "参展报名 1", "展位 1", "页面或操作 1", "导出 3", "越权被拒 1"]
    {
        assert!(facets.contains(choice), "{choice} in {facets}");
    }
    let narrowed = "/admin/audit?noun=products&action=export&from=2020-01-01&columns=account,note";
    let page = auditor.get(narrowed).await.html();
    assert_eq!(page.all("table.dense tbody tr").len(), 1);
    assert_eq!(page.all("table.dense thead th"), ["时间", "操作人", "说明"]);
    assert_eq!(page.count(".applied.section .chip"), 3, "each condition can be taken off");
    assert!(page.text("table.dense").contains("csv，") && page.text("table.dense").contains("条"));
    for form in ["form.search", "details form.tools[method=get]"] {
        let kept: Vec<String> = page.attributes(&format!("{form} input[type=hidden]"), "name");
        assert!(
            ["noun", "action", "columns"].iter().all(|name| kept.contains(&(*name).to_string())),
            "{form} keeps {kept:?}"
        );
    }
    let keep = [
        ("list", "/admin/audit"),
        ("query", "?noun=products&action=export"),
        ("name", "导出的产品"),
    ];
    assert_eq!(auditor.post("/admin/filters", &keep).await.status, StatusCode::SEE_OTHER);
    let kept = auditor.get("/admin/audit?noun=products&action=export").await.html();
    assert_eq!(kept.all(".kept .chip"), ["导出的产品"]);
    let one = auditor.get("/admin/audit?noun=saved_filters&record=1").await.html();
    assert!(one.text(".applied.section").contains("编号 1"), "{}", one.text(".applied.section"));
    assert_eq!(auditor.get("/admin/audit?noun=nonsense").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_sheet_of_the_trail_goes_on_where_its_last_part_ended() {
    let app = TestApp::own_fair().await;
    let auditor = app.someone(Role::Auditor).await;
    app.as_owner(
        "insert into audit_events (actor, address, action, noun, record_id, label)
         select 'bulk', 'test', 'change', 'products', (n % 7)::text, 'n' || n from generate_series(1, 1203) n",
    )
    .await;
    let sheet = auditor.get("/admin/audit.csv?q=bulk&columns=label").await;
    let labels: Vec<&str> =
        sheet.body.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!((labels.len(), labels[0], labels[1202]), (1203, "n1203", "n1"));
    assert!(
        auditor
            .get("/admin/audit?noun=products")
            .await
            .html()
            .text(".facet-line")
            .contains("产品 1,000+"),
        "a count stops"
    );
}

#[tokio::test]
async fn no_password_and_no_code_stands_in_the_trail() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Supplier).await;
    let new = "the eighth sheep stayed home";
    person.post("/account/password", &[("old", PASSWORD), ("new", new), ("again", new)]).await;
    let all = app.texts("select e::text from audit_events e").await.join("\n");
    assert!(all.contains("password") && !all.contains(new) && !all.contains(PASSWORD), "{all}");
}
