//! Shipments recorded by those who send the goods, or by the office for them.

use super::{Refusal, locked, record, telling, whole};
use crate::{
    audit::model::{Act, Changes},
    contracts,
    deliveries::{
        model::{
            DeliveryState,
            reach::Reach,
            shipment::{OpenContract, Shipment},
        },
        store::office::{self, Heading},
    },
    identity::model::Viewer,
    organisations::model::Side,
    projects::model::deal::{Parties, PartyFault},
    submissions,
    values::{
        ids::{ContractId, DeliveryId, OrganisationId, Seen},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

/// Under a contract, or between two parties without one.
pub enum Under<'a> {
    Contract(ContractId),
    Parties(&'a Parties),
}

/// What a form says, and who sends it.
pub struct Sending<'a> {
    pub viewer: &'a Viewer,
    pub under: Under<'a>,
    pub shipment: &'a Shipment,
    pub today: NaiveDate,
}

/// Who sends goods to whom, checked.
struct Ends {
    contract: Option<OpenContract>,
    buyer: OrganisationId,
    supplier: OrganisationId,
    banner: PlaceCode,
}

/// A form sent twice makes one delivery.
pub async fn send(
    pool: &PgPool,
    sending: &Sending<'_>,
    form: &submissions::model::Submission,
) -> Result<DeliveryId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, "deliveries", form).await? {
        return Ok(DeliveryId(id));
    }
    let Sending { viewer, shipment, .. } = sending;
    let ends = ends(&mut tx, sending).await?;
    let contract = ends.contract.as_ref();
    let number = office::next_number(&mut tx, contract.map(|one| one.id)).await?;
    let heading = Heading {
        number: &number,
        contract: contract.map(|one| one.id),
        buyer: ends.buyer,
        supplier: ends.supplier,
        banner: &ends.banner,
        entered_by: viewer.user,
    };
    let id = office::insert(&mut tx, &heading, shipment).await?;
    if let (Some(contract), Some(day)) = (contract, shipment.shipped_on) {
        contracts::store::office::begin_performing(&mut tx, contract.id, day).await?;
    }
    submissions::store::complete(&mut tx, "deliveries", form, id.0).await?;
    let changes = entered(&number, contract, shipment);
    record(&mut tx, viewer, (id, &number), ends.supplier, (Act::Create, changes)).await?;
    if shipment.shipped_on.is_some() {
        telling::shipped(&mut tx, ends.buyer, (id, &number), shipment.planned_on).await?;
    }
    tx.commit().await?;
    Ok(id)
}

fn entered(number: &str, contract: Option<&OpenContract>, shipment: &Shipment) -> Changes {
    let lots: Vec<String> = shipment.lots.iter().map(|lot| lot.said()).collect();
    let state = match shipment.shipped_on {
        Some(_) => DeliveryState::Shipped,
        None => DeliveryState::Planned,
    };
    let shipped_on = shipment.shipped_on.map(|day| day.to_string());
    Changes::default()
        .field("number", None, Some(number))
        .field("contract", None, contract.map(|one| one.number.as_str()))
        .field("planned_on", None, Some(&shipment.planned_on.to_string()))
        .field("shipped_on", None, shipped_on.as_deref())
        .field("lines", None, Some(&lots.join("；")))
        .field("state", None, Some(state.code()))
}

async fn ends(connection: &mut PgConnection, sending: &Sending<'_>) -> Result<Ends, Refusal> {
    let Sending { viewer, under, shipment, today } = sending;
    let reach = Reach::of(viewer);
    let is_foreign = |code: &str| reach.village().is_some_and(|own| own != code);
    if shipment.lots.iter().any(|lot| is_foreign(lot.village.code.as_str())) {
        return Err(Refusal::OutsideScope);
    }
    if shipment.shipped_on.is_some_and(|day| day > *today) {
        return Err(Refusal::WrongDay);
    }
    match under {
        Under::Contract(id) => {
            office::lock_contract(&mut *connection, *id).await?;
            let contract = office::open_contract(connection, &reach, *id, *today).await?;
            let contract = contract.ok_or(Refusal::ContractClosed)?;
            if let Some(fault) = contract.fault(shipment) {
                return Err(Refusal::Shipment(fault));
            }
            Ok(Ends {
                buyer: contract.buyer_id,
                supplier: contract.supplier_id,
                banner: contract.banner_code.clone(),
                contract: Some(contract),
            })
        }
        Under::Parties(parties) => between(&reach, parties),
    }
}

/// Without a contract: a supplier sends its own goods, the office those of its banner.
fn between(reach: &Reach, parties: &Parties) -> Result<Ends, Refusal> {
    if let Some((side, party, fault)) = parties.fault() {
        return Err(Refusal::Party(side, party.name.clone(), fault));
    }
    let supplier = &parties.supplier;
    let banner = parties.owner_banner().cloned().ok_or_else(|| {
        Refusal::Party(Side::Supplier, supplier.name.clone(), PartyFault::NoBanner)
    })?;
    let is_own = match reach {
        Reach::All => true,
        Reach::Banner(own) => *own == banner,
        Reach::Supplier(own) => *own == supplier.id,
        Reach::Buyer(_) | Reach::Village(_) => false,
    };
    if !is_own {
        return Err(Refusal::OutsideScope);
    }
    Ok(Ends { contract: None, buyer: parties.buyer.id, supplier: supplier.id, banner })
}

/// Goods that were planned are on their way.
pub async fn ship(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    let before = whole(&mut tx, before).await?;
    if !before.is_planned() {
        return Err(Refusal::WrongState);
    }
    if on > today {
        return Err(Refusal::WrongDay);
    }
    if let Some(contract) = &before.contract {
        let open = office::open_contract(&mut tx, &Reach::of(viewer), contract.id, today).await?;
        let open = open.ok_or(Refusal::ContractClosed)?;
        if !(open.signed_on..=open.ends_on).contains(&on) {
            return Err(Refusal::WrongDay);
        }
    }
    office::mark_shipped(&mut tx, before.id, on).await?;
    if let Some(contract) = &before.contract {
        contracts::store::office::begin_performing(&mut tx, contract.id, on).await?;
    }
    let changes = Changes::default()
        .field("state", Some(DeliveryState::Planned.code()), Some(DeliveryState::Shipped.code()))
        .field("shipped_on", None, Some(&on.to_string()));
    let delivery = (before.id, before.number.as_str());
    record(&mut tx, viewer, delivery, before.supplier_id, (Act::Change, changes)).await?;
    telling::shipped(&mut tx, before.buyer_id, delivery, before.planned_on).await?;
    tx.commit().await?;
    Ok(())
}
