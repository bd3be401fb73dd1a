//! A booth reports a day.

use super::{OWN, act, counted, fair, form, goods, is_refused, lines, report, report_goods, went};
use crate::{deliveries::send, verification::histories::drift};

#[tokio::test]
async fn a_day_is_reported_by_product_and_counts_once_it_is_confirmed() {
    let fair = fair().await;
    report_goods(&fair).await;
    assert_eq!(lines(&fair.app).await.len(), 2);
    assert_eq!(counted(&fair.app).await, "0", "what waits counts nothing");
    let page = fair.supplier.get(OWN).await.html();
    assert_eq!(page.attribute(&format!("#{}", goods(&fair)[1]), "value"), "1840");
    assert_eq!(page.text(".bottom__sum b"), "4,000 元");
    assert_eq!(page.count(".codes input[checked]"), 2);

    let fewer = goods(&fair);
    went(&report(&fair.supplier, OWN, &[(&fewer[0], "40"), (&fewer[1], "1600")]).await);
    assert_eq!(lines(&fair.app).await.len(), 1, "the later report takes the place of the earlier");
    went(&act(&fair.organiser, "confirmation", &[]).await);
    assert_eq!(counted(&fair.app).await, "1600.00");
    assert_eq!(drift(&fair.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_confirmed_day_is_read_only_and_says_so() {
    let fair = fair().await;
    report_goods(&fair).await;
    let open = form(&fair.supplier, OWN, &[("sold_nothing", "1")]).await;
    went(&act(&fair.organiser, "confirmation", &[]).await);
    let page = fair.supplier.get(OWN).await;
    assert!(page.body.contains("已确认，不能再改"), "{}", page.body);
    assert_eq!(page.html().count("form.load"), 0);
    went(&send(&fair.supplier, OWN, &open).await);
    assert_eq!(counted(&fair.app).await, "4000.00", "the form that was open changes nothing");
}

#[tokio::test]
async fn a_zero_is_said_and_never_assumed() {
    let fair = fair().await;
    is_refused(&report(&fair.supplier, OWN, &[]).await, "没有卖货请勾选");
    let amount = goods(&fair);
    let both = [("sold_nothing", "1"), (amount[0].as_str(), "2"), (&amount[1], "80")];
    is_refused(&report(&fair.supplier, OWN, &both).await, "就不要勾选");
    let zeros = [(amount[0].as_str(), "0"), (amount[1].as_str(), "0")];
    is_refused(&report(&fair.supplier, OWN, &zeros).await, "没有卖货请勾选");
    went(&report(&fair.supplier, OWN, &[("sold_nothing", "1")]).await);
    let said = "select said_none::text from onsite_reports order by id desc limit 1";
    assert_eq!(fair.app.text(said).await, "true");
    assert_eq!((lines(&fair.app).await.len(), counted(&fair.app).await.as_str()), (0, "0"));
}

#[tokio::test]
async fn an_amount_says_what_was_sold() {
    let fair = fair().await;
    let names = goods(&fair);
    let refused = [
        (vec![(names[1].as_str(), "80")], "请填卖了多少"),
        (vec![(names[0].as_str(), "2")], "请填收了多少元"),
        (vec![(names[0].as_str(), "2"), (&names[1], "一百")], "请只填一个数"),
        (vec![("others", "1"), ("other-amount-1", "80")], "请填名称"),
        (vec![("others", "1"), ("other-name-1", "酸奶"), ("other-amount-1", "8")], "请选类别"),
        (vec![("total", "80")], "请选类别"),
        (vec![("quantity-1", "2"), ("amount-1", "80"), ("note", "")], "不是本展位的产品"),
    ];
    for (typed, why) in refused {
        is_refused(&report(&fair.supplier, OWN, &typed).await, why);
    }
    let both =
        [(names[0].as_str(), "2"), (&names[1], "80"), ("total", "9"), ("total_category", "01")];
    is_refused(&report(&fair.supplier, OWN, &both).await, "请二选一");
    went(&report(&fair.supplier, OWN, &[("total", "0.5万"), ("total_category", "04")]).await);
    assert_eq!(lines(&fair.app).await, ["04 5000.00"]);
}

#[tokio::test]
async fn other_goods_are_added_by_a_button() {
    let fair = fair().await;
    let added = report(&fair.supplier, OWN, &[("then", "add")]).await.html();
    assert_eq!(added.count("#other-name-1"), 1);
    assert_eq!(added.attribute("input[name=others]", "value"), "1");
    let typed = [
        ("others", "2"),
        ("other-name-1", "奶皮子"),
        ("other-category-1", "04"),
        ("other-amount-1", "160"),
    ];
    went(&report(&fair.supplier, OWN, &typed).await);
    assert_eq!(lines(&fair.app).await, ["奶皮子 160.00"]);
    let page = fair.supplier.get(OWN).await.html();
    assert_eq!(page.attribute("#other-name-1", "value"), "奶皮子");
}

#[tokio::test]
async fn only_days_of_the_fair_that_have_come_are_reported() {
    let fair = fair().await;
    let open = form(&fair.supplier, OWN, &[("sold_nothing", "1")]).await;
    for (path, why) in [("/my/sales/2", "这一天还没到"), ("/my/sales/9", "这一天不是展期")]
    {
        is_refused(&fair.supplier.get(path).await, why);
        is_refused(&send(&fair.supplier, path, &open).await, why);
    }
    for odd in ["/my/sales/x", "/my/sales/-1", "/my/sales/99999"] {
        assert_eq!(fair.supplier.get(odd).await.status.as_u16(), 404, "{odd}");
    }
    assert_eq!(fair.supplier.get("/my/sales").await.html().count(".tabs a"), 1);
}

#[tokio::test]
async fn an_amount_a_thousand_times_the_usual_is_asked_about_once() {
    let fair = fair().await;
    let typed = [("total", "5000万"), ("total_category", "04")];
    let asked = report(&fair.supplier, OWN, &typed).await;
    is_refused(&asked, "单位对吗");
    assert_eq!(asked.html().attribute("input[name=is_sure]", "value"), "1");
    let sure = [("total", "5000万"), ("total_category", "04"), ("is_sure", "1")];
    went(&report(&fair.supplier, OWN, &sure).await);
}
