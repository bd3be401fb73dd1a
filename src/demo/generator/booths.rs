//! The halls: each zone a block of double rows with aisles between, two blocks beside each other.

use crate::{
    fairs::model::{NewBooth, NewZone},
    values::ids::BoothId,
};
use rust_decimal::Decimal;

/// Zone by zone, how many booths. The third fair's are as many as its exhibitors, and 30 tables.
pub fn booth_counts(edition: i64) -> [usize; 4] {
    match edition {
        1 => [70, 46, 64, 0],
        2 => [98, 72, 90, 0],
        _ => [132, 108, 126, 30],
    }
}

/// A booth is three metres square; between two double rows is an aisle of three.
const SIDE: i64 = 3;
/// The wide aisle between two zones.
const PASSAGE: i64 = 6;
const ROWS: usize = 6;

pub fn booths(zones: &[NewZone]) -> Vec<NewBooth> {
    let mut all = Vec::new();
    for zone in zones {
        let counts = booth_counts(zone.edition_id.0);
        let block = (zone.code.as_bytes()[0] - b'A') as usize;
        let columns = |block: usize| counts[block].div_ceil(ROWS) as i64;
        let west = if block.is_multiple_of(2) {
            SIDE
        } else {
            SIDE + columns(0).max(columns(2)) * SIDE + PASSAGE
        };
        let north = if block < 2 { SIDE } else { SIDE + 8 * SIDE + PASSAGE };
        for i in 0..counts[block] {
            let (row, column) = (i as i64 / columns(block), i as i64 % columns(block));
            all.push(NewBooth {
                id: BoothId(all.len() as i64 + 1),
                edition_id: zone.edition_id,
                zone_id: zone.id,
                code: format!("{}-{:03}", zone.code, i + 1),
                x: Decimal::from(west + column * SIDE),
                y: Decimal::from(north + (row + row / 2) * SIDE),
                width: Decimal::from(SIDE),
                depth: Decimal::from(SIDE),
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{super::editions::zones, *};

    #[test]
    fn no_two_booths_of_an_edition_overlap() {
        let booths = booths(&zones());
        let apart = |a: &NewBooth, b: &NewBooth| {
            a.x + a.width <= b.x
                || b.x + b.width <= a.x
                || a.y + a.depth <= b.y
                || b.y + b.depth <= a.y
        };
        for (i, a) in booths.iter().enumerate() {
            for b in booths[i + 1..].iter().filter(|b| b.edition_id == a.edition_id) {
                assert!(apart(a, b), "{} {}", a.code, b.code);
            }
        }
    }
}
