//! Contracts on the sheet of a run-sheet.

use super::{deals, row, sheet};
use crate::{
    imports::{apply, bring, fates, xlsx},
    signing::{DESK, fourth, names},
};

const CONTRACT: [(&str, &str); 8] = [
    ("主要产品", "羊肉"),
    ("约数量", "70000"),
    ("数量单位", "公斤"),
    ("签的是", "采购合同"),
    ("合同编号", "HT-表-1"),
    ("采购方式", "食堂直采"),
    ("品类", "0401"),
    ("合同期至", "2021-09-27"),
];

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    CONTRACT.iter().chain(changes).copied().collect()
}

#[tokio::test]
async fn a_contract_comes_in_as_a_draft_and_goes_out_as_it_came() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let of = sheet(vec![row(&names, &CONTRACT)]);
    let path = bring(&organiser, ("deals", "4"), xlsx(&of)).await;
    let page = organiser.get(&path).await.html();
    assert_eq!(fates(&app).await, "1 0 0 0", "{}", page.text("main"));
    apply(&organiser, &path).await;
    let made = "select p.rung || ' ' || p.ceremony_state || ' ' || c.number || ' ' || c.state || ' ' || l.amount
                from signed_projects p join contracts c on c.deal_id = p.id
                join contract_lines l on l.contract_id = c.id order by p.id desc limit 1";
    assert_eq!(app.text(made).await, "contract planned HT-表-1 draft 11999995.00");
    let before = deals(&app).await;
    for file in [".xlsx", ".csv", ".csv?lang=en"] {
        let out = organiser.get(&format!("{DESK}{file}")).await;
        let path = bring(&organiser, ("deals", "4"), out.bytes).await;
        let page = organiser.get(&path).await.html();
        assert_eq!(fates(&app).await, "0 0 1 0", "{file}: {}", page.text("main"));
    }
    assert_eq!(deals(&app).await, before);
    // Its end is moved by a sheet that says nothing else of the contract.
    let later = row(&names, &[("合同期至", "2022-09-27")]);
    let path = bring(&organiser, ("deals", "4"), xlsx(&sheet(vec![later]))).await;
    apply(&organiser, &path).await;
    let ends = "select ends_on::text from contracts order by id desc limit 1";
    assert_eq!(app.text(ends).await, "2022-09-27");
}

#[tokio::test]
async fn a_row_that_makes_no_contract_is_refused() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    for (changes, message) in [
        (with(&[("采购方式", "")]), "合同必填"),
        (with(&[("品类", "")]), "合同必填"),
        (with(&[("约数量", ""), ("数量单位", "")]), "合同必填"),
        (with(&[("合同期至", "2020-09-01")]), "早于签约日"),
        (with(&[("签的是", "握手")]), "写“意向”或“采购合同”"),
        (with(&[("签的是", "意向")]), "意向没有这一项"),
        (with(&[("品类", "04")]), "第二级"),
    ] {
        let of = sheet(vec![row(&names, &changes)]);
        let path = bring(&organiser, ("deals", "4"), xlsx(&of)).await;
        let page = organiser.get(&path).await.html().text("main");
        assert_eq!(fates(&app).await, "0 0 0 1", "{message}: {page}");
        assert!(page.contains(message), "{message}: {page}");
    }
    // One number twice of a buyer, in the sheet and on record.
    let twice = [row(&names, &CONTRACT), row(&names, &with(&[("项目名称", "另一项")]))];
    let path = bring(&organiser, ("deals", "4"), xlsx(&sheet(twice.to_vec()))).await;
    let page = organiser.get(&path).await.html();
    assert_ne!(fates(&app).await, "2 0 0 0", "{}", page.text("main"));
    let path = bring(&organiser, ("deals", "4"), xlsx(&sheet(vec![twice[0].clone()]))).await;
    apply(&organiser, &path).await;
    let path = bring(&organiser, ("deals", "4"), xlsx(&sheet(vec![twice[1].clone()]))).await;
    let page = organiser.get(&path).await.html().text("main");
    assert!(page.contains("已有这个编号的合同"), "{page}");
}
