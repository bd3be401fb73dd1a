//! The three fairs. Of the first two only the month is known; the third opens on the business day.

use super::{
    calendar::{day, today},
    places::{KANGBASHI, place},
};
use crate::{
    fairs::model::{EditionState, NewEdition, NewZone},
    values::ids::{EditionId, ZoneId},
};
use chrono::NaiveTime;

pub fn editions() -> Vec<NewEdition> {
    let past = |id: i64, ordinal: &str, ordinal_en: &str, held_in| NewEdition {
        id: EditionId(id),
        ordinal: id as i16,
        name: format!("鄂尔多斯市第{ordinal}届农产品展洽会"),
        name_en: format!("{ordinal_en} Ordos Farm Produce Fair"),
        theme: None,
        theme_en: None,
        venue: None,
        venue_en: None,
        venue_division_code: None,
        held_in,
        starts_on: None,
        ends_on: None,
        opens_at: None,
        closes_at: None,
        last_day_closes_at: None,
        state: EditionState::Closed,
        reported_on: None,
    };
    let third = NewEdition {
        theme: Some("企地合力 助推消费扶贫".into()),
        theme_en: Some(
            "Enterprises and localities together for consumption-based poverty relief".into(),
        ),
        venue: Some("市会展中心(演示)".into()),
        venue_en: Some("City Exhibition Centre (demonstration)".into()),
        venue_division_code: Some(place(KANGBASHI)),
        starts_on: Some(today()),
        ends_on: Some(day(2020, 9, 30)),
        opens_at: hour(9),
        closes_at: hour(18),
        last_day_closes_at: hour(16),
        state: EditionState::Running,
        reported_on: Some(today()),
        ..past(3, "三", "Third", day(2020, 9, 1))
    };
    vec![past(1, "一", "First", day(2018, 11, 1)), past(2, "二", "Second", day(2019, 10, 1)), third]
}

fn hour(hour: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, 0, 0)
}

/// Edition, code, names, purposes. The buyers' tables were new at the third fair.
pub fn zones() -> Vec<NewZone> {
    const SHOWN: [(&str, &str, &str, &str, &str); 4] = [
        (
            "A",
            "旗区展区",
            "Banner zone",
            "九个旗区的特色农畜产品",
            "Specialities of the nine banners",
        ),
        (
            "B",
            "包联驻村展区",
            "Village support zone",
            "包联嘎查村和集体经济组织的产品",
            "Produce of the supported villages and their collectives",
        ),
        (
            "C",
            "企业与合作社展区",
            "Business and cooperative zone",
            "农牧业企业和合作社的产品",
            "Produce of agribusinesses and cooperatives",
        ),
        (
            "D",
            "采购对接区",
            "Buyers' meeting zone",
            "采购单位与供应商洽谈",
            "Tables for buyers and suppliers to talk",
        ),
    ];
    let mut zones = Vec::new();
    for edition in 1..=3 {
        for (code, name, name_en, purpose, purpose_en) in
            SHOWN.iter().filter(|zone| edition == 3 || zone.0 != "D")
        {
            zones.push(NewZone {
                id: ZoneId(zones.len() as i64 + 1),
                edition_id: EditionId(edition),
                code: code.to_string(),
                name: name.to_string(),
                name_en: name_en.to_string(),
                purpose: purpose.to_string(),
                purpose_en: purpose_en.to_string(),
            });
        }
    }
    zones
}
