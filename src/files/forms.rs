//! A form with files: its fields, and the result of each file. Files are processed one after the
//! other as they arrive, so that at most one of a form is in memory.

use super::{
    actions::{self, NotTaken, Shelf},
    model::{FileCode, Kept, Kind, MOST_BYTES, Sender, Unfit},
    store,
};
use crate::{
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    submissions,
    values::ids::OrganisationId,
    web::{forms::Errors, page::Page},
};
use axum::extract::multipart::{Field, Multipart, MultipartError};
use tokio::sync::Semaphore;

/// Forms that are read at once, each with at most one file in memory.
static READING: Semaphore = Semaphore::const_new(16);
/// The total size of the fields of a form.
const MOST_TEXT: usize = 64 * 1024;
/// How much is shown of the name of a file, in characters.
const LONGEST_NAME: usize = 60;

#[derive(Debug, Default)]
pub struct Sent {
    fields: Vec<(String, String)>,
    /// Earlier files, named in fields `held`, and new ones.
    pub files: Vec<Kept>,
    /// The name of a file in the browser, and why it was refused.
    pub unfit: Vec<(String, Unfit)>,
}

impl Sent {
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// Why the scan of a form, received now or before (`is_kept`), is not accepted.
    pub fn check_scan(&self, page: &Page, label: &str, is_kept: bool, errors: &mut Errors) {
        let gap = page.t("：", ": ");
        for (called, unfit) in &self.unfit {
            let called: String = called.chars().take(LONGEST_NAME).collect();
            errors.add("scan", label, format!("{called}{gap}{}", unfit.says(page.lang)));
        }
        if self.files.is_empty() && self.unfit.is_empty() && !is_kept {
            let asked = page.t("请拍照或选择文件", "Take a photo of it, or choose a file");
            errors.add("scan", label, asked);
        }
    }
}

/// The files that a form takes.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    pub kind: Kind,
    /// How many at most.
    pub most: usize,
}

pub const ONE_SCAN: Takes = Takes { kind: Kind::Scan, most: 1 };

/// The code of the form comes in a field `form` before its files; a form without one is invalid.
/// `organisation`: the owner of the files.
pub async fn receive(
    app: &App,
    viewer: &Viewer,
    organisation: OrganisationId,
    mut form: Multipart,
    Takes { kind, most }: Takes,
) -> Result<Sent, Problem> {
    let _turn = READING.try_acquire().map_err(|_| Problem::Unavailable)?;
    let shelf = Shelf { pool: app.pool(), objects: app.objects(), now: app.now() };
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|error| broken_off(&error))? {
        let Some(called) = field.file_name().map(str::to_string) else {
            let name = field.name().unwrap_or_default().to_string();
            let text = read(field, MOST_TEXT).await?.ok_or(Problem::TooLarge)?;
            sent.fields.push((name, as_text(text)?));
            continue;
        };
        let Some(bytes) = read(field, MOST_BYTES).await? else {
            sent.unfit.push((called, Unfit::TooLarge));
            continue;
        };
        // An empty file field.
        if bytes.is_empty() && called.is_empty() {
            continue;
        }
        if sent.files.len() + sent.unfit.len() >= most {
            sent.unfit.push((called, Unfit::TooMany(kind)));
            continue;
        }
        let form = submissions::forms::read(sent.get("form"), viewer)?.at(sent.files.len() + 1);
        let sender = Sender { organisation, user: viewer.user, form: &form };
        match actions::take(shelf, &sender, kind, bytes).await {
            Ok(file) => sent.files.push(file),
            Err(NotTaken::Unfit(unfit)) => sent.unfit.push((called, unfit)),
            Err(other) => return Err(other.into()),
        }
    }
    let mut held = Vec::new();
    for code in sent.all("held").iter().filter_map(|code| FileCode::read(code)).take(most) {
        held.extend(store::of_code(app.pool(), organisation, &code).await?);
    }
    sent.files.splice(0..0, held);
    Ok(sent)
}

/// `None`: more than `most`; the rest is read and dropped, so that the browser gets the answer.
pub async fn read(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let (mut bytes, mut is_too_large) = (Vec::new(), false);
    while let Some(chunk) = field.chunk().await.map_err(|error| broken_off(&error))? {
        is_too_large |= bytes.len() + chunk.len() > most;
        if is_too_large { bytes = Vec::new() } else { bytes.extend_from_slice(&chunk) }
    }
    Ok((!is_too_large).then_some(bytes))
}

/// The text fields beside the files.
pub fn as_text(bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).ok_or(Problem::BadForm)
}

pub fn broken_off(error: &MultipartError) -> Problem {
    match Problem::of_status(error.status()) {
        Some(Problem::BadQuery(_)) => Problem::BadForm,
        problem => problem.unwrap_or(Problem::Internal),
    }
}

impl From<NotTaken> for Problem {
    fn from(not: NotTaken) -> Self {
        match not {
            NotTaken::Database(error) => error.into(),
            NotTaken::TooOften => Problem::TooOften(3600),
            NotTaken::Store(error) => {
                tracing::error!(%error, "files cannot be kept");
                Problem::Unavailable
            }
            other => {
                tracing::error!(error = %other, "a file could not be taken in");
                Problem::Internal
            }
        }
    }
}
