//! A deal that is signed as a contract at the ceremony.

use crate::{
    values::{
        amount::Amount,
        figure::Figure,
        rung::{Contract, Intent},
    },
    vocabulary,
};
use chrono::NaiveDate;
use rust_decimal::{
    Decimal,
    RoundingStrategy::{MidpointAwayFromZero, ToZero},
};

vocabulary! {
    /// The rung on which a deal of the run-sheet counts.
    DealRung = "deal_rung" {
        Intent = "intent",
        Contract = "contract",
    }
}

vocabulary! {
    /// Also of contracts that no ceremony saw; a deal on its way to one names it first.
    Method = "purchase_method" {
        Canteen = "canteen",
        Welfare = "welfare",
        Fair = "fair",
        Online = "online",
        OrderFarming = "order_farming",
        Shop = "shop",
    }
}

/// What a contract says beside what every deal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractTerms {
    /// As on the paper; `None`: the number of the deal.
    pub number: Option<String>,
    pub method: Method,
    /// The category of its goods.
    pub category: String,
    pub ends_on: NaiveDate,
}

impl ContractTerms {
    /// From the columns; `None` for a deal that is no contract.
    pub fn of(
        number: Option<String>,
        method: Option<Method>,
        category: Option<String>,
        ends_on: Option<NaiveDate>,
    ) -> Option<Self> {
        Some(Self { number, method: method?, category: category?, ends_on: ends_on? })
    }
}

/// Whether a typed contract number could be the number of a deal, such as `4-012`, which a contract
/// without its own number gets.
pub fn is_like_a_deal(number: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    number.split_once('-').is_some_and(|(edition, n)| is_number(edition) && is_number(n))
}

/// The signed amount, on its rung: intents and contracts are never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    Intent(Amount<Intent>),
    Contract(Amount<Contract>),
}

impl Signed {
    pub fn new(rung: DealRung, yuan: Decimal) -> Self {
        match rung {
            DealRung::Intent => Self::Intent(Amount::yuan(yuan)),
            DealRung::Contract => Self::Contract(Amount::yuan(yuan)),
        }
    }

    pub fn figure(self) -> Figure {
        match self {
            Self::Intent(amount) => amount.figure(),
            Self::Contract(amount) => amount.figure(),
        }
    }

    pub fn intent(self) -> Option<Amount<Intent>> {
        match self {
            Self::Intent(amount) => Some(amount),
            Self::Contract(_) => None,
        }
    }

    pub fn contract(self) -> Option<Amount<Contract>> {
        match self {
            Self::Contract(amount) => Some(amount),
            Self::Intent(_) => None,
        }
    }
}

/// Prices on record are below this.
const PRICE_LIMIT: Decimal = Decimal::from_parts(0xD4A5_1000, 0xE8, 0, false, 0);

/// The price per unit of a contract over one kind of goods. What rounding leaves of the amount is
/// an adjustment, never negative. `None` if the price is too small or too large for the record.
pub fn priced(amount: Decimal, quantity: Decimal) -> Option<(Decimal, Decimal)> {
    let price = amount.checked_div(quantity)?.round_dp_with_strategy(4, ToZero);
    let line = (quantity * price).round_dp_with_strategy(2, MidpointAwayFromZero);
    (price > Decimal::ZERO && price < PRICE_LIMIT && line > Decimal::ZERO)
        .then_some((price, amount - line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The amount of a contract is the sum of its lines and a named adjustment, whatever is typed.
        #[test]
        fn a_price_and_its_adjustment_come_to_the_amount(
            fen in 1i64..=1_000_000_000_000_000,
            thousandths in 1i64..=1_000_000_000_000,
        ) {
            let (amount, quantity) = (Decimal::new(fen, 2), Decimal::new(thousandths, 3));
            if let Some((price, rest)) = priced(amount, quantity) {
                prop_assert!(price > Decimal::ZERO && price.scale() <= 4);
                let line = (quantity * price).round_dp_with_strategy(2, MidpointAwayFromZero);
                prop_assert_eq!(line + rest, amount);
            }
        }
    }

    #[test]
    fn an_even_price_leaves_nothing() {
        let priced = |amount: &str, quantity: &str| {
            priced(amount.parse().unwrap(), quantity.parse().unwrap())
        };
        assert_eq!(priced("12000000", "5000"), Some((2400.into(), Decimal::ZERO)));
        assert_eq!(priced("100", "3"), Some(("33.3333".parse().unwrap(), Decimal::ZERO)));
        assert_eq!(priced("0.01", "1000000"), None);
        assert_eq!(priced("1000000000000", "1"), None);
        assert!(priced("999999999999", "1").is_some());
    }

    #[test]
    fn a_deal_s_number_is_no_contract_number() {
        assert!(is_like_a_deal("4-012") && is_like_a_deal("12-1"));
        assert!(!is_like_a_deal("HT-2020-1") && !is_like_a_deal("4-") && !is_like_a_deal("2020"));
    }
}
