//! Payments entered by those who pay, and divided among accepted goods.

use super::{Refusal, locked, record, telling};
use crate::{
    audit::model::{Act, Changes},
    deliveries::model::reach::Reach,
    identity::model::Viewer,
    payments::{
        model::{
            owed::{self, Share},
            record::{Heading, Paper},
        },
        store::office,
    },
    projects::model::deal::Party,
    submissions::{self, model::Submission},
    values::ids::{DeliveryLineId, OrganisationId, PaymentId, Seen},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

/// What a form says, and who sends it.
pub struct Entering<'a> {
    pub viewer: &'a Viewer,
    pub buyer: &'a Party,
    pub supplier: &'a Party,
    pub paper: &'a Paper,
    pub shares: &'a [Share],
}

/// A form sent twice makes one payment.
pub async fn enter(
    pool: &PgPool,
    entering: &Entering<'_>,
    form: &Submission,
) -> Result<PaymentId, Refusal> {
    let Entering { viewer, buyer, supplier, paper, shares } = entering;
    check_scope(viewer, buyer, supplier)?;
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, "payments", form).await? {
        return Ok(PaymentId(id));
    }
    office::lock_goods(&mut tx, &lines_of(shares)).await?;
    let heading =
        Heading { paper, buyer: buyer.id, supplier: supplier.id, entered_by: viewer.user };
    let id = office::insert(&mut tx, &heading).await?.ok_or(Refusal::NumberTaken)?;
    let amount = paper.amount.in_yuan();
    divide(&mut tx, viewer, id, (buyer.id, supplier.id), (amount, shares)).await?;
    submissions::store::complete(&mut tx, "payments", form, id.0).await?;
    let changes = Changes::default()
        .field("number", None, Some(&paper.number))
        .field("buyer", None, Some(&buyer.name))
        .field("supplier", None, Some(&supplier.name))
        .field("paid_on", None, Some(&paper.paid_on.to_string()))
        .field("amount", None, Some(&amount.to_string()))
        .field("allocated", None, Some(&owed::sum(shares).to_string()));
    let payment = (id, paper.number.as_str());
    record(&mut tx, viewer, payment, buyer.id, (Act::Create, changes)).await?;
    telling::paid(&mut tx, supplier.id, payment, paper).await?;
    tx.commit().await?;
    Ok(id)
}

/// A buyer pays for itself, and an officer enters what suppliers of the own banner are paid.
fn check_scope(viewer: &Viewer, buyer: &Party, supplier: &Party) -> Result<(), Refusal> {
    let is_within = match Reach::of(viewer) {
        Reach::All => true,
        Reach::Buyer(id) => buyer.id == id,
        Reach::Banner(code) => supplier.banner_code.as_ref() == Some(&code),
        Reach::Supplier(_) | Reach::Village(_) => false,
    };
    if is_within { Ok(()) } else { Err(Refusal::OutsideScope) }
}

fn lines_of(shares: &[Share]) -> Vec<DeliveryLineId> {
    shares.iter().map(|share| share.line).collect()
}

/// The goods are locked.
async fn divide(
    connection: &mut PgConnection,
    viewer: &Viewer,
    id: PaymentId,
    parties: (OrganisationId, OrganisationId),
    (amount, shares): (Decimal, &[Share]),
) -> Result<(), Refusal> {
    if shares.is_empty() {
        return Ok(());
    }
    let owed = office::owed(&mut *connection, parties, Reach::of(viewer).banner()).await?;
    let faults = owed::faults(shares, &owed, amount);
    if !faults.is_empty() {
        return Err(Refusal::Shares(faults));
    }
    office::allocate(connection, id, shares).await?;
    Ok(())
}

/// What was prepaid is divided among goods that are accepted by now.
pub async fn allocate(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<PaymentId>,
    shares: &[Share],
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let mut lines = office::lines_of(&mut tx, seen.id).await?;
    lines.extend(lines_of(shares));
    office::lock_goods(&mut tx, &lines).await?;
    let before = locked(&mut tx, viewer, seen).await?;
    let (prepaid, parties) = (before.prepaid().in_yuan(), (before.buyer_id, before.supplier_id));
    divide(&mut tx, viewer, before.id, parties, (prepaid, shares)).await?;
    let left = prepaid - owed::sum(shares);
    let changes = Changes::default()
        .field("allocated", None, Some(&owed::sum(shares).to_string()))
        .field("prepaid", Some(&prepaid.to_string()), Some(&left.to_string()));
    let payment = (before.id, before.number.as_str());
    record(&mut tx, viewer, payment, before.buyer_id, (Act::Change, changes)).await?;
    tx.commit().await?;
    Ok(())
}
