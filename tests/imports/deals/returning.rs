//! What goes out comes back in.

use super::{deals, row, sheet};
use crate::{
    harness::site::TestApp,
    imports::{apply, bring, fates, xlsx},
    signing::{DESK, fourth, names},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn the_third_ceremony_comes_back_unchanged() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let before = deals(&app).await;
    for file in ["signing.xlsx", "signing.csv", "signing.xlsx?lang=en", "signing.csv?lang=en"] {
        let out = organiser.get(&format!("/admin/fairs/3/{file}")).await;
        assert_eq!(out.status, StatusCode::OK, "{file}");
        let path = bring(&organiser, ("deals", "3"), out.bytes).await;
        let page = organiser.get(&path).await.html();
        assert_eq!(fates(&app).await, "0 0 61 0", "{file}: {}", page.text("main"));
    }
    assert_eq!(deals(&app).await, before);
    let desk = organiser.get("/admin/fairs/3/signing").await.html();
    for href in ["/admin/fairs/3/signing.xlsx", "/admin/fairs/3/signing.csv"] {
        assert_eq!(desk.count(&format!(".runsheet__foot a[href='{href}']")), 1, "{href}");
    }
    let import = desk.attribute(".runsheet__foot a[href*=imports]", "href");
    assert_eq!(import, "/admin/imports?edition=3#h-deals");
    let form = organiser.get(&import).await.html();
    let chosen = form.attribute("section[aria-labelledby=h-deals] option[selected]", "value");
    assert_eq!(chosen, "3");
}

#[tokio::test]
async fn odd_names_and_amounts_come_back_unchanged() {
    let (app, organiser) = fourth().await;
    let mut names = names(&app).await;
    app.as_owner(
        "update organisations set name = '=甲, \"乙\"社（演示）' where id = (
             select min(id) from organisations
             where side = 'supplier' and banner_code = '150621' and state = 'published');
         update organisations set name = '''+86 丙、丁公司' where id = (
             select min(id) from organisations o where side = 'buyer' and state = 'published'
                 and not exists (select from signed_projects where buyer_id = o.id))",
    )
    .await;
    names.supplier = "=甲, \"乙\"社（演示）".into();
    names.buyer = "'+86 丙、丁公司".into();
    let twin = "update organisations set name = '+86 丙、丁公司' where name = '$key'";
    app.as_owner_with(twin, &names.other_buyer).await;
    let of = sheet(vec![
        row(&names, &[("项目名称", "=1+1,\"x\""), ("金额(万元)", "1.234567")]),
        row(&names, &[("项目名称", "'-2"), ("金额(万元)", "98765432.123456")]),
        row(
            &names,
            &[
                ("项目名称", "＋3；4、5"),
                ("其他采购方", "+86 丙、丁公司"),
                ("供货村", "王爱召村"),
                ("主要产品", "@羊, 牛"),
                ("约数量", "0.125"),
                ("数量单位", "吨"),
                ("顺序", "7"),
            ],
        ),
    ]);
    let path = bring(&organiser, ("deals", "4"), xlsx(&of)).await;
    let page = organiser.get(&path).await.html();
    assert_eq!(fates(&app).await, "3 0 0 0", "{}", page.text("main"));
    apply(&organiser, &path).await;
    let before = deals(&app).await;
    for file in [".xlsx", ".csv", ".csv?lang=en"] {
        let out = organiser.get(&format!("{DESK}{file}")).await;
        let path = bring(&organiser, ("deals", "4"), out.bytes).await;
        let page = organiser.get(&path).await.html();
        assert_eq!(fates(&app).await, "0 0 3 0", "{file}: {}", page.text("main"));
    }
    assert_eq!(deals(&app).await, before);
}
