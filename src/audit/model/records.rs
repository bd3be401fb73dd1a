//! The kinds of records in the trail. Each noun declares its own, with their fields
//! (`model/trail.rs`): only what has a name there can be recorded.

use crate::values::lang::Lang;
use std::sync::Arc;

/// The meaning of a recorded value, which decides how it is shown.
#[derive(Debug, Clone, Copy)]
pub enum Reads {
    Text,
    /// Masked when recorded.
    Telephone,
    /// Masked except for the first letter and the host.
    Email,
    Day,
    Month,
    /// Numbers of months.
    Months,
    Clock,
    YesOrNo,
    /// A code of this vocabulary.
    Term(&'static str),
    /// Codes of this vocabulary, with spaces between them.
    Terms(&'static str),
    /// A code with this name.
    Code(fn(&str, Lang) -> Option<&'static str>),
    /// The code of a place, or the number of an organisation.
    Scope,
    Unit,
    Place,
    /// The number of a record of this kind, one of `audit::store::names::NAMED`.
    Record(&'static str),
    /// The numbers of several.
    Records(&'static str),
    /// The description of a photo; the code of the file follows in brackets.
    Photo,
    /// The path of a list.
    List,
}

#[derive(Debug)]
pub struct Field {
    pub code: &'static str,
    name: (&'static str, &'static str),
    pub reads: Reads,
}

impl Field {
    pub const fn new(code: &'static str, zh: &'static str, en: &'static str, reads: Reads) -> Self {
        Self { code, name: (zh, en), reads }
    }

    pub fn name(&self, lang: Lang) -> &'static str {
        lang.t(self.name.0, self.name.1)
    }
}

/// A kind of record.
#[derive(Debug)]
pub struct Record {
    pub code: &'static str,
    name: (&'static str, &'static str),
    pub fields: &'static [Field],
    office: Option<&'static str>,
    owner: Option<&'static str>,
    /// Its page may be gone: a link needs its current name.
    pub may_be_deleted: bool,
}

impl Record {
    pub const fn new(
        code: &'static str,
        zh: &'static str,
        en: &'static str,
        fields: &'static [Field],
    ) -> Self {
        Self { code, name: (zh, en), fields, office: None, owner: None, may_be_deleted: false }
    }

    /// Its page for the staff: `{id}` stands for its number, `{name}` for its current name.
    pub const fn at_office(self, path: &'static str) -> Self {
        Self { office: Some(path), ..self }
    }

    /// Its page for the organisation that owns it.
    pub const fn at_owner(self, path: &'static str) -> Self {
        Self { owner: Some(path), ..self }
    }

    pub const fn that_may_be_deleted(self) -> Self {
        Self { may_be_deleted: true, ..self }
    }

    pub fn name(&self, lang: Lang) -> &'static str {
        lang.t(self.name.0, self.name.1)
    }

    /// `photo 2` is the field `photo`, of the second photo.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        let code = name.split(' ').next().unwrap_or_default();
        self.fields.iter().find(|field| field.code == code)
    }

    /// Whether a link to it needs its current name.
    pub fn needs_name(&self) -> bool {
        self.may_be_deleted || self.office.is_some_and(|path| path.contains("{name}"))
    }

    /// `name`: the current one, where it needs one.
    pub fn office_path(&self, id: &str, name: Option<&str>) -> Option<String> {
        self.path(self.office?, id, name)
    }

    pub fn owner_path(&self, id: &str, name: Option<&str>) -> Option<String> {
        self.path(self.owner?, id, name)
    }

    fn path(&self, path: &str, id: &str, name: Option<&str>) -> Option<String> {
        let name = if self.needs_name() { name? } else { "" };
        Some(path.replace("{id}", id).replace("{name}", name))
    }

    /// Whether `path` is the list of these records in the back office.
    fn is_listed_at(&self, path: &str) -> bool {
        let list = path.rsplit('/').next().unwrap_or_default();
        self.office.and_then(|page| page.strip_suffix("/{id}")) == Some(path) || self.code == list
    }
}

/// All kinds of records, in the order of their nouns.
#[derive(Debug, Clone, Default)]
pub struct Records(Arc<[&'static Record]>);

impl FromIterator<&'static Record> for Records {
    fn from_iter<I: IntoIterator<Item = &'static Record>>(records: I) -> Self {
        Self(records.into_iter().collect())
    }
}

impl Records {
    pub fn iter(&self) -> impl Iterator<Item = &'static Record> {
        self.0.iter().copied()
    }

    /// `None` for a kind that this version does not know.
    pub fn find(&self, code: &str) -> Option<&'static Record> {
        self.iter().find(|record| record.code == code)
    }

    /// The kind that a list of the back office shows, by its path.
    pub fn of_list(&self, path: &str) -> Option<&'static Record> {
        self.iter().find(|record| record.is_listed_at(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_tells_what_it_lists() {
        const EXHIBITORS: Record =
            Record::new("exhibitors", "", "", &[]).at_office("/admin/applications/{id}");
        const BOOTHS: Record = Record::new("booths", "", "", &[]).at_office("/admin/booths/{id}");
        let records: Records = [&EXHIBITORS, &BOOTHS].into_iter().collect();
        let code = |path: &str| records.of_list(path).map(|record| record.code);
        assert_eq!(code("/admin/applications"), Some("exhibitors"));
        assert_eq!(code("/admin/editions/4/booths"), Some("booths"));
        assert_eq!(code("/admin/nothing"), None);
    }

    #[test]
    fn a_record_that_may_be_deleted_leads_nowhere_without_its_name() {
        const ZONES: Record = Record::new("zones", "", "", &[])
            .at_office("/admin/editions/{name}/floor-plan?zone={id}")
            .that_may_be_deleted();
        assert_eq!(
            ZONES.office_path("7", Some("4")).as_deref(),
            Some("/admin/editions/4/floor-plan?zone=7")
        );
        assert_eq!(ZONES.office_path("7", None), None);
        assert_eq!(ZONES.owner_path("7", Some("4")), None);
    }
}
