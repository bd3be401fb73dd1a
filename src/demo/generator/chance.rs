//! Random numbers that are the same on every machine. Each noun has its own generator, so that a
//! change in one does not affect the others. Integers only, because the last digit of logarithms
//! differs between machines.

use super::calendar::later;
use chrono::NaiveDate;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The noun's name is the seed.
    pub fn of(noun: &str) -> Self {
        let mut seed = [0; 32];
        for (at, byte) in seed.iter_mut().zip(noun.bytes()) {
            *at = byte;
        }
        Self(ChaCha8Rng::from_seed(seed))
    }

    pub fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// Both ends are within.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low).max(0) as usize + 1) as i64
    }

    pub fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// The same for values that are copied.
    pub fn draw<T: Copy>(&mut self, from: &[T]) -> T {
        *self.pick(from)
    }

    /// A random value by weight.
    pub fn weighted<T: Copy>(&mut self, from: &[(T, usize)]) -> T {
        let mut left = self.below(from.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in from {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        from[0].0
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, self.below(i + 1));
        }
    }

    /// A draw from a distribution given by its equally spaced quantiles.
    pub fn quantile(&mut self, quantiles: &[i64]) -> i64 {
        let step = self.below(quantiles.len() - 1);
        self.between(quantiles[step], quantiles[step + 1])
    }

    /// A day of the span; the first where the span is empty.
    pub fn day(&mut self, from: NaiveDate, to: NaiveDate) -> NaiveDate {
        later(from, self.between(0, (to - from).num_days()))
    }

    pub fn rank(&mut self) -> i32 {
        (self.0.next_u32() >> 1) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other numbers here mean that the demonstration of every installation has changed.
    #[test]
    fn the_dice_fall_as_they_always_have() {
        let mut chance = Chance::of("sellers");
        let fallen: Vec<usize> = (0..6).map(|_| chance.below(1000)).collect();
        assert_eq!(fallen, [683, 110, 308, 799, 521, 643]);
        assert_eq!(Chance::of("sellers").below(1000), fallen[0]);
        assert_ne!(Chance::of("buyers").rank(), Chance::of("sellers").rank());
    }
}
