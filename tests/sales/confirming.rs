//! The organisers confirm, ask, correct and take back.

use super::{OWN, act, change, counted, fair, latest, lines, report, report_goods, went};
use crate::verification::histories::drift;
use axum::http::StatusCode;

#[tokio::test]
async fn what_is_usual_is_confirmed_together_and_the_rest_one_by_one() {
    let fair = fair().await;
    let page = fair.organiser.get("/admin/sales?stage=waiting").await.html();
    let shown = page.count(".confirm tbody tr");
    let picks = page.count(".bulk button");
    assert_eq!((shown, picks), (46, 1));
    let usual = page.attributes("input[name=pick]", "value");
    assert!(usual.len() > 5 && usual.len() < 46, "{}", usual.len());
    assert!(page.text(".bulk button").contains(&usual.len().to_string()));
    // One has been changed meanwhile, and one was never usual.
    let id = usual[0].split(':').next().unwrap();
    change(&fair.app, format!("update onsite_reports set version = 9 where id = {id}")).await;
    let mut fields: Vec<(&str, &str)> = usual.iter().map(|pick| ("pick", pick.as_str())).collect();
    let other = "select r.id || ':' || r.version from onsite_reports r
                 join onsite_sales s on s.exhibitor_id = r.exhibitor_id and s.fair_day = r.fair_day
                 where s.sold_on = '2020-09-28' order by s.amount desc limit 1";
    let other = fair.app.text(other).await;
    fields.push(("pick", &other));
    went(&fair.organiser.post("/admin/sales/selection", &fields).await);
    let confirmed = "select count(*)::text from onsite_sales
                     where sold_on = '2020-09-28' and confirmed_on = '2020-09-28'";
    assert_eq!(fair.app.text(confirmed).await, (usual.len() - 1).to_string());
    assert_eq!(drift(&fair.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_question_arrives_in_the_inbox_and_is_answered_by_a_note() {
    let fair = fair().await;
    report_goods(&fair).await;
    let unsaid = act(&fair.organiser, "question", &[("question", " ")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    went(&act(&fair.organiser, "question", &[("question", "是不是多写了一个零")]).await);
    let inbox = fair.supplier.get("/my/messages").await;
    assert!(inbox.body.contains("请核实第 1 天的现场销售"), "{}", inbox.body);
    let own = fair.supplier.get(OWN).await;
    assert!(own.body.contains("是不是多写了一个零"), "{}", own.body);
    assert!(fair.supplier.get("/my").await.body.contains("退回核实的现场销售"));

    let total = [("total", "4000"), ("total_category", "04"), ("note", "没有写错")];
    went(&report(&fair.supplier, OWN, &total).await);
    let page = fair.organiser.get(&latest(&fair.app).await).await;
    assert!(page.body.contains("没有写错") && page.body.contains("已回复"), "{}", page.body);
    assert!(!fair.supplier.get("/my").await.body.contains("退回核实的现场销售"));
}

#[tokio::test]
async fn a_correction_has_a_reason_and_what_was_reported_stays() {
    let fair = fair().await;
    went(&report(&fair.supplier, OWN, &[("total", "36万"), ("total_category", "04")]).await);
    let page = fair.organiser.get(&latest(&fair.app).await).await.html();
    let field = page.attribute("#amounts input[name^=amount-]", "name");
    let unsaid = act(&fair.organiser, "correction", &[(&field, "3600")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unsaid.html().attribute(&format!("#{field}"), "value"), "3600", "it is kept");
    let same = [(field.as_str(), "360000"), ("reason", "核对过")];
    let same = act(&fair.organiser, "correction", &same).await;
    assert!(same.body.contains("金额没有改动"), "{}", same.body);

    let corrected = [(field.as_str(), "3600"), ("reason", "多写了两个零"), ("then", "confirm")];
    went(&act(&fair.organiser, "correction", &corrected).await);
    assert_eq!(counted(&fair.app).await, "3600.00");
    assert_eq!(lines(&fair.app).await, ["04 3600.00 360000.00"]);
    let own = fair.supplier.get(OWN).await;
    assert!(own.body.contains("多写了两个零") && own.body.contains("360,000 元"), "{}", own.body);
    let inbox = fair.supplier.get("/my/messages").await;
    assert!(inbox.body.contains("由 36万元 改为 3,600元"), "{}", inbox.body);
    assert_eq!(drift(&fair.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_corrected_to_nothing_counts_nothing() {
    let fair = fair().await;
    report_goods(&fair).await;
    went(&act(&fair.organiser, "confirmation", &[]).await);
    let page = fair.organiser.get(&latest(&fair.app).await).await.html();
    let field = page.attribute("#amounts input[name^=amount-]", "name");
    went(&act(&fair.organiser, "correction", &[(&field, "0"), ("reason", "退货了")]).await);
    assert_eq!(counted(&fair.app).await, "2160.00");
    assert_eq!(drift(&fair.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_confirmation_is_taken_back_until_its_month_is_over() {
    let fair = fair().await;
    report_goods(&fair).await;
    went(&act(&fair.organiser, "confirmation", &[]).await);
    let unsaid = act(&fair.organiser, "withdrawal", &[("reason", "")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    went(&act(&fair.organiser, "withdrawal", &[("reason", "点错了")]).await);
    assert_eq!(counted(&fair.app).await, "0.00");
    let inbox = fair.supplier.get("/my/messages").await;
    assert!(inbox.body.contains("已撤回确认"), "{}", inbox.body);

    went(&act(&fair.organiser, "confirmation", &[]).await);
    let ended = "update onsite_sales set confirmed_on = '2020-08-31'
                 where sold_on = '2020-09-28' and confirmed_on is not null";
    fair.app.as_owner(ended).await;
    let page = fair.organiser.get(&latest(&fair.app).await).await;
    assert!(page.body.contains("确认当月已结束"), "{}", page.body);
    let line = fair.app.text("select max(id)::text from onsite_sales").await;
    let field = format!("amount-{line}");
    for (what, typed) in [
        ("withdrawal", vec![("reason", "点错了")]),
        ("correction", vec![(field.as_str(), "1"), ("reason", "点错了")]),
    ] {
        let refused = act(&fair.organiser, what, &typed).await;
        went(&refused);
        assert!(refused.header("set-cookie").contains("sales-published"), "{what}");
    }
    assert_eq!(counted(&fair.app).await, "4000.00");
    assert_eq!(drift(&fair.app).await, Vec::<String>::new());
}
