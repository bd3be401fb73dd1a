//! Sellers: the 366 exhibitors of the third fair, the applicants that are not on its list, and
//! those of the earlier fairs only. All are invented, each with produce of its banner.

use super::{
    chance::Chance,
    places::{self, BANNERS, KANGBASHI},
    produce::{NAMED_BRANDS, PRODUCE, Produce},
    seller_names::SellerNames,
    trades::{Work, trade},
};
use crate::organisations::model::OrganisationKind::{self, *};

/// The fairs of a seller.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// On the third fair's public list.
    Third,
    /// Applied for the third fair, not on its list.
    Applied,
    /// At the first or second fair only.
    Earlier,
}

pub struct Seller {
    pub kind: OrganisationKind,
    pub banner: &'static str,
    /// A village, a township or the banner itself.
    pub home: &'static str,
    pub name: String,
    pub produce: Vec<&'static Produce>,
    pub showing: Showing,
}

pub const APPLICANTS: usize = 14;
pub const EARLIER_ONLY: usize = 48;
/// 396 products of 366 sellers: the platforms and some others show more than one.
const WITH_A_SECOND: usize = 22;
/// 阿尔巴斯苏木: nobody is named after it, since it is the name of the goats' brand.
const SUMU_NAMED_AS_A_BRAND: &str = "150624201";
const PLATFORM_BANNERS: [&str; 4] = ["150621", "150622", "150626", "150627"];

pub fn sellers() -> Vec<Seller> {
    let mut maker = Maker { chance: Chance::of("sellers"), names: SellerNames::default() };
    let mut all: Vec<Seller> = Vec::new();
    for banner in &BANNERS {
        let mut deck = Deck::of(banner.code, &mut maker.chance);
        for _ in 0..banner.exhibitors {
            let produce = deck.deal(&mut maker.chance);
            all.push(maker.seller(banner.code, produce, Showing::Third));
        }
    }
    maker.add_platforms(&mut all);
    maker.add_second_products(&mut all);
    for (count, showing) in [(APPLICANTS, Showing::Applied), (EARLIER_ONLY, Showing::Earlier)] {
        for _ in 0..count {
            let banner = maker.chance.weighted(&BANNERS.each_ref().map(|b| (b.code, b.exhibitors)));
            let produce = maker.chance.draw(&unbranded(banner));
            all.push(maker.seller(banner, produce, showing));
        }
    }
    all
}

/// The produce of a banner without a real brand.
pub fn unbranded(banner: &str) -> Vec<&'static Produce> {
    PRODUCE.iter().filter(|p| p.grows_in(banner) && p.brand_in(banner).is_none()).collect()
}

/// A banner's produce, dealt round after round, so that everything it has is shown. Real brands
/// come once, the four of the press twice.
struct Deck {
    banner: &'static str,
    cards: Vec<&'static Produce>,
    rounds: usize,
}

impl Deck {
    fn of(banner: &'static str, chance: &mut Chance) -> Self {
        let mut cards: Vec<_> = PRODUCE.iter().filter(|p| p.grows_in(banner)).collect();
        chance.shuffle(&mut cards);
        Self { banner, cards, rounds: 1 }
    }

    fn deal(&mut self, chance: &mut Chance) -> &'static Produce {
        if self.cards.is_empty() {
            self.rounds += 1;
            self.cards = unbranded(self.banner);
            if self.rounds == 2 {
                let named = |p: &&Produce| {
                    p.brand_in(self.banner).is_some_and(|b| NAMED_BRANDS.contains(&b))
                };
                self.cards.extend(PRODUCE.iter().filter(|p| p.grows_in(self.banner)).filter(named));
            }
            chance.shuffle(&mut self.cards);
        }
        self.cards.pop().expect("every banner has produce without a real brand")
    }
}

struct Maker {
    chance: Chance,
    names: SellerNames,
}

impl Maker {
    fn seller(
        &mut self,
        banner: &'static str,
        produce: &'static Produce,
        showing: Showing,
    ) -> Seller {
        let kind = self.kind(banner, trade(&produce.category).work);
        let home = self.home(banner, kind, produce);
        let name = self.names.name(&mut self.chance, kind, home, produce);
        Seller { kind, banner, home, name, produce: vec![produce], showing }
    }

    fn kind(&mut self, banner: &str, work: Work) -> OrganisationKind {
        match work {
            _ if banner == KANGBASHI => {
                self.chance.weighted(&[(Agribusiness, 2), (Cooperative, 3)])
            }
            Work::Craft => self.chance.weighted(&[
                (Cooperative, 46),
                (Agribusiness, 43),
                (VillageCollective, 11),
            ]),
            Work::Crop | Work::Herd => self.chance.weighted(&[
                (Cooperative, 41),
                (Agribusiness, 14),
                (LargeGrower, 20),
                (FamilyFarm, 16),
                (VillageCollective, 9),
            ]),
        }
    }

    /// Where the name of the produce says where it grows, its sellers are there.
    fn home(
        &mut self,
        banner: &'static str,
        kind: OrganisationKind,
        produce: &'static Produce,
    ) -> &'static str {
        let mut townships = places::townships(banner);
        townships.retain(|code| *code != SUMU_NAMED_AS_A_BRAND);
        let said = produce.origin.as_deref().filter(|code| code.starts_with(banner));
        let township = said.unwrap_or_else(|| self.chance.draw(&townships));
        let mut villages = self.names.villages_for_homes(township);
        if kind == VillageCollective {
            villages.retain(|village| !self.names.has_collective(village));
            if villages.is_empty() {
                villages = self.names.villages_for_homes(banner);
                villages.retain(|village| !self.names.has_collective(village));
            }
        }
        let rooted = match kind {
            Agribusiness => 20,
            Cooperative => 62,
            _ => 100,
        };
        if !villages.is_empty() && self.chance.percent(rooted) {
            self.chance.draw(&villages)
        } else {
            township
        }
    }

    /// Four banners' own trading companies take the place of an ordinary seller and show three
    /// products.
    fn add_platforms(&mut self, all: &mut [Seller]) {
        for banner in PLATFORM_BANNERS {
            let own: Vec<_> = unbranded(banner);
            if let Some(seller) = all
                .iter_mut()
                .find(|s| s.banner == banner && s.produce[0].brand_in(banner).is_none())
            {
                seller.kind = StatePlatform;
                seller.home = banner;
                seller.name = self.names.platform(banner);
                while seller.produce.len() < 3 {
                    let more = self.chance.draw(&own);
                    if !seller.produce.iter().any(|p| std::ptr::eq(*p, more)) {
                        seller.produce.push(more);
                    }
                }
            }
        }
    }

    /// A second product out of the same basket: the same upper category where the banner has one.
    fn add_second_products(&mut self, all: &mut [Seller]) {
        let mut left = WITH_A_SECOND;
        while left > 0 {
            let at = self.chance.below(all.len());
            let seller = &mut all[at];
            if seller.produce.len() > 1 || !matches!(seller.kind, Agribusiness | Cooperative) {
                continue;
            }
            let first = seller.produce[0];
            let alike = |p: &&&Produce| p.top() == first.top() && p.category != first.category;
            if let Some(second) = unbranded(seller.banner).iter().find(alike) {
                seller.produce.push(second);
                left -= 1;
            }
        }
    }
}
