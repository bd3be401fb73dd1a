//! The order of the ceremony, as the sheet gives it.

use super::{row, sheet};
use crate::{
    harness::{actors::Person, site::TestApp},
    imports::{apply, bring, csv, fates},
    signing::{Names, enter, fourth, names, with},
};

const ORDER: &str =
    "select string_agg(run_order || title, ' ' order by run_order) from signed_projects
                     where edition_id = (select id from editions where ordinal = 4)";

async fn order_of(
    (app, organiser): (&TestApp, &Person),
    names: &Names,
    deals: &[(&str, &str)],
) -> String {
    let of = deals
        .iter()
        .map(|(position, title)| row(names, &[("顺序", position), ("项目名称", title)]))
        .collect();
    let of = csv(&sheet(of));
    let path = bring(organiser, ("deals", "4"), of.clone()).await;
    apply(organiser, &path).await;
    let order = app.text(ORDER).await;
    bring(organiser, ("deals", "4"), of).await;
    assert_eq!(fates(app).await, format!("0 0 {} 0", deals.len()), "{order}");
    order
}

#[tokio::test]
async fn each_row_stands_where_the_sheet_says_and_the_others_make_room() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let at = (&app, &organiser);
    let new = [("2", "甲"), ("", "乙"), ("1", "丙")];
    assert_eq!(order_of(at, &names, &new).await, "1丙 2甲 3乙");
    assert_eq!(order_of(at, &names, &[("2", "丁")]).await, "1丙 2丁 3甲 4乙");
    let turned = [("4", "丙"), ("3", "丁"), ("2", "甲"), ("1", "乙")];
    assert_eq!(order_of(at, &names, &turned).await, "1乙 2甲 3丁 4丙");
    let moved = "select string_agg(changes ->> 'run_order', ' ' order by id) from audit_events
                 where noun = 'projects' and action = 'change'";
    assert_eq!(
        app.text(moved).await,
        "[\"1\", \"4\"] [\"2\", \"3\"] [\"3\", \"2\"] [\"4\", \"1\"]"
    );
    // A signed deal stays; the ones around it move.
    let signed = with(crate::signing::deal(&names), &[("title", "戊"), ("after", "1")]);
    let id = app.text("select max(id)::text from signed_projects").await;
    let signed = with(signed, &[("likeness", &format!("distinct {id}"))]);
    enter(&organiser, signed).await;
    assert_eq!(app.text(ORDER).await, "1乙 2戊 3甲 4丁 5丙");
    assert_eq!(order_of(at, &names, &[("1", "丙")]).await, "1丙 2戊 3乙 4甲 5丁");
}
