//! The trail in words: names of fields and codes, links to records; and the history on a record's
//! page.

use crate::{
    applications::{applied, decide, open_edition},
    harness::{actors::Person, site::TestApp},
};
use farmfair::{app, identity::model::role::Role};
use std::{fs, path::Path};

/// Listed by a supplier and approved.
async fn published(supplier: &Person, organiser: &Person) -> String {
    let form = supplier.get("/my/products/new").await.html().attribute("input[name=form]", "value");
    let offer = [
        ("form", form.as_str()),
        ("category", "0401"),
        ("name", "试验山羊肉"),
        ("specification", "5 公斤一箱"),
        ("unit", "jian"),
        ("price", "398.50"),
        ("price_basis", "零售"),
        ("origin", "150624"),
        ("months", "9"),
        ("months", "10"),
    ];
    supplier.post("/my/products", &offer).await;
    let id = supplier.app.text("select max(id)::text from products").await;
    let page = format!("/admin/products/{id}");
    let version = organiser.get(&page).await.html().attribute("main input[name=version]", "value");
    organiser.post(&format!("{page}/publication"), &[("version", &version)]).await;
    id
}

const RAW: [&str; 9] = [
    "submitted",
    "published",
    "0401",
    "150624",
    "jian",
    "price_basis",
    "products",
    "origin",
    "state",
];

#[tokio::test]
async fn no_code_and_no_key_stands_on_a_page_of_the_trail() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let auditor = app.someone(Role::Auditor).await;
    let id = published(&supplier, &organiser).await;
    let home = app.text("select full_name from divisions where code = '150624'").await;
    let trail = "/admin/audit?noun=products&columns=changes,label,noun";
    for (person, path, said) in [
        (
            &auditor,
            trail.to_string(),
            vec!["单位：— → 件", "状态：待审核 → 已上架", "供应月份：— → 9月、10月", home.as_str()],
        ),
        (
            &auditor,
            format!("/en{trail}"),
            vec!["State: Awaiting review → Published", "Months available: — → September, October"],
        ),
        (
            &organiser,
            format!("/admin/products/{id}"),
            vec!["状态：待审核 → 已上架", organiser.login.as_str()],
        ),
        (
            &supplier,
            format!("/my/products/{id}"),
            vec!["状态：待审核 → 已上架", "组委会", supplier.login.as_str()],
        ),
        (
            &supplier,
            "/en/my/history".into(),
            vec!["Product 试验山羊肉", "Organiser", "State: Awaiting review → Published"],
        ),
    ] {
        let page = person.get(&path).await.html();
        let text = page.all("table.dense tbody, ol.changes--wide").join(" ");
        for words in said {
            assert!(text.contains(words), "{path} says {words}: {text}");
        }
        // Not inside the name of an account.
        let text = text.replace(&organiser.login, "").replace(&supplier.login, "");
        for raw in RAW {
            assert!(!text.contains(raw), "{path} says {raw}: {text}");
        }
    }
    assert_eq!(
        auditor.get(trail).await.html().attribute("table.dense tbody a", "href"),
        format!("/admin/products/{id}")
    );
    let own = supplier.get(&format!("/my/products/{id}")).await.body;
    assert!(
        !own.contains(&organiser.login) && !own.contains("127.0.0.1"),
        "of others a party learns the role alone"
    );
    let sheet = auditor.get("/admin/audit.csv?noun=products").await.body;
    assert!(sheet.contains("状态：待审核 → 已上架") && !sheet.contains("[\""), "{sheet}");
    let english = auditor.get("/admin/audit.csv?noun=products&lang=en").await.body;
    assert!(english.contains("State: Awaiting review → Published"));
}

#[tokio::test]
async fn each_records_page_shows_its_history() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let (organiser, auditor) =
        (app.someone(Role::Organiser).await, app.someone(Role::Auditor).await);
    let id = applied(&supplier).await;
    decide(&officer, &id, "recommendation").await;
    let own = supplier.get(&format!("/my/applications/{id}")).await.html().text("#h-history + ol");
    assert!(
        own.contains("状态：已申请 → 旗区已推荐")
            && own.contains("旗区专员")
            && !own.contains(&officer.login),
        "{own}"
    );
    let zone = app.text("select max(id)::text from zones").await;
    let page = organiser.get(&format!("/admin/editions/4/floor-plan?zone={zone}")).await.html();
    let version = page.attribute("#zone input[name=version]", "value");
    let text = [
        ("version", version.as_str()),
        ("name", "牛羊"),
        ("name_en", "Cattle"),
        ("purpose", "肉"),
        ("purpose_en", "Meat"),
    ];
    organiser.post(&format!("/admin/zones/{zone}"), &text).await;
    let plan = auditor.get(&format!("/admin/editions/4/floor-plan?zone={zone}")).await.html();
    assert!(
        plan.text("#h-history + ol").contains("展区用途：各旗区 → 肉"),
        "{}",
        plan.text("#h-history + ol")
    );
    let listed = auditor.get("/admin/audit?noun=zones").await.html();
    assert_eq!(
        listed.attribute("table.dense tbody a", "href"),
        format!("/admin/editions/4/floor-plan?zone={zone}")
    );
    let profile = supplier.get("/my/profile").await.html();
    let version = profile.attribute("input[name=version]", "value");
    supplier.post("/my/profile", &[("version", &version), ("introduction", "养羊")]).await;
    assert!(supplier.get("/my/profile").await.html().text("#h-history + ol").contains("→ 养羊"));
}

#[tokio::test]
async fn a_public_notice_stands_on_its_fairs_page() {
    let app = TestApp::own_fair().await;
    let (organiser, auditor) =
        (app.someone(Role::Organiser).await, app.someone(Role::Auditor).await);
    app.as_owner("update exhibitors set state = 'approved', published_on = null where id = (select max(id) from exhibitors where edition_id = (select id from editions where ordinal = 3))").await;
    let page = organiser.get("/admin/editions/3/publication").await.html();
    let field = |name: &str| page.attribute(&format!("[name={name}]"), "value");
    let fields = ["form", "until"].map(|name| (name, field(name)));
    let mut fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("contact", "组委会 0477-8123456"));
    let answer = organiser.post("/admin/editions/3/publication", &fields).await;
    assert_eq!(
        answer.header("location"),
        "/admin/editions/3/publication",
        "{}",
        answer.html().text(".errors")
    );
    for (person, path) in
        [(&organiser, "/admin/editions/3/publication"), (&auditor, "/admin/editions/3")]
    {
        let history = person.get(path).await.html().text("#h-history + ol");
        assert!(history.contains("公示展商：— → 1"), "{path}: {history}");
    }
    assert_eq!(
        auditor
            .get("/admin/audit?noun=public_notices")
            .await
            .html()
            .attribute("table.dense tbody a", "href"),
        "/admin/editions/3"
    );
}

/// Tests that record a variable field find it by themselves (`NewEvent::with`); this test finds
/// fields that no test records.
#[test]
fn every_field_that_is_written_has_a_name() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut written = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().contains("src/audit") {
                let text = fs::read_to_string(&path).unwrap_or_default();
                if text.contains("Changes::default()") {
                    written.extend(text.split(".field(").skip(1).filter_map(|rest| {
                        Some(rest.trim_start().strip_prefix('"')?.split('"').next()?.to_string())
                    }));
                }
            }
        }
    }
    assert!(written.len() > 40, "{written:?}");
    for name in written {
        assert!(
            app::declarations(app::NOUNS).records().iter().any(|kind| kind.field(&name).is_some()),
            "model/trail.rs of its noun has no {name:?}"
        );
    }
}
