//! Public lists.

/// A public list that is also a sheet.
#[derive(Debug)]
pub struct List {
    /// The name of the sheet.
    pub sheet: &'static str,
    /// The route of the list.
    pub path: &'static str,
    pub filters: &'static [&'static str],
    /// Whether it shows one edition at a time, chosen by tabs that "clear all" does not reset.
    pub is_by_edition: bool,
}

impl List {
    pub const fn new(
        sheet: &'static str,
        path: &'static str,
        filters: &'static [&'static str],
    ) -> Self {
        Self { sheet, path, filters, is_by_edition: false }
    }

    /// The number of the edition in an address of the list.
    pub fn ordinal<'a>(&self, address: &'a str) -> Option<&'a str> {
        let mut parts = self.path.split('/').zip(address.split('/'));
        parts.find(|(pattern, _)| *pattern == "{ordinal}").map(|(_, ordinal)| ordinal)
    }

    pub const fn by_edition(self) -> Self {
        Self { is_by_edition: true, ..self }
    }
}
