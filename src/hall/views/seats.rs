//! Booth allocation.

use super::plan::crumbs;
use crate::{
    audit::views::Line,
    columns,
    fairs::model::planning::Planned,
    hall::{
        forms::seats::AssignForm,
        model::{
            Booth, Zone,
            rights::ASSIGN_BOOTHS,
            seats::{Past, Seat, SeenBooth, Waiting},
        },
    },
    identity::model::saved::SavedFilter,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{facet::FacetCounts, place_code::PlaceCode},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

/// The columns of the list.
pub const COLUMNS: &[Column<Seat>] = columns! { Seat;
    "booth" "展位" "Booth" |_, seat| Cell::Link(seat.code.clone(), seat.booth_id.path());
    "zone" "展区" "Zone" |_, seat| Cell::text(&seat.zone_code);
    "exhibitor" "展商" "Exhibitor" |page, seat| Cell::text(stands(page, seat));
    "banner" "旗区" "Banner"
        |page, seat| Cell::maybe(seat.banner_code.as_ref().map(|code| page.banner_name(code)));
    "state" "状态" "State" |page, seat| Cell::maybe(seat.state.map(|state| state.name(page.lang)));
};

/// The exhibitor, if this user may see it.
fn stands<'a>(page: &'a Page, seat: &'a Seat) -> &'a str {
    match (&seat.name, seat.assignment_id) {
        (Some(name), _) => name,
        (None, Some(_)) => page.t("其他旗区的展商", "another banner's exhibitor"),
        (None, None) => page.t("空位", "free"),
    }
}

#[derive(Template)]
#[template(path = "hall/booths.html")]
pub struct Booths {
    pub page: Page,
    pub office: Office,
    pub edition: Planned,
    pub list: Listing,
    pub seats: Vec<Seat>,
    pub waiting: Vec<Waiting>,
    pub form: AssignForm,
    pub errors: Errors,
    pub saved: Vec<SavedFilter>,
}

impl Booths {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("展位", "Booths"), COLUMNS, &self.seats)
            .with_saved(&self.saved)
    }

    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.edition).here(self.page.t("展位分配", "Booth allocation"))
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个展位", "booth", "booths")
    }

    fn placeholder(&self) -> &str {
        self.page.t("展位号或展商，可用拼音", "Booth or exhibitor")
    }

    fn may_assign(&self) -> bool {
        self.office.may(ASSIGN_BOOTHS) && self.edition.is_open()
    }

    fn banner<'a>(&'a self, code: &'a Option<PlaceCode>) -> &'a str {
        code.as_ref().map_or("", |code| self.page.banner_name(code))
    }

    fn is_of(&self, waiting: &Waiting) -> bool {
        self.form.exhibitor == waiting.id.to_string()
    }
}

pub fn facets(page: &Page, list: &mut Listing, zones: &[Zone], counts: &FacetCounts) {
    let states = [("taken", page.t("有展商", "Taken")), ("free", page.t("空位", "Free"))];
    list.facet(
        page,
        ("state", "状态", "State"),
        counts,
        states.map(|(code, name)| (code.to_string(), name.to_string())),
    );
    let zones = zones.iter().map(|zone| {
        (zone.code.clone(), format!("{} {}", zone.code, page.t(&zone.name, &zone.name_en)))
    });
    list.facet(page, ("zone", "展区", "Zone"), counts, zones);
}

#[derive(Template)]
#[template(path = "hall/booth.html")]
pub struct OneBooth {
    pub page: Page,
    pub office: Office,
    pub edition: Planned,
    pub booth: Booth,
    pub seat: Seat,
    /// The free booths its exhibitor could move to; none if it is free.
    pub others: Vec<Seat>,
    /// The exhibitors it could be allocated to, if it is free.
    pub waiting: Vec<Waiting>,
    pub past: Vec<Past>,
    pub history: Vec<Line>,
}

impl OneBooth {
    fn crumbs(&self) -> Crumbs {
        let list = format!("{}/booths", self.edition.path());
        crumbs(&self.page, &self.edition)
            .to(self.page.t("展位分配", "Booth allocation"), list)
            .here(&self.booth.code)
    }

    fn may_assign(&self) -> bool {
        self.office.may(ASSIGN_BOOTHS) && self.edition.is_open()
    }

    fn seen(&self, seat: &Seat) -> String {
        SeenBooth { booth: seat.booth_id, assignment: seat.assignment_id }.code()
    }

    fn free(&self) -> Vec<&Seat> {
        self.others.iter().filter(|seat| seat.assignment_id.is_none()).collect()
    }

    fn taken(&self) -> Vec<&Seat> {
        self.others.iter().filter(|seat| seat.assignment_id.is_some()).collect()
    }

    fn banner<'a>(&'a self, code: &'a Option<PlaceCode>) -> &'a str {
        code.as_ref().map_or("", |code| self.page.banner_name(code))
    }
}
