//! What the desk checks while a deal is typed.

use crate::{
    projects::model::deal::{Alike, Goods, Signed},
    values::{
        ids::ProjectId,
        quantity::{self, Unit},
    },
};
use rust_decimal::Decimal;

/// How the deal relates to a similar one: chosen by a person, never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The deal of an earlier edition goes on: not new money.
    Renewal(ProjectId),
    /// The intent of an earlier edition has become this contract.
    Follows(ProjectId),
    /// Another deal of the same parties.
    Distinct(ProjectId),
    /// The same deal, entered twice: it is not saved.
    Same(ProjectId),
}

impl Likeness {
    /// `renewal 83`, as the form sends it.
    pub fn read(sent: &str) -> Option<Self> {
        let (answer, id) = sent.trim().split_once(' ')?;
        let id = ProjectId(id.parse().ok()?);
        match answer {
            "renewal" => Some(Self::Renewal(id)),
            "follows" => Some(Self::Follows(id)),
            "distinct" => Some(Self::Distinct(id)),
            "same" => Some(Self::Same(id)),
            _ => None,
        }
    }

    pub fn of(&self) -> ProjectId {
        match self {
            Self::Renewal(id) | Self::Follows(id) | Self::Distinct(id) | Self::Same(id) => *id,
        }
    }

    pub fn renewed(self) -> Option<ProjectId> {
        if let Self::Renewal(id) = self { Some(id) } else { None }
    }

    pub fn followed(self) -> Option<ProjectId> {
        if let Self::Follows(id) = self { Some(id) } else { None }
    }

    pub fn distinct(self) -> Option<ProjectId> {
        if let Self::Distinct(id) = self { Some(id) } else { None }
    }

    /// Whether this answers for the similar deal.
    pub fn answers(&self, alike: &Alike) -> bool {
        self.of() == alike.id
            && match self {
                Self::Renewal(_) => alike.can_be_renewed,
                Self::Follows(_) => alike.can_be_followed,
                Self::Distinct(_) | Self::Same(_) => true,
            }
    }
}

/// What a supplier can deliver of a product in a year, in the unit of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    pub product: String,
    pub unit: &'static Unit,
    pub yearly: Decimal,
    /// In contracts that are signed and not finished.
    pub contracted: Decimal,
    pub this: Decimal,
}

impl Capacity {
    /// What is beyond the capacity, if anything.
    pub fn over(&self) -> Option<Decimal> {
        let over = self.contracted + self.this - self.yearly;
        (over > Decimal::ZERO).then_some(over)
    }

    /// A share of the longer of capacity and demand, in percent of a bar.
    pub fn share(&self, part: Decimal) -> String {
        let whole = self.yearly.max(self.contracted + self.this);
        (part * Decimal::ONE_HUNDRED / whole).round_dp(1).normalize().to_string()
    }
}

/// Prices per unit in our own contract lines of the month: lowest, quartiles, median, highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceBand {
    pub unit: &'static Unit,
    /// Of the product in its specification; else of its category, where that has too few lines.
    pub is_of_product: bool,
    pub lines: i64,
    pub lowest: Decimal,
    pub first_quartile: Decimal,
    pub median: Decimal,
    pub third_quartile: Decimal,
    pub highest: Decimal,
    /// The deal's own amount per unit.
    pub this: Decimal,
}

/// Fewer lines make no band.
pub const FEWEST_LINES: i64 = 4;

impl PriceBand {
    pub fn is_outside(&self) -> bool {
        self.this < self.lowest || self.this > self.highest
    }

    /// The position of a price on a scale that holds the band and this price, from 0 to 100.
    pub fn at(&self, price: Decimal) -> String {
        let (low, high) = (self.lowest.min(self.this), self.highest.max(self.this));
        let whole = high - low;
        if whole.is_zero() {
            return "50".to_string();
        }
        ((price - low) * Decimal::ONE_HUNDRED / whole).round_dp(1).normalize().to_string()
    }
}

/// The amount per unit of the goods in `unit`, to the fen.
pub fn unit_price(amount: Decimal, goods: &Goods, unit: &'static Unit) -> Option<Decimal> {
    let (quantity, typed) = goods.quantity.as_ref()?;
    let quantity = quantity::convert(*quantity, typed, unit)?;
    (quantity > Decimal::ZERO).then(|| (amount / quantity).round_dp(2))
}

/// The answers that the desk needs before it saves.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    pub alike: Vec<Alike>,
    /// The usual amount, where this one is a thousand times as much or as little.
    pub usual: Option<Signed>,
    pub capacity: Option<Capacity>,
    pub price: Option<PriceBand>,
}

impl Checks {
    pub fn asks_nothing(&self) -> bool {
        self.alike.is_empty()
            && self.usual.is_none()
            && self.capacity.is_none()
            && self.price.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::model::deal::DealRung;

    fn unit(code: &str) -> &'static Unit {
        Unit::find(code).unwrap()
    }

    #[test]
    fn a_deal_beyond_the_capacity_is_seen() {
        let capacity = Capacity {
            product: "马铃薯".into(),
            unit: unit("t"),
            yearly: 5200.into(),
            contracted: 1480.into(),
            this: 5000.into(),
        };
        assert_eq!(capacity.over(), Some(1280.into()));
        assert_eq!(capacity.share(capacity.contracted), "22.8");
        let fits = Capacity { this: 3720.into(), ..capacity };
        assert_eq!(fits.over(), None);
    }

    #[test]
    fn a_price_is_compared_in_the_unit_of_the_contracts() {
        let goods = Goods { name: "马铃薯".into(), quantity: Some((5.into(), unit("t"))) };
        let amount = Decimal::from(12_000);
        assert_eq!(unit_price(amount, &goods, unit("kg")), Some("2.40".parse().unwrap()));
        assert_eq!(unit_price(amount, &goods, unit("tou")), None);
    }

    #[test]
    fn only_what_was_asked_is_answered() {
        let alike = Alike {
            id: ProjectId(83),
            number: "2-083".into(),
            ordinal: 2,
            title: String::new(),
            rung: DealRung::Intent,
            amount: Decimal::ZERO,
            state: crate::projects::model::deal::CeremonyState::Released,
            can_be_renewed: false,
            can_be_followed: false,
        };
        let answers = |sent| Likeness::read(sent).is_some_and(|answer| answer.answers(&alike));
        assert!(answers("distinct 83") && answers("same 83"));
        assert!(
            !answers("renewal 83")
                && !answers("follows 83")
                && !answers("distinct 84")
                && !answers("")
                && !answers("x 83")
        );
    }
}
