//! Booth cards, two on a page, and badges, ten on a page.

use super::plan::crumbs;
use crate::{
    fairs::model::planning::Planned,
    hall::model::{Zone, seats::Card},
    ui::crumbs::Crumbs,
    web::{office::Office, page::Page},
};
use askama::Template;
use qrcode::{Color, EcLevel, QrCode};

/// A QR code as one SVG path: runs of dark modules, one unit each.
pub struct Qr {
    pub side: usize,
    pub path: String,
}

impl Qr {
    /// Readable even if a corner is bent.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let (side, modules) = (code.width(), code.to_colors());
        let mut path = String::new();
        for (y, row) in modules.chunks(side).enumerate() {
            let mut x = 0;
            while x < side {
                let run = row[x..].iter().take_while(|module| **module == row[x]).count();
                if row[x] == Color::Dark {
                    path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
                }
                x += run;
            }
        }
        Some(Self { side, path })
    }
}

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
        Qr::of(&format!("{}{}", self.page.public_url, card.id.path()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_every_dark_module_and_no_other() {
        let text = "https://fair.example/exhibitors/123";
        let qr = Qr::of(text).unwrap();
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|module| **module == Color::Dark).count();
        let drawn: usize = qr
            .path
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!((qr.side, drawn), (code.width(), dark));
    }
}
