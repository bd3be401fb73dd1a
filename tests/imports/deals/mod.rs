//! The run-sheet of a ceremony: brought in, sent out, brought in again.

mod contracts;
mod ordering;
mod racing;
mod refusing;
mod returning;

use super::{Rows, apply, bring, csv, fates, rows, xlsx};
use crate::{
    harness::site::TestApp,
    signing::{DESK, Names, counted, fourth, names},
};
use farmfair::identity::model::role::Role;

const DEALS: [&str; 23] = [
    "顺序",
    "编号",
    "项目名称",
    "类型",
    "供货方",
    "供货方信用代码",
    "采购方",
    "采购方信用代码",
    "其他供货方",
    "其他采购方",
    "金额(万元)",
    "签约日",
    "供货村",
    "主要产品",
    "约数量",
    "数量单位",
    "续签自",
    "签的是",
    "合同编号",
    "采购方式",
    "品类",
    "合同期至",
    "扫描件最迟",
];

/// A good row, with some cells changed.
fn row(names: &Names, changes: &[(&str, &str)]) -> Vec<String> {
    let good = [
        ("项目名称", "表格马铃薯"),
        ("类型", "农企产销对接"),
        ("供货方", &names.supplier),
        ("采购方", &names.buyer),
        ("金额(万元)", "1200"),
        ("签约日", "2020-09-29"),
    ];
    let mut cells = vec![String::new(); DEALS.len()];
    for (head, value) in good.iter().chain(changes) {
        let at = DEALS.iter().position(|known| known == head).unwrap();
        cells[at] = value.to_string();
    }
    cells
}

fn sheet(of: Vec<Vec<String>>) -> Rows {
    let mut sheet = rows(&DEALS, &[]);
    sheet.extend(of);
    sheet
}

/// Everything that a sheet of deals may write.
async fn deals(app: &TestApp) -> String {
    app.text(
        "select concat_ws(' ', count(*), sum(version), sum(amount), string_agg(number || run_order, ' ' order by id),
                (select count(*) from signed_project_parties), (select count(*) from signed_project_villages),
                (select count(*) from audit_events where noun = 'projects' and action <> 'export'))
         from signed_projects",
    )
    .await
}

#[tokio::test]
async fn a_run_sheet_is_looked_at_and_written_and_the_same_again_changes_nothing() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let full = [
        ("项目名称", "=1+1 肉羊"),
        ("类型", "Consumption support"),
        ("采购方", &*names.other_buyer),
        ("其他采购方", &names.buyer),
        ("供货村", "王爱召村、树林召村"),
        ("主要产品", "肉羊"),
        ("约数量", "5000"),
        ("数量单位", "只"),
        ("扫描件最迟", "2020/10/9"),
        ("金额(万元)", "64.81"),
    ];
    let bracketed = names.supplier.replace('(', "（").replace(')', "）");
    let other = [("项目名称", "第三项"), ("供货方", &*bracketed), ("签约日", "2020年9月28日")];
    let sheet = sheet(vec![row(&names, &[]), row(&names, &full), row(&names, &other)]);
    let before = deals(&app).await;
    let path = bring(&organiser, ("deals", "4"), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, "3 0 0 0");
    assert_eq!(deals(&app).await, before, "a preview writes nothing");
    let page = organiser.get(&path).await.html();
    assert!(page.text("main").contains("归属旗区：达拉特旗"), "{}", page.text("main"));
    assert!(organiser.get(&format!("/en{path}")).await.body.contains("Import 3 rows"));

    apply(&organiser, &path).await;
    let made = app
        .texts(
            "select concat_ws('|', run_order, number, title, type, amount, signed_on, ceremony_state, goods, quantity,
                    unit, scan_due_on, owner_banner_code,
                    (select count(*) from signed_project_parties where project_id = p.id),
                    (select count(*) from signed_project_villages where project_id = p.id))
             from signed_projects p where edition_id = (select id from editions where ordinal = 4) order by run_order",
        )
        .await;
    assert_eq!(
        made,
        [
            "1|4-001|表格马铃薯|direct_supply|12000000.00|2020-09-29|planned|150621|0|0",
            "2|4-002|=1+1 肉羊|consumption_support|648100.00|2020-09-29|planned|肉羊|5000.000|zhi|2020-10-09|150621|1|2",
            "3|4-003|第三项|direct_supply|12000000.00|2020-09-28|planned|150621|0|0",
        ]
    );
    assert_eq!(counted(&app).await, "0 0", "nothing is public");
    let trail = "select string_agg(action || ' ' || noun, ', ' order by id) from audit_events
                 where action = 'import' or noun = 'projects'";
    let entry = "create projects";
    assert_eq!(app.text(trail).await, format!("{entry}, {entry}, {entry}, import imports"));
    assert_eq!(organiser.get(DESK).await.html().count(".run--desk li"), 3);

    let after = deals(&app).await;
    for bytes in [xlsx(&sheet), csv(&sheet)] {
        let path = bring(&organiser, ("deals", "4"), bytes).await;
        assert_eq!(fates(&app).await, "0 0 3 0");
        organiser.post(&format!("{path}/application"), &[]).await;
        assert_eq!(deals(&app).await, after);
    }
}

#[tokio::test]
async fn a_planned_deal_is_changed_by_its_number_or_by_its_title_and_parties() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let first =
        sheet(vec![row(&names, &[("主要产品", "土豆")]), row(&names, &[("项目名称", "乙")])]);
    let path = bring(&organiser, ("deals", "4"), xlsx(&first)).await;
    apply(&organiser, &path).await;
    let changed = sheet(vec![
        row(&names, &[("金额(万元)", "901.5")]),
        row(&names, &[("编号", "4-002"), ("项目名称", "丙"), ("采购方", &names.other_buyer)]),
    ]);
    let path = bring(&organiser, ("deals", "4"), csv(&changed)).await;
    assert_eq!(fates(&app).await, "0 2 0 0");
    let whys = organiser.get(&path).await.html().all(".import-why");
    assert!(whys[0].contains("金额（元）：12000000 → 9015000"), "{whys:?}");
    assert!(whys[1].contains("项目名称：乙 → 丙"), "{whys:?}");
    apply(&organiser, &path).await;
    let now =
        "select string_agg(concat_ws(' ', number, title, amount, goods, version), ', ' order by id)
               from signed_projects where edition_id = (select id from editions where ordinal = 4)";
    assert_eq!(
        app.text(now).await,
        "4-001 表格马铃薯 9015000.00 土豆 2, 4-002 丙 12000000.00 2",
        "an empty cell changes nothing"
    );
    let unknown = sheet(vec![row(&names, &[("编号", "4-077")]), row(&names, &[("编号", "3-001")])]);
    let path = bring(&organiser, ("deals", "4"), csv(&unknown)).await;
    assert_eq!(fates(&app).await, "0 0 0 2");
    assert!(organiser.get(&path).await.html().text("main").contains("本届没有这个编号"));
}

#[tokio::test]
async fn an_officer_brings_deals_of_the_own_banner() {
    let (app, organiser) = fourth().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let names = names(&app).await;
    let own = app
        .text(
            "select name from organisations where side = 'supplier' and state = 'published'
                 and banner_code = '150602' order by id limit 1",
        )
        .await;
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(vec![row(&names, &[])]))).await;
    apply(&organiser, &path).await;
    let theirs = sheet(vec![
        row(&names, &[]),
        row(&names, &[("编号", "4-001")]),
        row(&names, &[("供货方", &own), ("顺序", "1")]),
    ]);
    let path = bring(&officer, ("deals", "4"), csv(&theirs)).await;
    assert_eq!(fates(&app).await, "0 0 0 3");
    let whys = officer.get(&path).await.html().all(".import-why");
    assert!(whys[0].contains("不在您的旗区"), "{whys:?}");
    assert!(whys[1].contains("本届没有这个编号"), "a foreign deal does not exist: {whys:?}");
    assert!(whys[2].contains("顺序由组委会安排"), "{whys:?}");
    let path =
        bring(&officer, ("deals", "4"), csv(&sheet(vec![row(&names, &[("供货方", &own)])]))).await;
    apply(&officer, &path).await;
    assert_eq!(
        app.text("select owner_banner_code || ceremony_state from signed_projects order by id desc limit 1")
            .await,
        "150602planned"
    );
    // What goes out to the officer is the own banner's, and comes back as it is.
    let out = officer.get(&format!("{DESK}.csv")).await;
    assert_eq!(out.body.lines().count(), 2, "{}", out.body);
    bring(&officer, ("deals", "4"), out.bytes).await;
    assert_eq!(fates(&app).await, "0 0 1 0");
}
