//! The floor plan as a drawing with metres as units.

use super::{Rectangle, Zone};
use crate::values::ids::ZoneId;
use rust_decimal::Decimal;

/// A rectangle with its label, in SVG numbers.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub x: String,
    pub y: String,
    pub width: String,
    pub depth: String,
    /// The position of its number: the middle, slightly lowered.
    pub text_x: String,
    pub text_y: String,
    pub is_narrow: bool,
}

impl Drawn {
    pub fn new(place: &Rectangle) -> Self {
        let half = Decimal::new(5, 1);
        let said = |metres: Decimal| metres.normalize().to_string();
        Self {
            x: said(place.x),
            y: said(place.y),
            width: said(place.width),
            depth: said(place.depth),
            text_x: said(place.x + place.width * half),
            text_y: said(place.y + place.depth * half + Decimal::new(45, 2)),
            is_narrow: place.width < Decimal::new(25, 1),
        }
    }
}

/// The name of a zone above its booths.
#[derive(Debug, Clone)]
pub struct Label {
    pub class: usize,
    pub code: String,
    pub x: String,
    pub y: String,
    pub zone: ZoneId,
}

/// The extent of the drawing, in metres.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: i64,
    pub depth: i64,
}

impl Sheet {
    /// Around all of `places`, with room to walk, or to move a booth in the editor.
    pub fn around<'a>(places: impl Iterator<Item = &'a Rectangle>, room: i64) -> Self {
        let (mut right, mut bottom) = (Decimal::from(30), Decimal::from(15));
        for place in places {
            right = right.max(place.right());
            bottom = bottom.max(place.bottom());
        }
        let whole = |metres: Decimal| i64::try_from(metres.ceil()).unwrap_or(super::LONGEST) + room;
        Self { width: whole(right), depth: whole(bottom) }
    }
}

/// The number of zone colours; then they repeat, and the letter identifies the zone.
pub const COLOURS: usize = 6;

/// 1 to `COLOURS`, in the order of the zones.
pub fn class(zones: &[Zone], zone: ZoneId) -> usize {
    zones.iter().position(|other| other.id == zone).map_or(1, |at| at % COLOURS + 1)
}

/// The label of each zone, above the north-western end of its booths.
pub fn labels<'a>(
    zones: &[Zone],
    booths: impl Iterator<Item = (ZoneId, &'a Rectangle)> + Clone,
) -> Vec<Label> {
    let corner = |zone: &Zone| {
        let own = booths.clone().filter(|(id, _)| *id == zone.id).map(|(_, place)| place);
        own.fold(None, |corner: Option<(Decimal, Decimal)>, place| {
            Some(corner.map_or((place.x, place.y), |(x, y)| (x.min(place.x), y.min(place.y))))
        })
    };
    let label = |zone: &Zone| {
        let (x, y) = corner(zone)?;
        let (x, y) = (x.normalize().to_string(), (y - Decimal::new(8, 1)).normalize().to_string());
        Some(Label { class: class(zones, zone.id), code: zone.code.clone(), x, y, zone: zone.id })
    };
    zones.iter().filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_holds_every_booth() {
        let place =
            Rectangle { x: 70.into(), y: Decimal::new(105, 1), width: 3.into(), depth: 6.into() };
        let sheet = Sheet::around([place].iter(), 3);
        assert_eq!((sheet.width, sheet.depth), (76, 20));
        let drawn = Drawn::new(&place);
        assert_eq!(
            (drawn.text_x.as_str(), drawn.text_y.as_str(), drawn.is_narrow),
            ("71.5", "13.95", false)
        );
    }
}
