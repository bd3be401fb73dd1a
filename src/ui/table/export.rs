//! A list as a sheet: the filters, columns, order and words of the page. It is read in one
//! transaction and written to a file before any of it is sent. So a slow client holds no
//! connection, and nobody takes a part for the whole.

use super::{
    Cell, Column, chosen,
    sheet::{self, Kind},
};
use crate::{
    audit::model::records::Record,
    database::connection::unhurried,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
        streamed::streamed,
    },
    identity::actions::{Context, Export, note_export},
    values::lang::Lang,
    web::{flash::shared, office::Office, page::Page},
};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use sqlx::PgConnection;
use std::{fs::File, future::Future, sync::LazyLock};
use tokio::{
    io::AsyncReadExt,
    sync::{Semaphore, mpsc},
};

/// Sheets that are written at once: each keeps a core busy.
static WRITING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));
/// Rows per batch for the writer.
const BATCH: usize = 500;

/// A list of the back office, as its sheet needs it.
pub trait OfficeList: 'static {
    /// As routes have it: `/admin/products`.
    const PATH: &'static str;
    /// What the trail calls its records.
    const LISTS: &'static Record;
    type Row: Send + 'static;
    type Filter: Send + Sync;
    const COLUMNS: &'static [Column<Self::Row>];

    /// The conditions of the page's query and of the user's scope.
    fn filter(
        app: &App,
        page: &Page,
        office: &Office,
    ) -> impl Future<Output = Result<Self::Filter, Problem>> + Send;

    /// All records, in the order of the list.
    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c Self::Filter,
    ) -> BoxStream<'c, sqlx::Result<Self::Row>>;
}

/// For lists that are always short: all at once.
pub fn at_once<'c, R: Send + 'c>(
    rows: impl Future<Output = sqlx::Result<Vec<R>>> + Send + 'c,
) -> BoxStream<'c, sqlx::Result<R>> {
    stream::once(rows).map_ok(|rows| stream::iter(rows.into_iter().map(Ok))).try_flatten().boxed()
}

impl Routes {
    /// The two sheets of a list, beside it.
    pub fn sheets_for<L: OfficeList>(self, rule: Access) -> Self {
        self.download_for(rule, &format!("{}.csv", L::PATH), csv::<L>).download_for(
            rule,
            &format!("{}.xlsx", L::PATH),
            xlsx::<L>,
        )
    }
}

async fn csv<L: OfficeList>(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    export::<L>(&app, page, office, Kind::Csv).await
}

async fn xlsx<L: OfficeList>(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    export::<L>(&app, page, office, Kind::Xlsx).await
}

/// The export and its conditions are in the trail before the first byte is sent.
async fn export<L: OfficeList>(
    app: &App,
    mut page: Page,
    office: Office,
    kind: Kind,
) -> Result<Response, Problem> {
    // Files have no language: the page that links to one decides it.
    if page.query.get("lang") == Some("en") {
        page.lang = Lang::En;
    }
    let list = page.path.rsplit_once('.').map_or(page.path.as_str(), |(list, _)| list).to_string();
    let _turn = WRITING.try_acquire().map_err(|_| Problem::Unavailable)?;
    let filter = L::filter(app, &page, &office).await?;
    let Some((file, count)) = spool::<L>(app, &page, &filter, kind).await? else {
        return Ok(shared::TOO_MANY_ROWS
            .at(&page.href(format!("{list}{}", page.query.without("lang").suffix()))));
    };
    let desk = Context { pool: app.pool(), now: app.now() };
    let address = format!("{list}{}", page.query.suffix());
    let export = Export { kind: L::LISTS, list: &address, format: kind.ending(), records: count };
    note_export(desk, &office.viewer, export).await?;
    let name = list.trim_start_matches("/admin/").replace('/', "-");
    answer(file, kind, &format!("{name}-{}", page.today))
}

/// The sheet and its number of rows; `None` where they do not fit.
async fn spool<L: OfficeList>(
    app: &App,
    page: &Page,
    filter: &L::Filter,
    kind: Kind,
) -> Result<Option<(File, usize)>, Problem> {
    let shown = chosen(page, L::COLUMNS);
    let mut heads: Vec<String> = shown.iter().map(|column| column.head(page).to_string()).collect();
    let mark =
        page.is_demonstration().then(|| page.t("演示数据", "Demonstration data").to_string());
    heads.extend(mark.clone());
    let (to_writer, mut from_reader) = mpsc::channel::<sheet::Rows>(4);
    let writing = tokio::task::spawn_blocking(move || {
        let batches = std::iter::from_fn(|| from_reader.blocking_recv());
        sheet::write(kind, &heads, batches.flatten())
    });
    let mut count = 0;
    let mut tx = app.pool().begin().await?;
    unhurried(&mut tx).await?;
    let mut batches = L::rows(&mut tx, filter).try_chunks(BATCH);
    while let Some(batch) = batches.next().await {
        let rows = batch.map_err(|error| error.1)?;
        count += rows.len();
        if count > Kind::MOST_ROWS {
            return Ok(None);
        }
        let cells = |row: &L::Row| -> Vec<Cell> {
            let cells = shown.iter().map(|column| (column.cell)(page, row));
            cells.chain(mark.clone().map(Cell::Text)).collect()
        };
        // A writer that stopped has met an error, which it reports below.
        if to_writer.send(rows.iter().map(cells).collect()).await.is_err() {
            break;
        }
    }
    drop((batches, to_writer));
    let written = writing.await.map_err(anyhow::Error::from).and_then(|written| written);
    let file = written.map_err(|error| {
        tracing::error!(%error, "a sheet could not be written");
        Problem::Internal
    })?;
    Ok(Some((file, count)))
}

fn answer(file: File, kind: Kind, name: &str) -> Result<Response, Problem> {
    let pieces = stream::try_unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut piece = Vec::with_capacity(64 * 1024);
        let read = (&mut file).take(64 * 1024).read_to_end(&mut piece).await?;
        Ok::<_, std::io::Error>((read > 0).then_some((piece, file)))
    });
    let mut response = streamed(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.content_type()));
    let saved =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}.{}\"", kind.ending()))
            .map_err(|_| Problem::Internal)?;
    headers.insert(header::CONTENT_DISPOSITION, saved);
    Ok(response)
}
