//! The floor plan for editing.

use crate::{
    audit::views::Line,
    fairs::model::{planning::Planned, rights::RUN_EDITIONS},
    hall::{
        forms::plan::{BoothForm, GridForm, ZoneForm},
        model::{
            Booth, Zone,
            drawing::{self, Drawn, Label, Sheet},
        },
    },
    ui::crumbs::Crumbs,
    web::{
        forms::Errors,
        office::{Office, OfficePage},
        page::Page,
    },
};
use askama::Template;

#[derive(Template)]
#[template(path = "hall/plan.html")]
pub struct Plan {
    pub page: Page,
    pub office: Office,
    pub edition: Planned,
    pub zones: Vec<Zone>,
    pub booths: Vec<Booth>,
    pub sheet: Sheet,
    /// The selected zone; `None`: a new one.
    pub zone: Option<Zone>,
    pub zone_form: ZoneForm,
    pub grid: GridForm,
    /// The selected booth.
    pub booth: Option<Booth>,
    pub booth_form: BoothForm,
    pub errors: Errors,
    /// The history of the selected zone; a booth has its own page.
    pub history: Vec<Line>,
}

impl Plan {
    pub fn new(
        OfficePage { page, office }: OfficePage,
        edition: Planned,
        zones: Vec<Zone>,
        booths: Vec<Booth>,
    ) -> Self {
        let sheet = Sheet::around(booths.iter().map(|booth| &booth.place), 12);
        Self {
            page,
            office,
            edition,
            zones,
            booths,
            sheet,
            zone: None,
            zone_form: ZoneForm::default(),
            grid: GridForm::default(),
            booth: None,
            booth_form: BoothForm::default(),
            errors: Errors::default(),
            history: Vec::new(),
        }
    }

    pub fn at_zone(self, zone: Zone) -> Self {
        Self {
            zone_form: ZoneForm::of(&zone),
            grid: GridForm::after(&self.booths, &zone),
            zone: Some(zone),
            ..self
        }
    }

    pub fn at_booth(self, booth: Booth) -> Self {
        Self { booth_form: BoothForm::of(&booth), booth: Some(booth), ..self }
    }

    pub fn with(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }

    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.edition).here(self.page.t("平面图", "Floor plan"))
    }

    fn may_draw(&self) -> bool {
        self.office.may(RUN_EDITIONS) && self.edition.is_open()
    }

    fn labels(&self) -> Vec<Label> {
        drawing::labels(&self.zones, self.booths.iter().map(|booth| (booth.zone_id, &booth.place)))
    }

    fn drawn(&self, booth: &Booth) -> Drawn {
        Drawn::new(&booth.place)
    }

    fn class(&self, booth: &Booth) -> usize {
        drawing::class(&self.zones, booth.zone_id)
    }

    fn is_chosen(&self, booth: &Booth) -> bool {
        self.booth.as_ref().is_some_and(|chosen| chosen.id == booth.id)
    }

    fn is_worked_on(&self, zone: &Zone) -> bool {
        self.zone.as_ref().is_some_and(|chosen| chosen.id == zone.id)
    }

    fn number<'a>(&self, booth: &'a Booth) -> &'a str {
        booth.number().trim_start_matches('0')
    }

    fn width(&self) -> i64 {
        self.sheet.width * 9
    }

    fn height(&self) -> i64 {
        self.sheet.depth * 9
    }

    fn path(&self) -> String {
        self.page.href(format!("{}/floor-plan", self.edition.path()))
    }
}

pub fn crumbs(page: &Page, edition: &Planned) -> Crumbs {
    page.crumbs()
        .to(page.t("届次", "Editions"), "/admin/editions")
        .to(edition.short_name(page.lang), edition.path())
}
