//! A message to the buyer whose accepted goods are unpaid for long.

use crate::{
    messages::{
        self,
        model::{NewMessage, Reminder, To, Words},
    },
    payments::{model::owed::UnpaidGoods, store::reminders},
    values::lang::Lang,
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// Tells each buyer once about a delivery; returns how many were told.
pub async fn remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<usize> {
    let mut tx = pool.begin().await?;
    let mut told = 0;
    for goods in reminders::unpaid_goods(&mut *tx, today).await? {
        let (id, due_on) = (goods.id.into(), goods.accepted_on);
        let reminder = Reminder { kind: "goods_unpaid", record: id, due_on };
        told += messages::actions::remind(&mut tx, reminder, today, &[unpaid(&goods)]).await?;
    }
    tx.commit().await?;
    Ok(told)
}

fn unpaid(goods: &UnpaidGoods) -> NewMessage {
    let UnpaidGoods { number, supplier, accepted_on, .. } = goods;
    let (zh, en) = (goods.owed.say(Lang::Zh).line(), goods.owed.say(Lang::En).line());
    NewMessage {
        to: To::Organisation(goods.buyer_id),
        subject: Words::new(
            format!("到货 {number} 验收后还没付清"),
            format!("Delivery {number} was accepted and is unpaid"),
        ),
        body: Words::new(
            format!("{accepted_on} 验收，欠{supplier} {zh}。已付的请记一笔付款。"),
            format!(
                "Accepted on {accepted_on}; {en} is owed to {supplier}. If it was paid, record it."
            ),
        ),
        path: Some("/my/payments/new".to_string()),
    }
}
