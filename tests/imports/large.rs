//! Ten thousand rows, and the downloaded template.

use super::{EXHIBITORS, PRODUCTS, apply, bring, code, fates, rows, xlsx};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use farmfair::identity::model::role::Role;
use std::{io::Cursor, time::Instant};

#[tokio::test]
async fn ten_thousand_rows_of_each_kind_are_written() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let mut sheet = rows(&EXHIBITORS, &[]);
    let mut products = rows(&PRODUCTS, &[]);
    for n in 0..10_000 {
        let (code, name) = (code(n + 1), format!("鄂尔多斯试验农牧民专业合作社{n}"));
        sheet.push(
            [&code, "", &name, "农牧民专业合作社", "鄂托克旗", "产羊绒、羊肉和荞麦", "A"]
                .map(ToString::to_string)
                .to_vec(),
        );
        let name = format!("试验山羊肉{n}");
        let row = [
            &code,
            "",
            &name,
            "5 公斤一箱",
            "羊肉",
            "件",
            "398.5",
            "零售",
            "150624",
            "9-12",
            "100",
            "散养",
        ];
        products.push(row.map(ToString::to_string).to_vec());
    }
    for (kind, sheet) in [("exhibitors", sheet), ("products", products)] {
        let bytes = xlsx(&sheet);
        let begun = Instant::now();
        let path = bring(&organiser, (kind, "3"), bytes.clone()).await;
        let previewed = begun.elapsed();
        assert_eq!(fates(&app).await, "10000 0 0 0");
        let begun = Instant::now();
        apply(&organiser, &path).await;
        println!(
            "10,000 {kind} ({} KB): preview {previewed:?}, written {:?}",
            bytes.len() / 1024,
            begun.elapsed()
        );
        assert_eq!(
            app.text("select state || ' ' || rows_done from imports order by id desc limit 1")
                .await,
            "applied 10000"
        );
        bring(&organiser, (kind, "3"), bytes).await;
        assert_eq!(fates(&app).await, "0 0 10000 0");
    }
    let made = "select concat_ws(' ', count(distinct o.number), count(*) filter (where e.state = 'approved'), count(distinct p.id),
            count(*) filter (where p.search_tokens <> '{}' and p.state = 'published'), count(distinct x.id))
        from organisations o join exhibitors e on e.organisation_id = o.id join products p on p.organisation_id = o.id
        join exhibits x on x.product_id = p.id and x.exhibitor_id = e.id
        where o.name like '鄂尔多斯试验%' and p.name = '试验山羊肉' || substr(o.name, 15)";
    assert_eq!(app.text(made).await, "10000 10000 10000 10000 10000");
    let trail = app
        .texts("select noun || ' ' || count(distinct record_id) from audit_events where action = 'create' group by noun order by noun")
        .await;
    assert_eq!(trail, ["exhibitors 10000", "imports 4", "organisations 10000", "products 10000"]);
}

#[tokio::test]
async fn the_template_names_what_may_stand_in_it() {
    let app = TestApp::own_fair().await;
    for role in [Role::Organiser, Role::Auditor] {
        let person = app.someone(role).await;
        for (kind, heads, words) in [
            ("exhibitors", &EXHIBITORS[..], ["农牧民专业合作社", "鄂托克前旗", "演示数据"]),
            ("products", &PRODUCTS[..], ["羊肉", "公斤", "塘边"]),
        ] {
            let answer = person.get(&format!("/admin/imports/template/{kind}.xlsx")).await;
            assert_eq!(answer.status, StatusCode::OK);
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).unwrap();
            let names = book.sheet_names();
            let first = book.worksheet_range(&names[0]).unwrap();
            let found: Vec<String> = first
                .rows()
                .next()
                .unwrap()
                .iter()
                .map(|cell| cell.to_string().replace('*', ""))
                .collect();
            assert_eq!(found, heads);
            assert_eq!(first.height(), 1, "nothing that would be imported");
            let second = book.worksheet_range(&names[1]).unwrap();
            let text: String = second.rows().flatten().map(Data::to_string).collect();
            assert!(words.iter().all(|word| text.contains(word)), "{text}");
        }
    }
}
