//! The map of the banners, shaded by a figure. It is a sketch and not an official boundary.

use crate::web::page::Page;
use askama::{Template, filters::HtmlSafe};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// A banner with the figure it is shaded by.
pub struct Shade {
    pub code: String,
    pub href: String,
    pub name: String,
    /// As in the list beside the map.
    pub said: String,
    pub value: Decimal,
    pub path: String,
    pub x: String,
    pub y: String,
    /// 1 for the largest.
    pub place: usize,
    /// 1 (pale) to 5 (deep).
    pub class: u8,
    /// The share of the largest, in percent, for the bar beside the name.
    pub bar: String,
    /// The link of the list: the records behind the figure.
    pub records: String,
    pub is_small: bool,
    pub leader: Option<String>,
}

#[derive(Template)]
#[template(path = "components/map.html")]
pub struct Map {
    pub label: String,
    pub shades: Vec<Shade>,
}

impl HtmlSafe for Map {}

/// One banner's figure: code, value, text, and the address of its records.
pub struct Value {
    pub code: String,
    pub value: Decimal,
    pub said: String,
    pub records: String,
}

impl Map {
    /// Shaded in five equal classes from zero to the largest; the list is ordered by the figure.
    pub fn new(page: &Page, label: String, mut values: Vec<Value>) -> Self {
        values.sort_by(|a, b| b.value.cmp(&a.value).then(a.code.cmp(&b.code)));
        let most = values.first().map(|v| v.value).unwrap_or_default();
        let shades = values
            .into_iter()
            .enumerate()
            .filter_map(|(i, value)| Shade::new(page, value, i + 1, most))
            .collect();
        Self { label, shades }
    }
}

impl Shade {
    fn new(page: &Page, value: Value, place: usize, most: Decimal) -> Option<Self> {
        let banner = page.site.banner(&value.code)?;
        let share =
            if most.is_zero() { 0.0 } else { (value.value / most).to_f64().unwrap_or_default() };
        let place_of = |at: Option<Decimal>| at.unwrap_or_default().normalize().to_string();
        Some(Self {
            href: page.href(banner.code.path()),
            name: banner.short_name(page.lang).to_string(),
            path: banner.map_path.clone().unwrap_or_default(),
            x: place_of(banner.map_label_x),
            y: place_of(banner.map_label_y),
            place,
            class: ((share * 5.0).ceil() as u8).clamp(1, 5),
            bar: format!("{:.1}%", share * 100.0),
            is_small: banner.map_label_is_small,
            leader: banner.map_leader.clone(),
            said: value.said,
            value: value.value,
            records: value.records,
            code: value.code,
        })
    }

    /// Whether its name is light.
    pub fn on_dark(&self) -> bool {
        self.class >= 4 && self.leader.is_none()
    }
}
