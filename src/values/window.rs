//! A stretch of the records of a list.

#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// How many records at most.
    pub limit: i64,
    /// How many records come before the first.
    pub offset: i64,
}

impl Window {
    /// Every record.
    pub const ALL: Self = Self { limit: i64::MAX, offset: 0 };
}
