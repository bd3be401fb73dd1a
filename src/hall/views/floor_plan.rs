//! The floor plan for visitors.

use crate::{
    hall::model::{
        Booth, Zone,
        drawing::{self, Drawn, Label, Sheet},
        number,
        seats::Shown,
    },
    site::model::Edition,
    ui::crumbs::Crumbs,
    values::{
        ids::{BoothId, ExhibitorId},
        lang::Lang,
    },
    web::page::Page,
};
use askama::Template;
use std::collections::{HashMap, HashSet};

/// A booth on the plan, and in the list below it.
pub struct Place {
    pub code: String,
    pub zone: String,
    pub class: usize,
    pub drawn: Drawn,
    pub who: Option<Shown>,
    pub is_lit: bool,
}

impl Place {
    /// `12`: the letter of the zone is above its booths.
    pub fn number(&self) -> &str {
        number(&self.code).trim_start_matches('0')
    }
}

#[derive(Template)]
#[template(path = "hall/floor_plan.html")]
pub struct FloorPlan {
    pub page: Page,
    pub edition: Edition,
    pub zones: Vec<Zone>,
    pub labels: Vec<Label>,
    pub places: Vec<Place>,
    pub sheet: Sheet,
    pub typed: String,
    /// The result of a search: this many booths are highlighted.
    pub found: Option<usize>,
}

/// What stands in the hall, and who is shown there.
pub struct Hall {
    pub zones: Vec<Zone>,
    pub booths: Vec<Booth>,
    pub shown: Vec<Shown>,
}

/// The booths to highlight.
pub enum Light {
    Nothing,
    Exhibitors(HashSet<ExhibitorId>),
    Booth(String),
}

impl FloorPlan {
    pub fn new(
        page: Page,
        edition: Edition,
        Hall { zones, booths, shown }: Hall,
        light: &Light,
    ) -> Self {
        let labels =
            drawing::labels(&zones, booths.iter().map(|booth| (booth.zone_id, &booth.place)));
        let sheet = Sheet::around(booths.iter().map(|booth| &booth.place), 3);
        let mut shown: HashMap<BoothId, Shown> =
            shown.into_iter().map(|who| (who.booth_id, who)).collect();
        let place = |booth: Booth| {
            let who = shown.remove(&booth.id);
            let is_lit = match light {
                Light::Nothing => false,
                Light::Exhibitors(ids) => {
                    who.as_ref().is_some_and(|who| ids.contains(&who.exhibitor_id))
                }
                Light::Booth(code) => booth.code == *code,
            };
            let class = drawing::class(&zones, booth.zone_id);
            Place {
                drawn: Drawn::new(&booth.place),
                class,
                zone: booth.zone_code,
                code: booth.code,
                who,
                is_lit,
            }
        };
        let places: Vec<Place> = booths.into_iter().map(place).collect();
        let found = match light {
            Light::Nothing => None,
            _ => Some(places.iter().filter(|place| place.is_lit).count()),
        };
        let typed = page.query.get("q").unwrap_or_default().to_string();
        Self { page, edition, zones, labels, places, sheet, typed, found }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        let edition = self.edition.short_name(page.lang);
        page.crumbs()
            .to(page.t("历届", "Editions"), "/fairs")
            .to(edition, self.edition.path())
            .here(page.t("平面图", "Floor plan"))
    }

    fn class(&self, zone: &Zone) -> usize {
        drawing::class(&self.zones, zone.id)
    }

    /// The exhibitors of a zone; in a search only the matches.
    fn listed<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = (&'a Place, &'a Shown)> {
        let of_zone = self.places.iter().filter(move |place| place.zone == zone.code);
        let wanted = of_zone.filter(|place| self.found.is_none() || place.is_lit);
        wanted.filter_map(|place| Some((place, place.who.as_ref()?)))
    }

    /// A search shows the zones with matches.
    fn is_listed(&self, zone: &Zone) -> bool {
        self.found.is_none() || self.listed(zone).next().is_some()
    }

    fn count(&self, zone: &Zone) -> usize {
        self.places.iter().filter(|place| place.zone == zone.code && place.who.is_some()).count()
    }

    fn width(&self) -> i64 {
        self.sheet.width * 9
    }

    fn height(&self) -> i64 {
        self.sheet.depth * 9
    }

    fn banner<'a>(&'a self, who: &'a Shown) -> &'a str {
        who.banner_code.as_ref().map_or("", |code| self.page.banner_name(code))
    }
}
