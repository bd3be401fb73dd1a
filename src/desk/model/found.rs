//! Search results of one kind, and the list with all of them.

/// The limit per kind.
pub const SHOWN: usize = 5;

pub struct Hit {
    pub name: String,
    /// Its page, without the language.
    pub path: String,
    pub beside: String,
    /// A state, in Chinese and English.
    pub state: Option<(&'static str, &'static str)>,
}

pub struct Group {
    pub title: (&'static str, &'static str),
    pub hits: Vec<Hit>,
    /// The list with all results, with the parameter for all editions.
    pub list: (&'static str, &'static str),
    pub has_more: bool,
}

impl Group {
    /// `None` if nothing was found. One more than shown indicates further results.
    pub fn of<R>(
        title: (&'static str, &'static str),
        list: (&'static str, &'static str),
        rows: &[R],
        hit: impl Fn(&R) -> Hit,
    ) -> Option<Self> {
        let hits: Vec<Hit> = rows.iter().take(SHOWN).map(hit).collect();
        (!hits.is_empty()).then_some(Self { title, hits, list, has_more: rows.len() > SHOWN })
    }
}
