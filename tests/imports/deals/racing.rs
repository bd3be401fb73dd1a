//! One sheet at several desks at once, and the desk beside a sheet.

use super::{deals, row, sheet};
use crate::{
    imports::{apply, bring, csv, fates, finished},
    signing::{enter, fourth, names, with},
};
use axum::http::StatusCode;
use futures_util::future::{join, join_all};

#[tokio::test]
async fn pressed_many_times_at_once_it_is_written_once() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let titles: Vec<String> = (0..30).map(|n| format!("第{n}项")).collect();
    let of = titles.iter().map(|title| row(&names, &[("项目名称", title)])).collect();
    let bytes = csv(&sheet(of));
    let path = bring(&organiser, ("deals", "4"), bytes.clone()).await;
    let other = bring(&organiser, ("deals", "4"), bytes).await;
    let act = format!("{path}/application");
    for answer in join_all((0..6).map(|_| organiser.post(&act, &[]))).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    finished(&organiser, &path).await;
    let count = "select count(*)::text from signed_projects where title like '第%项'";
    assert_eq!(app.text(count).await, "30");
    // The second preview of the same sheet is outdated by the first.
    let before = deals(&app).await;
    let page = apply(&organiser, &other).await;
    assert!(page.text(".warn").contains("第 2 行"), "{}", page.text("main"));
    assert_eq!(deals(&app).await, before);
}

#[tokio::test]
async fn a_deal_that_the_desk_changes_meanwhile_stops_all_of_it() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(vec![row(&names, &[])]))).await;
    apply(&organiser, &path).await;
    let of =
        sheet(vec![row(&names, &[("项目名称", "新的")]), row(&names, &[("金额(万元)", "900")])]);
    let path = bring(&organiser, ("deals", "4"), csv(&of)).await;
    assert_eq!(fates(&app).await, "1 1 0 0");
    app.as_owner("update signed_projects set amount = 7000000, version = 2 where number = '4-001'")
        .await;
    let before = deals(&app).await;
    let page = apply(&organiser, &path).await;
    assert!(page.text(".warn").contains("第 3 行"), "{}", page.text("main"));
    assert_eq!(deals(&app).await, before);
}

#[tokio::test]
async fn a_sheet_and_the_desk_at_once_give_each_deal_its_own_number() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let titles: Vec<String> = (0..40).map(|n| format!("第{n}项")).collect();
    let of = titles
        .iter()
        .enumerate()
        .map(|(n, title)| row(&names, &[("项目名称", title), ("顺序", &(n + 1).to_string())]))
        .collect();
    let path = bring(&organiser, ("deals", "4"), csv(&sheet(of))).await;
    let fields =
        with(crate::signing::deal(&names), &[("buyer", &names.other_buyer), ("then", "plan")]);
    let (_, answer) =
        join(organiser.post(&format!("{path}/application"), &[]), enter(&organiser, fields)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    finished(&organiser, &path).await;
    let numbers = "select count(*) || ' ' || count(distinct number) || ' ' || count(distinct run_order)
                   from signed_projects where edition_id = (select id from editions where ordinal = 4)";
    assert_eq!(app.text(numbers).await, "41 41 41");
}
