//! The official places of the demonstration: nine banners, their townships, the 736 gacha villages.

use crate::values::place_code::PlaceCode;
use serde::Deserialize;
use std::sync::LazyLock;

pub const CITY: &str = "150600";
pub const KANGBASHI: &str = "150603";
/// Kangbashi has no gacha villages of its own; its sellers buy from the next banner's.
pub const NEXT_TO_KANGBASHI: &str = "150627";

pub struct Banner {
    pub code: &'static str,
    /// In numbers: DLT-CG-2020-0438.
    pub initials: &'static str,
    /// Exhibitors of the third fair.
    pub exhibitors: usize,
}

pub const BANNERS: [Banner; 9] = [
    Banner { code: "150602", initials: "DS", exhibitors: 17 },
    Banner { code: "150603", initials: "KBS", exhibitors: 5 },
    Banner { code: "150621", initials: "DLT", exhibitors: 72 },
    Banner { code: "150622", initials: "ZGE", exhibitors: 68 },
    Banner { code: "150623", initials: "ETKQ", exhibitors: 26 },
    Banner { code: "150624", initials: "ETK", exhibitors: 46 },
    Banner { code: "150625", initials: "HJ", exhibitors: 37 },
    Banner { code: "150626", initials: "WS", exhibitors: 44 },
    Banner { code: "150627", initials: "YJHL", exhibitors: 51 },
];

#[derive(Deserialize)]
pub struct Place {
    pub code: String,
    level: String,
    kind: String,
    pub name: String,
    is_gacha_village: u8,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../../../migrations/reference/divisions.csv").as_bytes())
        .deserialize()
        .map(|row: Result<Place, _>| row.expect("divisions.csv is part of the program and tested"))
        .collect()
});

pub fn place(code: &str) -> PlaceCode {
    code.parse().expect("the demonstration's places are codes of divisions.csv")
}

pub fn name(code: &str) -> &'static str {
    PLACES.iter().find(|place| place.code == code).map_or("", |place| place.name.as_str())
}

/// The gacha villages below a banner, a township or the city, in the order of their codes.
pub fn villages(within: &str) -> Vec<&'static str> {
    let stem = if within == CITY { "1506" } else { within };
    PLACES
        .iter()
        .filter(|p| p.is_gacha_village == 1 && p.code.starts_with(stem))
        .map(|p| p.code.as_str())
        .collect()
}

/// The townships of farms: towns and sumus; subdistricts if a banner has nothing else.
pub fn townships(banner: &str) -> Vec<&'static str> {
    let of = |kinds: &'static [&'static str]| -> Vec<&'static str> {
        let fits = |p: &&Place| {
            p.level == "township" && p.code.starts_with(banner) && kinds.contains(&p.kind.as_str())
        };
        PLACES.iter().filter(fits).map(|p| p.code.as_str()).collect()
    };
    let rural = of(&["镇", "乡", "苏木"]);
    if rural.is_empty() { of(&["街道"]) } else { rural }
}

/// Villages that supply the sellers of a banner.
pub fn supplying_villages(banner: &str) -> Vec<&'static str> {
    villages(if banner == KANGBASHI { NEXT_TO_KANGBASHI } else { banner })
}

pub fn initials(banner: &str) -> &'static str {
    BANNERS.iter().find(|b| b.code == banner).map_or("EEDS", |b| b.initials)
}
