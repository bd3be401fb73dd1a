//! Money: yuan as exact decimals, on one step of the ladder.
//!
//! Two amounts of one step add; two of different steps do not:
//!
//! ```compile_fail
//! use farmfair::values::{amount::Amount, rung::{Contract, Intent}};
//! let _ = Amount::<Intent>::ZERO + Amount::<Contract>::ZERO;
//! ```

use super::{
    figure::Figure,
    lang::Lang,
    rung::OnRung,
    spoken::{AmountText, say_yuan},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Serialize, Serializer};
use sqlx::{
    Decode, Encode, Postgres, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef},
};
use std::{cmp::Ordering, iter::Sum, marker::PhantomData, ops::Add, ops::Sub};

/// Yuan on rung `R`, to the fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount<R> {
    yuan: Decimal,
    rung: PhantomData<R>,
}

impl<R: OnRung> Amount<R> {
    pub const ZERO: Self = Self { yuan: Decimal::ZERO, rung: PhantomData };

    pub const fn yuan(yuan: Decimal) -> Self {
        Self { yuan, rung: PhantomData }
    }

    pub fn fen(fen: i64) -> Self {
        Self::yuan(Decimal::new(fen, 2))
    }

    pub fn in_yuan(self) -> Decimal {
        self.yuan
    }

    /// Whole fen; the rest is cut off.
    pub fn in_fen(self) -> i64 {
        (self.yuan * Decimal::ONE_HUNDRED).to_i64().unwrap_or_default()
    }

    pub fn is_zero(self) -> bool {
        self.yuan.is_zero()
    }

    /// The same amount as a tagged figure, for lists with several steps.
    pub fn figure(self) -> Figure {
        Figure::new(R::RUNG, self.yuan)
    }

    pub fn say(self, lang: Lang) -> AmountText {
        say_yuan(self.yuan, lang)
    }
}

impl<R: OnRung> Default for Amount<R> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<R: OnRung> Add for Amount<R> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::yuan(self.yuan + other.yuan)
    }
}

impl<R: OnRung> Sub for Amount<R> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::yuan(self.yuan - other.yuan)
    }
}

impl<R: OnRung> Sum for Amount<R> {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<R: OnRung> PartialOrd for Amount<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R: OnRung> Ord for Amount<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.yuan.cmp(&other.yuan)
    }
}

impl<R> Serialize for Amount<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&self.yuan, serializer)
    }
}

impl<R> Type<Postgres> for Amount<R> {
    fn type_info() -> PgTypeInfo {
        <Decimal as Type<Postgres>>::type_info()
    }
}

impl<'r, R: OnRung> Decode<'r, Postgres> for Amount<R> {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self::yuan(Decimal::decode(value)?))
    }
}

impl<'q, R> Encode<'q, Postgres> for Amount<R> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.yuan.encode_by_ref(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::rung::Contract;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sum_is_exact_whatever_the_order(
            mut fen in proptest::collection::vec(-1_000_000_000i64..1_000_000_000, 0..50)
        ) {
            let forwards: Amount<Contract> = fen.iter().map(|f| Amount::fen(*f)).sum();
            fen.reverse();
            let backwards: Amount<Contract> = fen.iter().map(|f| Amount::fen(*f)).sum();
            prop_assert_eq!(forwards, backwards);
            prop_assert_eq!(forwards.in_yuan(), Decimal::new(fen.iter().sum(), 2));
        }
    }
}
