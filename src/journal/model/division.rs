//! Decides which precomputed sums are read for some points.

use super::{Periods, Point};
use crate::values::day::month_end;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The splits of the precomputed sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Split {
    All,
    BuyerKind,
    Category,
    KindAndCategory,
}

impl Split {
    pub const ALL: [Split; 4] =
        [Split::All, Split::BuyerKind, Split::Category, Split::KindAndCategory];

    /// The coarsest split that contains the sum of a point.
    pub fn of(point: &Point) -> Self {
        match (&point.buyer_kind, &point.category) {
            (None, None) => Split::All,
            (Some(_), None) => Split::BuyerKind,
            (None, Some(_)) => Split::Category,
            (Some(_), Some(_)) => Split::KindAndCategory,
        }
    }

    /// Its value in `journal_sums.split`.
    pub fn code(self) -> &'static str {
        match self {
            Split::All => "all",
            Split::BuyerKind => "buyer_kind",
            Split::Category => "category",
            Split::KindAndCategory => "kind_and_category",
        }
    }
}

/// The common grain of points that are read together: the split, and whether one edition or one
/// banner is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grain {
    pub split: Split,
    pub of_edition: bool,
    pub of_banner: bool,
}

impl Grain {
    pub fn of(point: &Point) -> Self {
        Self {
            split: Split::of(point),
            of_edition: point.edition.is_some(),
            of_banner: point.banner.is_some(),
        }
    }
}

/// The rows of one grain, as far as its points distinguish them. Rows name their edition and banner
/// if the grain is for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    pub grain: Grain,
    /// The range of parts, in the order of their codes.
    pub parts: (String, String),
    /// Where all points have the same.
    pub edition: Option<i64>,
    pub banner: Option<String>,
    pub periods: Periods,
}

/// Up to this many month ends are read one by one: each costs all its later months again.
const FEW_DAYS: usize = 6;

impl Division {
    /// The split to read: three splits are also stored for all editions and banners together, and
    /// one for each edition's banners together, in far fewer rows.
    pub fn stored(&self) -> &'static str {
        let Grain { split, of_edition, of_banner } = self.grain;
        match split {
            Split::All if !of_edition && !of_banner => "all_of_all",
            Split::All if !of_banner => "all_of_edition",
            Split::BuyerKind if !of_edition && !of_banner => "buyer_kind_of_all",
            Split::Category if !of_edition && !of_banner => "category_of_all",
            split => split.code(),
        }
    }

    /// The divisions that `points` need: one for each grain and day, and one for each grain in a
    /// series of months.
    pub fn all(points: &[Point]) -> Vec<Self> {
        let mut grains: BTreeMap<Grain, BTreeMap<NaiveDate, Vec<&Point>>> = BTreeMap::new();
        for point in points {
            grains.entry(Grain::of(point)).or_default().entry(point.day).or_default().push(point);
        }
        grains.into_iter().flat_map(|(grain, days)| Self::of_grain(grain, days)).collect()
    }

    fn of_grain(grain: Grain, days: BTreeMap<NaiveDate, Vec<&Point>>) -> Vec<Self> {
        let (ends, others): (Vec<_>, Vec<_>) =
            days.into_iter().partition(|(day, _)| month_end(*day) == *day);
        let points_of = |(_, points)| points;
        let ends: Vec<Vec<&Point>> = ends.into_iter().map(points_of).collect();
        let ends = if ends.len() > FEW_DAYS { vec![ends.concat()] } else { ends };
        ends.into_iter()
            .chain(others.into_iter().map(points_of))
            .filter_map(|points| Self::new(grain, &points))
            .collect()
    }

    fn new(grain: Grain, points: &[&Point]) -> Option<Self> {
        let first = *points.first()?;
        let is_common = |same: &dyn Fn(&Point) -> bool| points.iter().all(|point| same(point));
        let same_edition = is_common(&|point| point.edition == first.edition);
        let same_banner = is_common(&|point| point.banner == first.banner);
        Some(Self {
            grain,
            parts: parts(grain.split, points),
            edition: first.edition.filter(|_| same_edition).map(|id| id.0),
            banner: first.banner.as_ref().filter(|_| same_banner).map(ToString::to_string),
            periods: Periods::of(points)?,
        })
    }
}

/// After every code, since codes are lower-case letters and digits.
const AFTER_ALL: &str = "~";

/// Filtered if all points request the same.
fn parts(split: Split, points: &[&Point]) -> (String, String) {
    let common = |of: fn(&Point) -> Option<String>| {
        let first = points.first().and_then(|point| of(point))?;
        points.iter().all(|point| of(point).as_deref() == Some(first.as_str())).then_some(first)
    };
    let kind = common(|point| point.buyer_kind.map(|kind| kind.code().to_string()));
    let category = common(|point| point.category.clone());
    let from_prefix = |prefix: String| (prefix.clone(), format!("{prefix}{AFTER_ALL}"));
    match (split, kind, category) {
        (Split::All, ..) => (String::new(), String::new()),
        (Split::BuyerKind, Some(kind), _) => (kind.clone(), kind),
        (Split::Category, _, Some(category)) => from_prefix(category),
        (Split::KindAndCategory, Some(kind), category) => {
            from_prefix(format!("{kind}/{}", category.unwrap_or_default()))
        }
        _ => from_prefix(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{journal::model::Scope, values::ids::EditionId};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn one_day_is_all_time_without_what_comes_after_and_common_filters_are_asked_for() {
        let scope =
            Scope { edition: Some(EditionId(3)), category: Some("04".into()), ..Scope::default() };
        let divisions = Division::all(&[scope.on(day("2020-09-28"))]);
        assert_eq!(divisions.len(), 1);
        let division = &divisions[0];
        assert_eq!(
            (division.grain.split, division.edition, division.grain.of_edition),
            (Split::Category, Some(3), true)
        );
        assert_eq!(division.parts, ("04".into(), "04~".into()));
        let later_days = (day("2020-09-29"), day("2020-09-30"));
        assert_eq!(
            division.periods,
            Periods::AllBut { day: day("2020-09-28"), later_months: day("2020-10-01"), later_days }
        );
    }

    /// The ends of the twelve months of 2019.
    fn months() -> Vec<Point> {
        (1..=12)
            .map(|month| {
                Scope::default().on(month_end(NaiveDate::from_ymd_opt(2019, month, 1).unwrap()))
            })
            .collect()
    }

    #[test]
    fn a_series_is_read_by_month_and_a_day_within_a_month_by_itself() {
        let divisions =
            Division::all(&[months(), vec![Scope::default().on(day("2020-01-08"))]].concat());
        let periods: Vec<Periods> = divisions.iter().map(|division| division.periods).collect();
        let later_days = (day("2020-01-09"), day("2020-01-31"));
        let within =
            Periods::AllBut { day: day("2020-01-08"), later_months: day("2020-02-01"), later_days };
        assert_eq!(periods, [Periods::Months { before: day("2020-01-01") }, within]);
    }

    #[test]
    fn a_few_ends_of_months_are_read_one_by_one() {
        let ends = ["2018-09-30", "2020-08-31"].map(|text| Scope::default().on(day(text)));
        let of = |division: &Division| match division.periods {
            Periods::AllBut { day, .. } => Some(day),
            Periods::Months { .. } => None,
        };
        assert_eq!(
            Division::all(&ends).iter().map(of).collect::<Vec<_>>(),
            [Some(day("2018-09-30")), Some(day("2020-08-31"))]
        );
    }

    #[test]
    fn an_edition_s_banners_are_read_together() {
        let scope = Scope { edition: Some(EditionId(3)), ..Scope::default() };
        let stored = |scope: &Scope| Division::all(&[scope.on(day("2020-09-28"))])[0].stored();
        assert_eq!(stored(&scope), "all_of_edition");
        let banner = Some("150621".parse().unwrap());
        assert_eq!(stored(&Scope { banner, ..scope }), "all");
    }

    #[test]
    fn the_whole_city_is_read_where_banners_are_added_up() {
        let stored = |scope: Scope| Division::all(&[scope.on(day("2020-09-28"))])[0].stored();
        let category = Scope { category: Some("04".into()), ..Scope::default() };
        assert_eq!(stored(category.clone()), "category_of_all");
        assert_eq!(stored(Scope { edition: Some(EditionId(3)), ..category }), "category");
        assert_eq!(stored(Scope::default()), "all_of_all");
    }

    #[test]
    fn a_series_of_the_city_does_not_make_the_banners_keep_its_months() {
        let banner = Scope { banner: Some("150621".parse().unwrap()), ..Scope::default() };
        let divisions = Division::all(&[months(), vec![banner.on(day("2020-09-28"))]].concat());
        let keeps_months = |of_banner: bool| {
            divisions
                .iter()
                .find(|d| d.grain.of_banner == of_banner)
                .map(|d| d.periods.keeps_months())
        };
        assert_eq!((keeps_months(false), keeps_months(true)), (Some(true), Some(false)));
    }

    #[test]
    fn each_split_is_read_once() {
        let mut points = vec![Scope::default().on(day("2020-09-28"))];
        points.extend(["01", "04"].map(|code| {
            Scope { category: Some(code.into()), ..Scope::default() }.on(day("2020-09-28"))
        }));
        let divisions = Division::all(&points);
        assert_eq!(
            divisions.iter().map(|division| division.grain.split).collect::<Vec<_>>(),
            [Split::All, Split::Category]
        );
        assert_eq!(divisions[1].parts, (String::new(), "~".into()), "both categories are read");
    }
}
