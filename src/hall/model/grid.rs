//! A block of booths drawn at once: rows are in pairs back to back, with an aisle between two
//! pairs.

use super::{NewPlace, Rectangle, code};
use rust_decimal::Decimal;

/// More than any zone has.
pub const MOST: u32 = 600;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    pub rows: u16,
    pub columns: u16,
    /// Of one booth, in metres.
    pub width: Decimal,
    pub depth: Decimal,
    /// Between neighbours of one row.
    pub gap: Decimal,
    /// Between two pairs of rows.
    pub aisle: Decimal,
    /// The position of its north-west corner.
    pub x: Decimal,
    pub y: Decimal,
    /// The number of the first booth; the others continue, row by row.
    pub first: u16,
}

impl Grid {
    pub fn count(&self) -> u32 {
        u32::from(self.rows) * u32::from(self.columns)
    }

    pub fn is_too_large(&self) -> bool {
        self.count() > MOST
            || u32::from(self.first) + self.count() > 10_000
            || !self.extent().is_in_the_hall()
    }

    /// The area of the whole block.
    pub fn extent(&self) -> Rectangle {
        let last = self.place(self.rows.saturating_sub(1), self.columns.saturating_sub(1));
        Rectangle {
            x: self.x,
            y: self.y,
            width: last.right() - self.x,
            depth: last.bottom() - self.y,
        }
    }

    pub fn places(&self, zone: &str) -> Vec<NewPlace> {
        let all = (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (row, column)));
        let numbered = all.zip(self.first..);
        let place = |((row, column), number): ((u16, u16), u16)| {
            let Rectangle { x, y, width, depth } = self.place(row, column);
            NewPlace { code: code(zone, number), x, y, width, depth }
        };
        numbered.map(place).collect()
    }

    fn place(&self, row: u16, column: u16) -> Rectangle {
        Rectangle {
            x: self.x + Decimal::from(column) * (self.width + self.gap),
            y: self.y + Decimal::from(row) * self.depth + Decimal::from(row / 2) * self.aisle,
            width: self.width,
            depth: self.depth,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(rows: u16, columns: u16) -> Grid {
        let three = Decimal::from(3);
        Grid {
            rows,
            columns,
            width: three,
            depth: three,
            gap: Decimal::ZERO,
            aisle: three,
            x: three,
            y: three,
            first: 1,
        }
    }

    #[test]
    fn rows_stand_back_to_back_with_an_aisle_after_each_pair() {
        let places = grid(4, 2).places("E");
        let said: Vec<String> = places
            .iter()
            .map(|place| format!("{} {}", place.code, place.rectangle().said()))
            .collect();
        assert_eq!(said[0], "E-001 3×3 (3, 3)");
        assert_eq!(said[1], "E-002 3×3 (6, 3)");
        assert_eq!(said[2], "E-003 3×3 (3, 6)", "back to back");
        assert_eq!(said[4], "E-005 3×3 (3, 12)", "behind the aisle");
        assert_eq!(grid(4, 2).extent().said(), "6×15 (3, 3)");
    }

    #[test]
    fn what_no_hall_holds_is_too_large() {
        assert!(!grid(6, 22).is_too_large());
        assert!(grid(25, 25).is_too_large(), "more than {MOST}");
        assert!(grid(2, 200).is_too_large(), "longer than the hall");
        assert!(Grid { first: 9_999, ..grid(2, 2) }.is_too_large(), "numbers of five digits");
    }

    proptest! {
        #[test]
        fn no_two_booths_of_a_grid_overlap(
            rows in 1_u16..12,
            columns in 1_u16..12,
            size in 1_i64..9,
            gap in 0_i64..4,
            aisle in 0_i64..6,
        ) {
            let (size, gap, aisle) = (Decimal::from(size), gap.into(), aisle.into());
            let grid = Grid { width: size, depth: size, gap, aisle, ..grid(rows, columns) };
            let places = grid.places("Z");
            prop_assert_eq!(places.len() as u32, grid.count());
            for (n, one) in places.iter().enumerate() {
                let overlaps = |other: &NewPlace| one.rectangle().overlaps(&other.rectangle());
                prop_assert!(!places[n + 1..].iter().any(overlaps));
            }
        }
    }
}
