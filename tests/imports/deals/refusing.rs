//! Rows of a run-sheet that are refused, each with its sentence.

use super::{deals, row, sheet};
use crate::{
    harness::site::TestApp,
    imports::{apply, bring, csv, fates, xlsx},
    signing::{entered, fourth, names, release},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

#[tokio::test]
async fn one_bad_row_is_named_and_nothing_is_written() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let buyer = names.buyer.clone();
    app.as_owner(
        "update organisations set state = 'withdrawn' where id = (
             select max(id) from organisations where side = 'buyer' and state = 'published')",
    )
    .await;
    let withdrawn = app.text("select name from organisations where side = 'buyer' and state = 'withdrawn' order by id desc limit 1").await;
    let faults: &[(&str, &str, &str)] = &[
        ("项目名称", "", "不能为空"),
        ("类型", "随便", "写其中一个：现代农牧业合作"),
        ("供货方", "没有这一家", "库里没有“没有这一家”"),
        ("供货方", &buyer, "不在这一方"),
        ("采购方", "", "不能为空"),
        ("采购方", &withdrawn, "已停用或尚未公开"),
        ("采购方信用代码", "123", "信用代码"),
        ("其他采购方", "谁、谁谁", "库里没有“谁”"),
        ("其他采购方", &buyer, "写了两次"),
        ("金额(万元)", "0", "金额应大于零"),
        ("金额(万元)", "-5", "金额应大于零"),
        ("金额(万元)", "100000000000000", "金额超过一万亿元"),
        ("金额(万元)", "12.3456789", "金额最小到分"),
        ("金额(万元)", "901万", "只填数字"),
        ("金额(万元)", "78，5", "请只填一个数"),
        ("金额(万元)", "", "请填写金额"),
        ("签约日", "2021-09-29", "应在本届举办期间"),
        ("签约日", "9月29日", "格式为"),
        ("供货村", "没有这个村", "没有“没有这个村”"),
        ("约数量", "5000", "请写明产品"),
        ("续签自", "3-999", "须是往届已放行"),
        ("顺序", "0", "填写 1 到 999"),
    ];
    let mut of: Vec<_> = faults
        .iter()
        .enumerate()
        .map(|(n, (column, value, _))| {
            let title = format!("第{n}");
            let mut changes = vec![("项目名称", title.as_str())];
            changes.push((*column, *value));
            row(&names, &changes)
        })
        .collect();
    of.push(row(&names, &[]));
    let before = deals(&app).await;
    let path = bring(&organiser, ("deals", "4"), xlsx(&sheet(of))).await;
    assert_eq!(fates(&app).await, format!("1 0 0 {}", faults.len()));
    let page = organiser.get(&path).await.html();
    for ((column, value, says), why) in faults.iter().zip(page.all(".import-why")) {
        // A quantity of nothing lacks its product.
        let named = if *column == "约数量" { "主要产品" } else { column };
        assert!(why.contains(named) && why.contains(says), "{column} {value}: {why}");
    }
    assert_eq!(page.count("form[action$=application]"), 0, "there is no button");
    organiser.post(&format!("{path}/application"), &[]).await;
    assert_eq!(deals(&app).await, before);
}

#[tokio::test]
async fn amounts_and_days_are_taken_as_excel_and_people_write_them() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let mut of = vec![row(&names, &[("项目名称", "全角"), ("金额(万元)", "９０１")])];
    of.push(row(&names, &[("项目名称", "千位"), ("金额(万元)", "1,200.5")]));
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(of))).await;
    apply(&organiser, &path).await;
    assert_eq!(amounts(&app).await, ["9010000.00", "12005000.00"]);
    // Cells of numbers and days.
    let mut workbook = Workbook::new();
    let cells = workbook.add_worksheet();
    for (at, row) in (0u32..).zip(sheet(vec![row(&names, &[]), row(&names, &[("项目名称", "乙")])]))
    {
        for (column, cell) in (0u16..).zip(row) {
            cells.write_string(at, column, cell).unwrap();
        }
    }
    let day = ExcelDateTime::from_ymd(2020, 9, 28).unwrap();
    let format = Format::new().set_num_format("yyyy/m/d");
    cells.write_number(1, 10, 1.234_567).unwrap();
    cells.write_datetime_with_format(1, 11, &day, &format).unwrap();
    cells.write_number(2, 10, 78.123_456_7).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let path = bring(&organiser, ("deals", "4"), bytes).await;
    assert_eq!(fates(&app).await, "1 0 0 1");
    let whys = organiser.get(&path).await.html().all(".import-why");
    assert!(whys[0].contains("金额最小到分"), "{whys:?}");
    assert!(whys[1].contains("金额（元）：12345.67"), "{whys:?}");
    assert!(whys[1].contains("2020年9月28日"), "{whys:?}");
}

async fn amounts(app: &TestApp) -> Vec<String> {
    app.texts(
        "select amount::text from signed_projects
         where edition_id = (select id from editions where ordinal = 4) order by run_order",
    )
    .await
}

#[tokio::test]
async fn what_is_signed_or_released_is_changed_at_the_desk_alone() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let path = entered(&app, &organiser).await;
    let same = [("编号", "4-001"), ("项目名称", "签约台试填马铃薯"), ("签约日", "2020-09-28")];
    for state in ["signed", "released"] {
        if state == "released" {
            release(&app, &organiser, &path).await;
        }
        let other = [same[0], same[1], same[2], ("金额(万元)", "1300")];
        let of = sheet(vec![row(&names, &same)]);
        bring(&organiser, ("deals", "4"), csv(&of)).await;
        assert_eq!(fates(&app).await, "0 0 1 0", "{state}");
        let of = sheet(vec![row(&names, &other)]);
        let refused = bring(&organiser, ("deals", "4"), csv(&of)).await;
        assert_eq!(fates(&app).await, "0 0 0 1", "{state}");
        let page = organiser.get(&refused).await.html();
        assert!(page.text(".import-why").contains("请在签约台修改"), "{}", page.text("main"));
        let moved = sheet(vec![row(&names, &[same[0], same[1], same[2], ("顺序", "2")])]);
        bring(&organiser, ("deals", "4"), csv(&moved)).await;
        assert_eq!(fates(&app).await, "0 0 0 1", "its position is its own, too");
        let pushed = sheet(vec![row(&names, &[("顺序", "1")])]);
        let pushed = bring(&organiser, ("deals", "4"), csv(&pushed)).await;
        assert_eq!(fates(&app).await, "0 0 0 1", "and nobody takes it");
        let page = organiser.get(&pushed).await.html();
        assert!(page.text(".import-why").contains("这个位置上的项目已签约"));
    }
}

#[tokio::test]
async fn two_rows_of_one_deal_are_refused_with_the_other_row() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let of = sheet(vec![
        row(&names, &[("顺序", "1")]),
        row(&names, &[]),
        row(&names, &[("项目名称", "乙"), ("顺序", "1")]),
    ]);
    let path = bring(&organiser, ("deals", "4"), xlsx(&of)).await;
    assert_eq!(fates(&app).await, "1 0 0 2");
    let whys = organiser.get(&path).await.html().all(".import-why");
    assert!(whys[..2].iter().all(|why| why.contains("与第 2 行重复")), "{whys:?}");
}

#[tokio::test]
async fn a_deal_of_the_parties_of_an_earlier_one_is_taken_with_a_remark() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let earlier = app
        .text(
            "select p.number || '|' || s.name || '|' || b.name from public_projects p
             join editions e on e.id = p.edition_id join organisations s on s.id = p.supplier_id
             join organisations b on b.id = p.buyer_id
             where e.ordinal = 3 and not exists (select from signed_projects r where r.renews_id = p.id)
             order by p.id limit 1",
        )
        .await;
    let [number, supplier, buyer] = earlier.split('|').collect::<Vec<_>>()[..] else { panic!() };
    let leads = [("供货方", supplier), ("采购方", buyer)];
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(vec![row(&names, &leads)]))).await;
    assert_eq!(fates(&app).await, "1 0 0 0");
    let why = organiser.get(&path).await.html().text(".import-why");
    assert!(why.contains("请核对") && why.contains(&format!("双方与往届 {number} 相同")), "{why}");
    // With its number it is a renewal, which only the same two parties can make.
    let renewal = row(&names, &[leads[0], leads[1], ("续签自", number)]);
    let again = row(&names, &[leads[0], leads[1], ("续签自", number), ("项目名称", "乙")]);
    let foreign = row(&names, &[("续签自", number), ("项目名称", "丙")]);
    let of = sheet(vec![renewal.clone(), again]);
    let path = bring(&organiser, ("deals", "4"), csv(&of)).await;
    assert_eq!(fates(&app).await, "1 0 0 1");
    let why = organiser.get(&path).await.html().text(".import-why");
    assert!(why.contains("与第 2 行重复"), "{why}");
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(vec![foreign]))).await;
    let why = organiser.get(&path).await.html().text(".import-why");
    assert!(why.contains("双方与该项目不同"), "{why}");
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(vec![renewal]))).await;
    let why = organiser.get(&path).await.html().text(".import-why");
    assert!(why.contains(&format!("续签：{number}")), "{why}");
    apply(&organiser, &path).await;
    let renewed =
        "select r.number from signed_projects p join signed_projects r on r.id = p.renews_id
                   order by p.id desc limit 1";
    assert_eq!(app.text(renewed).await, number);
}
