//! The points that a page requests beside the figure itself: month by month, and by each dimension.

use crate::{
    indicators::model::{Dimension, Indicator, Point, Scope, Source},
    organisations::model::{OrganisationKind, Side},
    products::model::Category,
    values::day::{last_quarter_end, month_end},
    web::page::Page,
};
use chrono::{Months, NaiveDate};

/// The length of a series: two years and the month itself.
const MONTHS: u32 = 24;

/// One row of a breakdown: the name of the value, and its point.
pub struct Part {
    pub dimension: Dimension,
    pub name: String,
    pub point: Point,
    pub scope: Scope,
}

/// Month ends up to `as_of`, and that day itself; the release days for figures of households and
/// places; none for indicators without a history.
pub fn days(
    indicator: &Indicator,
    scope: &Scope,
    as_of: NaiveDate,
    published: &[NaiveDate],
) -> Vec<NaiveDate> {
    if indicator.sources.contains(&Source::Households) {
        return releases(as_of, published);
    }
    if indicator.is_of_goods() && scope.is_of_a_place() {
        return releases(as_of, &[]);
    }
    if indicator.sources.is_empty() || indicator.key == "gacha_villages" {
        return Vec::new();
    }
    let months =
        (1..=MONTHS).rev().filter_map(|n| as_of.checked_sub_months(Months::new(n))).map(month_end);
    months.chain([as_of]).collect()
}

fn releases(as_of: NaiveDate, published: &[NaiveDate]) -> Vec<NaiveDate> {
    let quarters = (0..=MONTHS)
        .step_by(3)
        .filter_map(|n| as_of.checked_sub_months(Months::new(n)))
        .map(last_quarter_end);
    let mut days: Vec<NaiveDate> = quarters.collect();
    let first = days.last().copied();
    days.extend(published.iter().copied().filter(|day| *day <= as_of && Some(*day) > first));
    days.sort_unstable();
    days.dedup();
    days
}

/// Every value of every dimension that the scope leaves open and that has few values.
pub fn parts(page: &Page, indicator: &Indicator, scope: &Scope, as_of: NaiveDate) -> Vec<Part> {
    if indicator.is_of_goods() && scope.is_of_a_place() {
        return Vec::new();
    }
    let open = |dimension: Dimension| {
        indicator.allows(dimension) && page.query.get(dimension.code()).is_none()
    };
    let mut parts = Vec::new();
    let mut add = |dimension: Dimension, name: &str, scope: Scope| {
        let point = scope.on(as_of);
        parts.push(Part { dimension, name: name.to_string(), point, scope });
    };
    if open(Dimension::Edition) {
        for edition in page.site.public_editions() {
            let narrowed = Scope { edition: Some(edition.id), ..scope.clone() };
            add(Dimension::Edition, &edition.short_name(page.lang), narrowed);
        }
    }
    if open(Dimension::Banner) && scope.village.is_none() && scope.township.is_none() {
        for banner in &page.site.banners {
            let narrowed = Scope { banner: Some(banner.code.clone()), ..scope.clone() };
            add(Dimension::Banner, banner.name(page.lang), narrowed);
        }
    }
    if open(Dimension::BuyerKind) && scope.buyer.is_none() {
        for kind in OrganisationKind::of_side(Side::Buyer) {
            let narrowed = Scope { buyer_kind: Some(kind), ..scope.clone() };
            add(Dimension::BuyerKind, kind.name(page.lang), narrowed);
        }
    }
    if open(Dimension::Category) {
        for category in Category::top() {
            let narrowed = Scope { category: Some(category.code.clone()), ..scope.clone() };
            add(Dimension::Category, category.name(page.lang), narrowed);
        }
    }
    parts
}

/// Whether the parts of a dimension add up to the whole: means, shares and distinct counts do not.
pub fn is_additive(indicator: &Indicator, dimension: Dimension) -> bool {
    use crate::indicators::model::Unit;
    let is_mean =
        ["_average", "_per_buyer", "_ratio"].iter().any(|end| indicator.key.ends_with(end))
            || indicator.unit == Unit::Percent;
    let is_of_some = dimension == Dimension::Edition
        && !matches!(
            indicator.key,
            "exhibitors"
                | "onsite_sales"
                | "intent_amount"
                | "intent_projects"
                | "intent_live_amount"
                | "intent_lapsed_projects"
        );
    let is_distinct = matches!(indicator.key, "deliveries" | "exhibitor_banners")
        || indicator.sources.contains(&Source::Households);
    // Several buyers combined have no single kind.
    let is_distinct = is_distinct || indicator.sources.contains(&Source::Payments);
    !(is_mean || is_of_some || is_distinct)
}
