//! Messages to those whose turn it is: a contract ends and goods are missing, or goods wait to be
//! accepted.

use crate::{
    deliveries::{
        model::reminders::{EndingContract, WaitingGoods},
        store::reminders,
    },
    messages::{
        self,
        model::{NewMessage, Reminder, To, Words},
    },
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// Tells each once; returns how many were told.
pub async fn remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<usize> {
    let mut tx = pool.begin().await?;
    let mut told = 0;
    for contract in reminders::ending_contracts(&mut *tx, today).await? {
        let (id, due_on) = (contract.id.into(), contract.ends_on);
        let reminder = Reminder { kind: "contract_ending", record: id, due_on };
        told += messages::actions::remind(&mut tx, reminder, today, &ending(&contract)).await?;
    }
    for goods in reminders::waiting_goods(&mut *tx, today).await? {
        let (id, due_on) = (goods.id.into(), goods.shipped_on);
        let reminder = Reminder { kind: "goods_waiting", record: id, due_on };
        told += messages::actions::remind(&mut tx, reminder, today, &[waiting(&goods)]).await?;
    }
    tx.commit().await?;
    Ok(told)
}

/// To the supplier, who may still send goods, and to the buyer, who sees what is missing.
fn ending(contract: &EndingContract) -> [NewMessage; 2] {
    let EndingContract { number, ends_on, lines, .. } = contract;
    let subject = Words::new(
        format!("合同 {number} 即将期满，货还没交齐"),
        format!("Contract {number} ends soon, and goods are missing"),
    );
    let body = Words::new(
        format!("{ends_on} 期满，还有 {lines} 行没交齐。"),
        format!("It ends on {ends_on}. Of {lines} of its lines, goods are missing."),
    );
    let send = format!("/my/deliveries/new?contract={}", contract.id);
    let compare = format!("/my/three-way?contract={}", contract.id);
    [(contract.supplier_id, send), (contract.buyer_id, compare)].map(|(to, path)| NewMessage {
        to: To::Organisation(to),
        subject: subject.clone(),
        body: body.clone(),
        path: Some(path),
    })
}

fn waiting(goods: &WaitingGoods) -> NewMessage {
    let WaitingGoods { number, shipped_on, .. } = goods;
    NewMessage {
        to: To::Organisation(goods.buyer_id),
        subject: Words::new(
            format!("到货 {number} 等着验收"),
            format!("Delivery {number} waits to be accepted"),
        ),
        body: Words::new(
            format!("{shipped_on} 发货，还有货没有验收。"),
            format!("It was shipped on {shipped_on}, and goods of it are still to be accepted."),
        ),
        path: Some(format!("/my{}", goods.id.path())),
    }
}
