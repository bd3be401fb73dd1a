//! Zones, booths, and their exhibitors.

pub mod rights;
pub mod drawing;
pub mod grid;
pub mod seats;
pub mod trail;

use crate::values::ids::{BoothId, EditionId, ZoneId};
use rust_decimal::Decimal;
use serde::Serialize;

/// The end of the hall, in metres.
pub const LONGEST: i64 = 500;

/// In metres from the north-west corner of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rectangle {
    pub x: Decimal,
    pub y: Decimal,
    pub width: Decimal,
    pub depth: Decimal,
}

impl Rectangle {
    pub fn right(&self) -> Decimal {
        self.x + self.width
    }

    pub fn bottom(&self) -> Decimal {
        self.y + self.depth
    }

    /// Adjoining booths do not overlap.
    pub fn overlaps(&self, other: &Rectangle) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    pub fn is_in_the_hall(&self) -> bool {
        let longest = Decimal::from(LONGEST);
        self.x >= Decimal::ZERO
            && self.y >= Decimal::ZERO
            && self.right() <= longest
            && self.bottom() <= longest
    }

    /// `3×3 (3, 6)`: width and depth, and the position.
    pub fn said(&self) -> String {
        let [x, y, width, depth] =
            [self.x, self.y, self.width, self.depth].map(|metres| metres.normalize());
        format!("{width}×{depth} ({x}, {y})")
    }
}

#[derive(Debug, Clone)]
pub struct Zone {
    pub id: ZoneId,
    pub edition_id: EditionId,
    /// Of the edition.
    pub ordinal: i16,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub purpose: String,
    pub purpose_en: String,
    pub version: i32,
    pub booths: i64,
}

/// The texts of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneText {
    pub name: String,
    pub name_en: String,
    pub purpose: String,
    pub purpose_en: String,
}

#[derive(Debug, Clone)]
pub struct Booth {
    pub id: BoothId,
    pub edition_id: EditionId,
    /// Of the edition.
    pub ordinal: i16,
    pub zone_id: ZoneId,
    pub zone_code: String,
    pub code: String,
    pub place: Rectangle,
    pub version: i32,
}

impl Booth {
    /// The number after the letter of the zone.
    pub fn number(&self) -> &str {
        number(&self.code)
    }
}

pub fn number(code: &str) -> &str {
    code.split_once('-').map_or(code, |(_, number)| number)
}

/// `A-012`.
pub fn code(zone: &str, number: u16) -> String {
    format!("{zone}-{number:03}")
}

/// A booth to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewPlace {
    pub code: String,
    pub x: Decimal,
    pub y: Decimal,
    pub width: Decimal,
    pub depth: Decimal,
}

impl NewPlace {
    pub fn rectangle(&self) -> Rectangle {
        Rectangle { x: self.x, y: self.y, width: self.width, depth: self.depth }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(x: i64, y: i64, width: i64, depth: i64) -> Rectangle {
        let [x, y, width, depth] = [x, y, width, depth].map(Decimal::from);
        Rectangle { x, y, width, depth }
    }

    #[test]
    fn booths_may_stand_wall_to_wall_and_not_inside_each_other() {
        let one = rectangle(3, 3, 3, 3);
        assert!(!one.overlaps(&rectangle(6, 3, 3, 3)) && !one.overlaps(&rectangle(3, 6, 3, 3)));
        assert!(
            one.overlaps(&rectangle(5, 5, 3, 3))
                && one.overlaps(&one)
                && one.overlaps(&rectangle(0, 0, 20, 20))
        );
        assert!(
            rectangle(497, 0, 3, 3).is_in_the_hall() && !rectangle(498, 0, 3, 3).is_in_the_hall()
        );
    }

    #[test]
    fn a_booths_code_is_its_zone_and_its_number() {
        assert_eq!(code("A", 12), "A-012");
        assert_eq!(number("A-012"), "012");
        assert_eq!(rectangle(3, 6, 3, 2).said(), "3×2 (3, 6)");
    }
}
