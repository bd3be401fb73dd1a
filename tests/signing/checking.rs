//! What the desk asks before it saves.

use super::{assert_refused, deal, enter, fourth, latest, names, with};
use axum::http::StatusCode;

#[tokio::test]
async fn a_likely_repeat_is_asked_about_and_never_guessed() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    enter(&organiser, deal(&names)).await;
    let first = latest(&app).await;
    let id = first.rsplit('/').next().unwrap();
    let answer = enter(&organiser, deal(&names)).await;
    assert_refused(&answer, "像是已有的一笔");
    assert!(answer.html().text("#likeness").contains("4-001"));
    let same = enter(&organiser, with(deal(&names), &[("likeness", &format!("same {id}"))])).await;
    assert_eq!((same.status, same.header("location")), (StatusCode::SEE_OTHER, &*first));
    let count = "select count(*)::text from signed_projects where title = '签约台试填马铃薯'";
    assert_eq!(app.text(count).await, "1");
    let renewal = with(deal(&names), &[("likeness", &format!("renewal {id}"))]);
    assert_eq!(
        enter(&organiser, renewal).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "of the same edition"
    );
    let distinct = with(deal(&names), &[("likeness", &format!("distinct {id}"))]);
    assert_eq!(enter(&organiser, distinct).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.text(count).await, "2");
}

#[tokio::test]
async fn a_renewal_is_marked_and_is_not_new_money() {
    let (app, organiser) = fourth().await;
    let earlier = app
        .text(
            "select p.id || '|' || s.name || '|' || b.name || '|' || p.amount from public_projects p
             join editions e on e.id = p.edition_id join organisations s on s.id = p.supplier_id
             join organisations b on b.id = p.buyer_id
             where e.ordinal = 3 and not exists (select from signed_projects r where r.renews_id = p.id)
             order by p.id limit 1",
        )
        .await;
    let [id, supplier, buyer, amount] = earlier.split('|').collect::<Vec<_>>()[..] else {
        panic!()
    };
    let names = names(&app).await;
    let fields = with(
        deal(&names),
        &[("supplier", supplier), ("buyer", buyer), ("amount", amount), ("unit", "1")],
    );
    assert_refused(&enter(&organiser, fields.clone()).await, "像是已有的一笔");
    let renewal = with(fields, &[("likeness", &format!("renewal {id}"))]);
    let answer = enter(&organiser, renewal.clone()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    super::release(&app, &organiser, &latest(&app).await).await;
    let marked = "select sum(records)::text from journal_entries where account = 'intent.renewal'
                    and edition_id = (select id from editions where ordinal = 4)";
    assert_eq!(app.text(marked).await, "1");
    // Only one deal renews it.
    let again = enter(&organiser, renewal).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_amount_a_thousand_times_its_peers_needs_a_reason() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let fields = with(deal(&names), &[("amount", "12000000")]);
    assert_refused(&enter(&organiser, fields.clone()).await, "单位对吗");
    let explained = with(fields, &[("amount_reason", "十年总额")]);
    assert_eq!(enter(&organiser, explained).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn more_than_the_capacity_needs_a_word_of_the_supplier() {
    let (app, organiser) = fourth().await;
    let product = app
        .text(
            "select o.name || '|' || p.name || '|' || p.unit_code || '|' || ceil(p.yearly_capacity + 1)
             from products p join organisations o on o.id = p.organisation_id
             where p.yearly_capacity is not null and p.state = 'published' and o.state = 'published'
               and o.banner_code is not null order by p.id limit 1",
        )
        .await;
    let [supplier, goods, unit, quantity] = product.split('|').collect::<Vec<_>>()[..] else {
        panic!()
    };
    let names = names(&app).await;
    let fields = with(
        deal(&names),
        &[
            ("supplier", supplier),
            ("goods", goods),
            ("quantity", quantity),
            ("quantity_unit", unit),
            ("amount_reason", "随行就市"),
        ],
    );
    let answer = enter(&organiser, fields.clone()).await;
    assert_refused(&answer, "超出供货能力");
    assert!(answer.html().text(".hints").contains("年供"));
    let explained = with(fields, &[("capacity_reason", "联合三个村扩种")]);
    assert_eq!(enter(&organiser, explained).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_price_is_compared_with_contracts_of_the_product_in_its_specification() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    app.as_owner(
        "insert into contract_lines (contract_id, position, product_id, category_code, name,
             specification, quantity, unit_code, unit_price)
         select (select min(id) from contracts where extract(month from signed_on) = 9
                     and state in ('signed', 'performing', 'completed')),
                90 + n, p.id, p.category_code, p.name, p.specification, 1, p.unit_code, 100000 + n
         from products p, generate_series(1, 4) n
         where p.id = (select min(p.id) from products p
                       join organisations o on o.id = p.organisation_id
                       where p.state = 'published' and o.state = 'published'
                         and o.banner_code is not null
                         and not exists (select from products other
                             where other.organisation_id = o.id and other.id <> p.id
                               and position(p.name in other.name) > 0))",
    )
    .await;
    let line = "select o.name || '|' || l.name || '|' || l.unit_code from contract_lines l
                join products p on p.id = l.product_id
                join organisations o on o.id = p.organisation_id where l.unit_price = 100001";
    let line = app.text(line).await;
    let [supplier, goods, unit] = line.split('|').collect::<Vec<_>>()[..] else { panic!() };
    let of = |amount: &str| {
        with(
            deal(&names),
            &[
                ("supplier", supplier),
                ("goods", goods),
                ("quantity", "1"),
                ("quantity_unit", unit),
                ("amount", amount),
                ("unit", "1"),
            ],
        )
    };
    let answer = enter(&organiser, of("200000")).await;
    assert_refused(&answer, "价格带外");
    let hints = answer.html().text("#hints");
    assert!(hints.contains("同月同品同规格合同"), "{hints}");
    let within = enter(&organiser, of("100002.5")).await;
    assert_eq!(within.status, StatusCode::SEE_OTHER, "{}", within.html().text(".errors"));
}

#[tokio::test]
async fn the_checks_are_asked_while_typing() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let query = serde_html_form::to_string(deal(&names)).unwrap();
    let hints = organiser.get(&format!("/admin/fairs/4/signing/checks?{query}")).await;
    assert_eq!(hints.status, StatusCode::OK);
    assert!(hints.body.contains("壹仟贰佰万元整"), "{}", hints.body);
    let found = organiser.get("/admin/signing/parties?side=buyer&q=shifan").await;
    assert!(found.body.contains("\"code\""), "{}", found.body);
    let none = organiser.get("/admin/signing/parties?side=buyer&q=qqqqxxxx").await;
    assert!(none.body.contains("库里没有"), "{}", none.body);
}

#[tokio::test]
async fn a_new_organisation_takes_nobodys_place_and_no_name_twice() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let new = [("org_name", "另来示范集团(演示)"), ("org_kind", "city_soe")];
    let beside = with(deal(&names), &new);
    assert_refused(&enter(&organiser, beside).await, "二者留一");
    let fields =
        with(deal(&names), &[("buyer", ""), ("org_name", &names.buyer), ("org_kind", "city_soe")]);
    assert_refused(&enter(&organiser, fields).await, "库里已有同名主体");
    let made = "select count(*)::text from organisations where name like '另来%'";
    assert_eq!(app.text(made).await, "0");
}

#[tokio::test]
async fn an_officer_learns_nothing_of_other_banners() {
    let (app, organiser) = fourth().await;
    let officer = app.someone(farmfair::identity::model::role::Role::BannerOfficer).await;
    let names = names(&app).await;
    enter(&organiser, deal(&names)).await;
    let query = serde_html_form::to_string(deal(&names)).unwrap();
    let address = format!("/admin/fairs/4/signing/checks?{query}");
    assert!(organiser.get(&address).await.body.contains("4-001"));
    let hints = officer.get(&address).await;
    assert!(!hints.body.contains("4-001"), "{}", hints.body);
    let new = [("buyer", ""), ("org_name", "另来示范集团(演示)"), ("org_kind", "city_soe")];
    assert_refused(&enter(&officer, with(deal(&names), &new)).await, "新主体由组委会登记");
}

#[tokio::test]
async fn a_renewal_stays_one_when_its_amount_changes() {
    let (app, organiser) = fourth().await;
    let earlier = app
        .text(
            "select p.id || '|' || s.name || '|' || b.name from public_projects p
             join editions e on e.id = p.edition_id join organisations s on s.id = p.supplier_id
             join organisations b on b.id = p.buyer_id
             where e.ordinal = 3 and not exists (select from signed_projects r where r.renews_id = p.id)
             order by p.amount limit 1",
        )
        .await;
    let [id, supplier, buyer] = earlier.split('|').collect::<Vec<_>>()[..] else { panic!() };
    let names = names(&app).await;
    // Far from the amount of the deal that it renews.
    let answer = format!("renewal {id}");
    let fields = with(
        deal(&names),
        &[("supplier", supplier), ("buyer", buyer), ("amount", "9000"), ("likeness", &answer)],
    );
    let saved = enter(&organiser, fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html().text(".errors"));
    let path = latest(&app).await;
    let page = organiser.get(&path).await.html();
    assert_eq!(page.attribute("#likeness input[checked]", "value"), answer);
    let renews = "select renews_id::text from signed_projects order by id desc limit 1";
    assert_eq!(app.text(renews).await, id);
}
