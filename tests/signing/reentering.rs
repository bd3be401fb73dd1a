//! The ceremony of the third edition, entered again by hand into an empty fourth one.

use super::{counted, enter, fourth, latest, release};
use axum::http::StatusCode;

#[tokio::test]
async fn the_sixty_one_deals_entered_again_come_to_the_same_fen() {
    let (app, organiser) = fourth().await;
    let deals = app
        .texts(
            "select p.id || '|' || p.title || '|' || p.type || '|' || s.name || '|' || b.name
                 || '|' || p.amount
             from public_projects p join editions e on e.id = p.edition_id
             join organisations s on s.id = p.supplier_id
             join organisations b on b.id = p.buyer_id
             where e.ordinal = 3 order by p.run_order",
        )
        .await;
    assert_eq!(deals.len(), 61);
    for deal in &deals {
        let [id, title, kind, supplier, buyer, amount] = deal.split('|').collect::<Vec<_>>()[..]
        else {
            panic!("{deal}")
        };
        let likeness = format!("renewal {id}");
        let fields = [
            ("title", title),
            ("type", kind),
            ("supplier", supplier),
            ("buyer", buyer),
            ("amount", amount),
            ("unit", "1"),
            ("signed_on", "2020-09-28"),
            ("likeness", &likeness),
            ("then", "next"),
        ];
        let fields = fields.map(|(name, value)| (name, value.to_string())).to_vec();
        let answer = enter(&organiser, fields).await;
        let errors = answer.html().text(".errors");
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{title}: {errors}");
        release(&app, &organiser, &latest(&app).await).await;
    }
    assert_eq!(counted(&app).await, "61 901000000.00");
    // All are renewals here, so no new money: the third edition's own figure stays.
    let third = "select sum(records) || ' ' || sum(amount) from journal_entries
                 where account = 'intent.signed'
                   and edition_id = (select id from editions where ordinal = 3)";
    assert_eq!(app.text(third).await, "61 901000000.00");
}
