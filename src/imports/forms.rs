//! A sheet from the browser, with its kind and edition.

use super::{
    actions::Refusal,
    model::{
        Kind,
        sheet::{MOST_BYTES, Unreadable},
    },
};
use crate::{
    fairs::model::EditionState,
    files::forms::{as_text, broken_off, read},
    http::problem::Problem,
    site::model::{Edition, Site},
    web::{forms::Errors, page::Page, query::BadQuery},
};
use axum::extract::multipart::Multipart;

/// The fields beside the file.
const MOST_TEXT: usize = 1024;

#[derive(Debug, Default)]
pub struct Sent {
    pub form: String,
    kind: String,
    pub edition: String,
    pub file_name: String,
    /// `None`: larger than a sheet may be.
    pub bytes: Option<Vec<u8>>,
}

pub async fn receive(mut form: Multipart) -> Result<Sent, Problem> {
    let mut sent = Sent { bytes: Some(Vec::new()), ..Sent::default() };
    while let Some(field) = form.next_field().await.map_err(|error| broken_off(&error))? {
        let name = field.name().unwrap_or_default().to_string();
        if let Some(called) = field.file_name().map(str::to_string) {
            sent.bytes = read(field, MOST_BYTES).await?;
            sent.file_name = called;
            continue;
        }
        let text = as_text(read(field, MOST_TEXT).await?.ok_or(Problem::TooLarge)?)?;
        match name.as_str() {
            "form" => sent.form = text,
            "kind" => sent.kind = text,
            "edition" => sent.edition = text,
            _ => {}
        }
    }
    Ok(sent)
}

impl Sent {
    pub fn kind(&self) -> Result<Kind, Problem> {
        self.kind.parse().map_err(|()| Problem::BadQuery(BadQuery::Value { name: "kind".into() }))
    }

    /// The name only, shortened and without line breaks.
    pub fn called(&self, page: &Page) -> String {
        let name = self.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
        if name.trim().is_empty() {
            page.t("未命名文件", "A file without a name").to_string()
        } else {
            name
        }
    }

    /// The edition where exhibitors take part, products are shown or deals are signed; optional for
    /// products.
    pub fn edition<'a>(
        &self,
        page: &'a Page,
        kind: Kind,
        errors: &mut Errors,
    ) -> Option<&'a Edition> {
        let found = open_editions(page)
            .into_iter()
            .find(|edition| edition.ordinal.to_string() == self.edition.trim());
        let may_lack_one = !kind.needs_edition() && self.edition.trim().is_empty();
        if found.is_none() && !may_lack_one {
            errors.add(
                edition_field(kind),
                page.t("届次", "Edition"),
                page.t("请选择尚未闭幕的届次", "Choose an edition that is not over"),
            );
        }
        found
    }
}

pub fn open_editions(page: &Page) -> Vec<&Edition> {
    open(&page.site)
}

/// Editions that are not over, the newest first.
pub fn open(site: &Site) -> Vec<&Edition> {
    let mut editions: Vec<&Edition> =
        site.editions.iter().filter(|edition| edition.state != EditionState::Closed).collect();
    editions.sort_by_key(|edition| std::cmp::Reverse(edition.ordinal));
    editions
}

/// The page has a form for each kind; prefixes keep their fields apart.
pub fn sheet_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Exhibitors => "exhibitors-sheet",
        Kind::Products => "products-sheet",
        Kind::Deals => "deals-sheet",
    }
}

pub fn edition_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Exhibitors => "exhibitors-edition",
        Kind::Products => "products-edition",
        Kind::Deals => "deals-edition",
    }
}

/// Why a file was refused, beside its field.
pub fn refusal(page: &Page, kind: Kind, refusal: Refusal) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::Unreadable(unreadable) => unreadable.says(page.lang),
        Refusal::Heads(fault) => fault.says(page.lang),
        other => return Err(other.into()),
    };
    Ok(Errors::one(sheet_field(kind), page.t("文件", "File"), message))
}

pub fn too_large(page: &Page, kind: Kind) -> Errors {
    Errors::one(sheet_field(kind), page.t("文件", "File"), Unreadable::TooLarge.says(page.lang))
}
