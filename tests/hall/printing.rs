//! Booth cards and badges.

use crate::harness::site::{PUBLIC_URL, TestApp};
use axum::http::StatusCode;
use farmfair::{identity::model::role::Role, ui::qr::Qr};

#[tokio::test]
async fn cards_are_of_a_zone_of_one_exhibitor_or_of_all() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let cards = |query: &'static str| {
        let organiser = organiser.clone();
        async move {
            organiser
                .get(&format!("/admin/editions/3/booth-cards{query}"))
                .await
                .html()
                .count(".boothcard")
        }
    };
    assert_eq!(
        (cards("").await, cards("?zone=B").await, cards("?zone=all").await),
        (132, 108, 366)
    );
    let id = app
        .text(
            "select id::text from public_exhibitors where edition_id = 3 and booth_code = 'B-007'",
        )
        .await;
    let one = organiser.get(&format!("/admin/editions/3/booth-cards?exhibitor={id}")).await.html();
    assert_eq!(one.text(".boothcard__code"), "B-007");
    let qr = Qr::of(&format!("{PUBLIC_URL}/exhibitors/{id}"), "").unwrap();
    assert_eq!(
        one.attribute(".boothcard .qrcode path:last-child", "d"),
        qr.path,
        "the code is the public page's address"
    );
    let badges =
        organiser.get(&format!("/en/admin/editions/3/badges?exhibitor={id}&copies=4")).await.html();
    assert_eq!(badges.count(".badge"), 4);
    for bad in ["copies=0", "copies=99", "zone=%27", "exhibitor=x"] {
        assert_eq!(
            organiser.get(&format!("/admin/editions/3/badges?{bad}")).await.status,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
}
