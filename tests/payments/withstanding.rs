//! Two at once, forms sent again.

use super::{LIST, accepted, form, lines, send};
use crate::{deliveries::with, verification::histories::drift};
use futures_util::future::join_all;

#[tokio::test]
async fn twelve_equal_forms_make_one_payment() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    let share = format!("share-{}", lines[0]);
    let fields = with(form(&trade, &trade.buyer, "39000").await, &[(&share, "39000")]);
    let sent = (0..12).map(|_| send(&trade.buyer, LIST, &fields));
    for answer in join_all(sent).await {
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.body);
    }
    let made = trade.app.text("select count(*)::text from payments where entered_by is not null");
    assert_eq!(made.await, "1");
}

/// Each would pay the line in full.
#[tokio::test]
async fn of_two_who_pay_one_line_at_once_one_is_refused() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    let share = format!("share-{}", lines[0]);
    let mut forms = Vec::new();
    for number in ["银付 1", "银付 2"] {
        let fields = form(&trade, &trade.buyer, "110400").await;
        forms.push(with(fields, &[(&share, "110400"), ("number", number)]));
    }
    let sent = forms.iter().map(|fields| send(&trade.buyer, LIST, fields));
    let mut statuses: Vec<u16> =
        join_all(sent).await.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let paid = "select sum(amount)::text from payment_allocations
                where delivery_line_id in (select id from accepted_lines
                    where contract_id = (select max(id) from contracts))";
    assert_eq!(trade.app.text(paid).await, "110400.00");
    assert_eq!(drift(&trade.app).await, Vec::<String>::new());
}

/// One voids the payment while the other withdraws the acceptance that it pays for. Both are done,
/// or the payment is seen to have changed and stands as prepaid.
#[tokio::test]
async fn a_payment_voided_while_its_goods_are_withdrawn_ends_in_one_of_two_ways() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    let shares = [(lines[0].as_str(), "1000"), (lines[1].as_str(), "26000")];
    assert_eq!(super::pay(&trade, "27000", &shares).await.status.as_u16(), 303);
    let path = super::latest(&trade.app).await;
    let page = trade.buyer.get(&path).await.html();
    let of_payment = page.attribute("input[name=version]", "value");
    let delivery = crate::deliveries::latest(&trade.app).await.replace("/my", "/admin");
    let of_delivery = crate::deliveries::version(&trade.app).await;
    let void = format!("{path}/void");
    let withdrawal = format!("{delivery}/lines/{}/withdrawal", lines[1]);
    let of_void = [("version", of_payment.as_str()), ("reason", "录错")];
    let of_withdrawal = [("version", of_delivery.as_str()), ("reason", "看错")];
    let (voided, withdrawn) = tokio::join!(
        trade.buyer.post(&void, &of_void),
        trade.organiser.post(&withdrawal, &of_withdrawal)
    );
    assert_eq!([voided.status.as_u16(), withdrawn.status.as_u16()], [303, 303]);
    let ended = "select (voided_at is not null)::text || ' ' || coalesce(
                     (select sum(amount) from released_allocations where payment_id = p.id), 0)
                 from payments p order by id desc limit 1";
    let ended = (trade.app.text(ended).await, super::counted(&trade.app).await);
    let stood = "payment.paid 1000.00, payment.prepaid 26000.00";
    let allowed = [("true 0".to_string(), String::new()), ("false 26000.00".into(), stood.into())];
    assert!(allowed.contains(&ended), "{ended:?}");
    let open = "select count(*)::text from accepted_lines
                where contract_id = (select max(id) from contracts)";
    assert_eq!(trade.app.text(open).await, "1", "the acceptance is withdrawn");
    assert_eq!(drift(&trade.app).await, Vec::<String>::new());
}
