//! Booth cards, two on a page, and badges, ten on a page.

use super::plan::crumbs;
use crate::{
    fairs::model::planning::Planned,
    hall::model::{Zone, seats::Card},
    ui::{crumbs::Crumbs, qr::Qr},
    web::{office::Office, page::Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "hall/cards.html")]
pub struct CardSheet {
    pub page: Page,
    pub office: Office,
    pub edition: Planned,
    pub zones: Vec<Zone>,
    pub cards: Vec<Card>,
    /// The zone; `None`: all, or one exhibitor's.
    pub zone: Option<String>,
    /// The number of copies of each badge; `None`: booth cards.
    pub copies: Option<usize>,
}

impl CardSheet {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.edition).here(self.title())
    }

    fn title(&self) -> &str {
        if self.copies.is_some() {
            self.page.t("展商证", "Badges")
        } else {
            self.page.t("展位牌", "Booth cards")
        }
    }

    /// The public page, as a phone opens it.
    fn qr(&self, card: &Card) -> Option<Qr> {
        let label = self.page.t("二维码：展商的页面", "QR code: the exhibitor's page");
        Qr::of(&format!("{}{}", self.page.public_url, card.id.path()), label)
    }

    fn banner<'a>(&'a self, card: &'a Card) -> &'a str {
        card.banner_code.as_ref().map_or("", |code| self.page.banner_name(code))
    }

    fn is_shown(&self, zone: &str) -> bool {
        self.zone.as_deref() == Some(zone)
    }

    fn is_all(&self) -> bool {
        self.page.query.get("zone") == Some("all")
    }

    fn is_copied(&self, n: &usize) -> bool {
        self.copies == Some(*n)
    }

    /// Each card, repeated as requested.
    fn repeated(&self) -> impl Iterator<Item = &Card> {
        let copies = self.copies.unwrap_or(1);
        self.cards.iter().flat_map(move |card| std::iter::repeat_n(card, copies))
    }
}
