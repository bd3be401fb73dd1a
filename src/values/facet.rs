//! How many records each value of a filter would leave.

/// One row of a facet statement: of `facet`, the `value` and its count. The facet `total` counts what
/// all filters together leave.
#[derive(Debug, Clone)]
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
        self.0.iter().find(|row| row.facet == facet && row.value == value).map_or(0, |row| row.count)
    }

    /// The values that occur, most frequent first.
    pub fn of<'a>(&'a self, facet: &'a str) -> impl Iterator<Item = &'a FacetCount> {
        let mut rows: Vec<&FacetCount> = self.0.iter().filter(|row| row.facet == facet).collect();
        rows.sort_by(|a, b| b.count.cmp(&a.count).then(a.value.cmp(&b.value)));
        rows.into_iter()
    }
}
