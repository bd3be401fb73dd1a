//! An edition in the back office: its texts and dates, and its transitions.

use super::EditionState::{self, ApplicationsOpen, Closed, Draft, Running, Scheduled};
use crate::values::{day, ids::EditionId, lang::Lang, place_code::PlaceCode};
use chrono::{NaiveDate, NaiveTime};

/// The texts and dates of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub name: String,
    pub name_en: String,
    pub theme: Option<String>,
    pub theme_en: Option<String>,
    pub venue: Option<String>,
    pub venue_en: Option<String>,
    pub place: Option<PlaceCode>,
    /// The first day of its month.
    pub held_in: NaiveDate,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub opens_at: Option<NaiveTime>,
    pub closes_at: Option<NaiveTime>,
    pub last_day_closes_at: Option<NaiveTime>,
}

impl Plan {
    /// The days of the edition; of one without days, its month.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        match (self.starts_on, self.ends_on) {
            (Some(first), Some(last)) => (first, last),
            _ => (day::month_start(self.held_in), day::month_end(self.held_in)),
        }
    }
}

/// An edition in any state, with the numbers of its hall.
#[derive(Debug, Clone)]
pub struct Planned {
    pub id: EditionId,
    pub ordinal: i16,
    pub plan: Plan,
    pub state: EditionState,
    pub version: i32,
    pub zones: i64,
    pub booths: i64,
    pub exhibitors: i64,
    /// Exhibitors without a booth.
    pub waiting: i64,
}

impl Planned {
    pub fn path(&self) -> String {
        format!("/admin/editions/{}", self.ordinal)
    }

    pub fn short_name(&self, lang: Lang) -> String {
        format!("{}{}", super::ordinal(self.ordinal, lang), lang.t("", " fair"))
    }

    pub fn next(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.from() == self.state)
    }

    /// Whether its hall may still be drawn and its booths allocated: a past one is final.
    pub fn is_open(&self) -> bool {
        self.state != Closed
    }

    /// The missing conditions of `step`.
    pub fn missing(&self, step: Step) -> Option<Missing> {
        match step {
            Step::OpenApplications if self.plan.starts_on.is_none() => Some(Missing::Days),
            Step::OpenApplications if self.plan.venue.is_none() => Some(Missing::Venue),
            Step::Schedule if self.booths == 0 => Some(Missing::Booths),
            _ => None,
        }
    }
}

/// A transition of an edition; each has one state that it begins from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    OpenApplications,
    Schedule,
    Open,
    Close,
}

impl Step {
    pub const ALL: [Step; 4] = [Step::OpenApplications, Step::Schedule, Step::Open, Step::Close];

    pub fn from(self) -> EditionState {
        match self {
            Step::OpenApplications => Draft,
            Step::Schedule => ApplicationsOpen,
            Step::Open => Scheduled,
            Step::Close => Running,
        }
    }

    pub fn to(self) -> EditionState {
        match self {
            Step::OpenApplications => ApplicationsOpen,
            Step::Schedule => Scheduled,
            Step::Open => Running,
            Step::Close => Closed,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Step::OpenApplications => "open_applications",
            Step::Schedule => "schedule",
            Step::Open => "open",
            Step::Close => "close",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Step::OpenApplications => lang.t("开放报名", "Open applications"),
            Step::Schedule => lang.t("确定排期", "Schedule the fair"),
            Step::Open => lang.t("正式开幕", "Open the fair"),
            Step::Close => lang.t("闭幕", "Close the fair"),
        }
    }

    /// Its effect, in a sentence.
    pub fn what(self, lang: Lang) -> &'static str {
        match self {
            Step::OpenApplications => lang.t(
                "本届在公开页面显示，供应主体可以报名；首页仍为上一届。不能退回筹备。",
                "This edition becomes public and suppliers can apply; the home page still shows \
                 the last one. It cannot go back to preparation.",
            ),
            Step::Schedule => lang.t(
                "报名截止，首页和各名录切换为本届（上一届仍在举办的，待其闭幕后切换）。",
                "Applications close. The home page and the lists change to this edition, once the \
                 last one has closed.",
            ),
            Step::Open => {
                lang.t("展会开幕，展商可以报到。", "The fair opens; exhibitors can be checked in.")
            }
            Step::Close => lang.t(
                "展会结束，平面图和展位不再改动。",
                "The fair ends; its floor plan and booths can no longer be changed.",
            ),
        }
    }
}

impl std::str::FromStr for Step {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Step::ALL.into_iter().find(|step| step.code() == code).ok_or(())
    }
}

/// A missing condition of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Days,
    Venue,
    Booths,
}

impl Missing {
    pub fn what(self, lang: Lang) -> &'static str {
        match self {
            Missing::Days => lang.t("请先填写起止日期", "First enter the first and the last day"),
            Missing::Venue => lang.t("请先填写举办地", "First enter where it is held"),
            Missing::Booths => {
                lang.t("请先在平面图上生成展位", "First draw the booths on the floor plan")
            }
        }
    }
}

/// The name of the next edition from the last one's: 第三届 → 第四届, Third → Fourth.
pub fn renamed(name: &str, from: i16, to: i16, lang: Lang) -> String {
    const WORDS: [&str; 12] = [
        "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth",
        "Tenth", "Eleventh", "Twelfth",
    ];
    let word =
        |n: i16| usize::try_from(n - 1).ok().and_then(|n| WORDS.get(n)).map(ToString::to_string);
    let said = |n: i16| super::ordinal(n, lang);
    match (word(from), word(to)) {
        (Some(from), Some(to)) if lang == Lang::En && name.contains(&from) => {
            name.replace(&from, &to)
        }
        _ => name.replace(&said(from), &said(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(state: EditionState) -> Planned {
        let plan = Plan {
            name: "第四届".into(),
            name_en: "Fourth".into(),
            theme: None,
            theme_en: None,
            venue: None,
            venue_en: None,
            place: None,
            held_in: "2021-09-01".parse().unwrap(),
            starts_on: None,
            ends_on: None,
            opens_at: None,
            closes_at: None,
            last_day_closes_at: None,
        };
        Planned {
            id: EditionId(4),
            ordinal: 4,
            plan,
            state,
            version: 1,
            zones: 0,
            booths: 0,
            exhibitors: 0,
            waiting: 0,
        }
    }

    #[test]
    fn each_step_leads_from_one_state_to_the_next_and_none_is_skipped() {
        let way: Vec<EditionState> =
            Step::ALL.iter().map(|step| step.from()).chain([Closed]).collect();
        assert_eq!(way, EditionState::ALL);
        assert!(Step::ALL.windows(2).all(|two| two[0].to() == two[1].from()));
        assert_eq!(planned(Draft).next(), Some(Step::OpenApplications));
        assert_eq!(planned(Closed).next(), None);
        assert!(planned(Running).is_open() && !planned(Closed).is_open());
    }

    #[test]
    fn a_step_waits_for_what_it_makes_public() {
        let mut edition = planned(Draft);
        assert_eq!(edition.missing(Step::OpenApplications), Some(Missing::Days));
        edition.plan.starts_on = "2021-09-20".parse().ok();
        assert_eq!(edition.missing(Step::OpenApplications), Some(Missing::Venue));
        edition.plan.venue = Some("会展中心".into());
        assert_eq!(edition.missing(Step::OpenApplications), None);
        assert_eq!(edition.missing(Step::Schedule), Some(Missing::Booths));
        edition.booths = 1;
        assert_eq!(edition.missing(Step::Schedule), None);
    }

    #[test]
    fn the_next_edition_is_named_after_the_last() {
        assert_eq!(
            renamed("鄂尔多斯市第三届农产品展洽会", 3, 4, Lang::Zh),
            "鄂尔多斯市第四届农产品展洽会"
        );
        assert_eq!(
            renamed("Third Ordos Farm Produce Fair", 3, 4, Lang::En),
            "Fourth Ordos Farm Produce Fair"
        );
        assert_eq!(renamed("13th Fair", 13, 14, Lang::En), "14th Fair");
    }
}
