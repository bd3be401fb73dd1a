//! A snapshot of the few records in the frame of every page. It is small and rarely changes, so it
//! is cached in memory for a moment instead of being read for every request.

use crate::{
    fairs::model::EditionState,
    values::{
        ids::EditionId,
        lang::Lang,
        place_code::PlaceCode,
        search_text::{SearchColumns, SearchQuery},
    },
};
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

#[derive(Debug, Clone)]
pub struct Site {
    pub installation: Installation,
    pub city: Option<City>,
    pub editions: Vec<Edition>,
    pub banners: Vec<Banner>,
}

#[derive(Debug, Clone)]
pub struct Installation {
    pub is_demonstration: bool,
    pub business_day: Option<NaiveDate>,
    pub dispatch_launched_on: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub struct City {
    pub code: PlaceCode,
    pub name: String,
    pub name_en: String,
}

#[derive(Debug, Clone)]
pub struct Edition {
    pub id: EditionId,
    pub ordinal: i16,
    pub name: String,
    pub name_en: String,
    pub theme: Option<String>,
    pub theme_en: Option<String>,
    pub venue: Option<String>,
    pub venue_en: Option<String>,
    pub venue_place: Option<String>,
    pub venue_place_en: Option<String>,
    pub held_in: NaiveDate,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub opens_at: Option<NaiveTime>,
    pub closes_at: Option<NaiveTime>,
    pub last_day_closes_at: Option<NaiveTime>,
    pub state: EditionState,
    pub reported_on: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub struct Banner {
    pub code: PlaceCode,
    pub name: String,
    pub name_en: String,
    pub pinyin: String,
    pub map_path: Option<String>,
    pub map_label_x: Option<Decimal>,
    pub map_label_y: Option<Decimal>,
    pub map_label_is_small: bool,
    pub map_leader: Option<String>,
}

impl Edition {
    pub fn path(&self) -> String {
        format!("/fairs/{}", self.ordinal)
    }

    pub fn ordinal(&self, lang: Lang) -> String {
        crate::fairs::model::ordinal(self.ordinal, lang)
    }

    /// The characters between 第 and 届 on the seal.
    pub fn seal(&self) -> String {
        crate::fairs::model::chinese_number(self.ordinal)
    }

    /// `第三届`, `3rd fair`: the name in a filter or a row.
    pub fn short_name(&self, lang: Lang) -> String {
        format!("{}{}", self.ordinal(lang), lang.t("", " fair"))
    }

    pub fn name(&self, lang: Lang) -> &str {
        lang.t(&self.name, &self.name_en)
    }
}

impl Banner {
    fn search_columns(&self) -> SearchColumns {
        SearchColumns::of(&[&self.name, &self.name_en, self.code.as_str()], &[])
    }

    /// For a map or a narrow column: `鄂托克旗`, `Otog`.
    pub fn short_name(&self, lang: Lang) -> &str {
        let kinds = [" Banner", " District"];
        let bare =
            kinds.iter().find_map(|kind| self.name_en.strip_suffix(kind)).unwrap_or(&self.name_en);
        lang.t(&self.name, bare)
    }

    pub fn name(&self, lang: Lang) -> &str {
        lang.t(&self.name, &self.name_en)
    }
}

impl Site {
    /// The default edition of pages: the running one, else the newest that is scheduled or closed.
    /// If there is none of these, the one that takes applications.
    pub fn current_edition(&self) -> Option<&Edition> {
        use EditionState::{ApplicationsOpen, Closed, Running, Scheduled};
        let newest = |states: &[EditionState]| {
            self.editions.iter().filter(|e| states.contains(&e.state)).max_by_key(|e| e.ordinal)
        };
        newest(&[Running])
            .or_else(|| newest(&[Scheduled, Closed]))
            .or_else(|| newest(&[ApplicationsOpen]))
    }

    /// Whether it is the current or a future one.
    pub fn is_current_or_later(&self, id: EditionId) -> bool {
        self.edition(id)
            .zip(self.current_edition())
            .is_some_and(|(edition, current)| edition.ordinal >= current.ordinal)
    }

    pub fn edition(&self, id: EditionId) -> Option<&Edition> {
        self.editions.iter().find(|e| e.id == id)
    }

    /// Public editions, newest first.
    pub fn public_editions(&self) -> Vec<&Edition> {
        let mut editions: Vec<&Edition> =
            self.editions.iter().filter(|e| e.state != EditionState::Draft).collect();
        editions.sort_by_key(|e| std::cmp::Reverse(e.ordinal));
        editions
    }

    pub fn by_ordinal(&self, ordinal: i16) -> Option<&Edition> {
        self.public_editions().into_iter().find(|e| e.ordinal == ordinal)
    }

    pub fn banner(&self, code: &str) -> Option<&Banner> {
        self.banners.iter().find(|banner| banner.code.as_str() == code)
    }

    /// The banners that match a search, the best first. A full name, full initials or code matches
    /// one banner only: `etkq` is 鄂托克旗 and not 鄂托克前旗.
    pub fn banners_found(&self, search: &SearchQuery) -> Vec<&Banner> {
        if let Some(code) = &search.banner {
            return self.banner(code).into_iter().collect();
        }
        let ranked = self
            .banners
            .iter()
            .filter_map(|banner| Some((search.rank(&banner.search_columns())?, banner)));
        let mut ranked: Vec<(usize, &Banner)> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, banner)| banner).collect()
    }

    /// The name of a banner by its code; the code itself if it is no banner of this city.
    pub fn banner_name<'a>(&'a self, code: &'a PlaceCode, lang: Lang) -> &'a str {
        self.banner(code.as_str()).map_or(code.as_str(), |banner| banner.name(lang))
    }

    /// Days of reported figures.
    pub fn published_days(&self) -> Vec<NaiveDate> {
        self.editions.iter().filter_map(|e| e.reported_on).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn banner(code: &str, name: &str, name_en: &str, pinyin: &str) -> Banner {
        Banner {
            code: code.parse().unwrap(),
            name: name.into(),
            name_en: name_en.into(),
            pinyin: pinyin.into(),
            map_path: None,
            map_label_x: None,
            map_label_y: None,
            map_label_is_small: false,
            map_leader: None,
        }
    }

    fn edition(ordinal: i16, state: EditionState) -> Edition {
        Edition {
            id: EditionId(ordinal.into()),
            ordinal,
            name: String::new(),
            name_en: String::new(),
            theme: None,
            theme_en: None,
            venue: None,
            venue_en: None,
            venue_place: None,
            venue_place_en: None,
            held_in: "2020-09-01".parse().unwrap(),
            starts_on: None,
            ends_on: None,
            opens_at: None,
            closes_at: None,
            last_day_closes_at: None,
            state,
            reported_on: None,
        }
    }

    #[test]
    fn an_edition_that_is_only_planned_does_not_take_the_place_of_the_last() {
        use EditionState::*;
        let current = |states: &[EditionState]| {
            let installation = Installation {
                is_demonstration: false,
                business_day: None,
                dispatch_launched_on: None,
            };
            let editions =
                states.iter().zip(1..).map(|(state, ordinal)| edition(ordinal, *state)).collect();
            Site { installation, city: None, editions, banners: Vec::new() }
                .current_edition()
                .map(|edition| edition.ordinal)
        };
        assert_eq!(current(&[Draft]), None);
        assert_eq!(current(&[ApplicationsOpen]), Some(1));
        assert_eq!(current(&[Closed, Draft]), Some(1));
        assert_eq!(current(&[Closed, ApplicationsOpen]), Some(1));
        assert_eq!(current(&[Closed, Scheduled]), Some(2));
        assert_eq!(current(&[Running, Scheduled]), Some(1), "the doors are open");
        assert_eq!(current(&[Closed, Running, ApplicationsOpen]), Some(2));
    }

    #[test]
    fn a_banner_is_found_by_any_part_of_its_name_and_shortened_for_maps() {
        let otog = banner("150624", "鄂托克旗", "Otog Banner", "e tuo ke qi");
        let front = banner("150623", "鄂托克前旗", "Otog Front Banner", "e tuo ke qian qi");
        assert_eq!(otog.short_name(Lang::En), "Otog");
        let installation = Installation {
            is_demonstration: false,
            business_day: None,
            dispatch_launched_on: None,
        };
        let site =
            Site { installation, city: None, editions: Vec::new(), banners: vec![front, otog] };
        let found = |typed: &str| {
            let search = SearchQuery::new(typed, &[]).unwrap();
            site.banners_found(&search)
                .iter()
                .map(|banner| banner.short_name(Lang::En))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(found("前旗"), "Otog Front");
        assert_eq!(found("otog f"), "Otog Front");
        assert_eq!(found("etk"), "Otog Front Otog");
        assert_eq!(found("etkq"), "Otog Otog Front");
        assert_eq!(found("150623"), "Otog Front");
        assert_eq!(found("牛"), "");
    }
}
