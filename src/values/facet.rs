//! The number of records that each value of a filter would leave.

/// A count of records stops here: "1,000+".
pub const MOST_COUNTED: i64 = 1000;

/// One row of a facet statement: of `facet`, the `value` and its count. The facet `total` counts
/// what all filters together leave. A facet whose name ends in `+` stopped counting.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FacetCount {
    pub facet: String,
    pub value: String,
    pub count: i64,
}

/// The counts of one list, as a statement returns them.
#[derive(Debug, Clone, Default)]
pub struct FacetCounts(pub Vec<FacetCount>);

impl FacetCounts {
    pub fn total(&self) -> i64 {
        self.get("total", "")
    }

    pub fn get(&self, facet: &str, value: &str) -> i64 {
        self.find(facet, value).map_or(0, |row| row.count)
    }

    /// Whether there are more than were counted.
    pub fn is_at_least(&self, facet: &str, value: &str) -> bool {
        self.find(facet, value).is_some_and(|row| row.facet.ends_with('+'))
    }

    fn find(&self, facet: &str, value: &str) -> Option<&FacetCount> {
        self.0.iter().find(|row| row.value == value && row.facet.trim_end_matches('+') == facet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_that_stopped_at_the_most_says_so() {
        let row = |facet: &str, value: &str, count| FacetCount {
            facet: facet.into(),
            value: value.into(),
            count,
        };
        let counts = FacetCounts(vec![
            row("total+", "", 1000),
            row("banner", "150621", 7),
            row("category+", "04", 12),
        ]);
        assert_eq!(
            (counts.total(), counts.get("banner", "150621"), counts.get("category", "04")),
            (1000, 7, 12)
        );
        assert!(
            counts.is_at_least("total", "")
                && counts.is_at_least("category", "04")
                && !counts.is_at_least("banner", "150621")
        );
    }
}
