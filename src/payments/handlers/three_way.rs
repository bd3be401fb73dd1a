//! Orders, goods and money side by side, and the word on a difference.

use super::flashes;
use crate::{
    deliveries::model::reach::Reach,
    http::{problem::Problem, state::App},
    payments::{
        actions::{self, Refusal, Word},
        model::three_way::{Between, ThreeWayFilter, Verdict},
        store,
        views::three_way::{Compared, ThreeWayPage, list_path},
    },
    promises::forms::reader::REASON,
    values::typed::words,
    web::{
        body::Form,
        flash::shared,
        forms::Errors,
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;

fn filter(page: &Page, office: &Office) -> Result<ThreeWayFilter, Problem> {
    Ok(ThreeWayFilter {
        reach: Reach::of(&office.viewer),
        banner: page.banner_filter()?,
        contract: page.query.read("contract")?,
        typed: page.query.typed()?.map(str::to_string),
        today: page.today,
    })
}

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    errors: Errors,
) -> Result<ThreeWayPage, Problem> {
    let filter = filter(&page, &office)?;
    let verdict = page.query.read::<Verdict>("verdict")?;
    let mut connection = app.pool().acquire().await?;
    let contracts = store::three_way::list(&mut connection, &filter).await?;
    drop(connection);
    let compared = Compared::new(contracts);
    ThreeWayPage::new(page, office, compared, verdict, errors)
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    render(&view(&app, OfficePage { page, office }, Errors::default()).await?)
}

/// What somebody says of a difference.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct WordForm {
    between: String,
    /// `tail` or `explained`.
    closed_as: String,
    reason: String,
}

pub async fn settle(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(line): Path<String>,
    Form(form): Form<WordForm>,
) -> Result<Response, Problem> {
    let line = line.parse().map_err(|()| Problem::NotFound)?;
    let between: Between = form.between.parse().map_err(|()| Problem::BadForm)?;
    let label = page.t("三方核对", "Three-way check").to_string();
    let Some(note) = words(&form.reason, 200) else {
        let errors = Errors::one("differences", label, page.t(REASON.0, REASON.1));
        return refused(&view(&app, OfficePage { page, office }, errors).await?);
    };
    let word = Word { between, is_tail: form.closed_as == "tail", note: &note };
    let at = page.href(list_path(&office));
    match actions::settle(app.pool(), &office.viewer, line, &word, page.today).await {
        Ok(()) => Ok(flashes::DIFFERENCE_SETTLED.at(&at)),
        Err(Refusal::WrongState) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(Refusal::OverTail(limit)) => {
            let limit = page.yuan(&limit);
            let message = match page.zh() {
                true => format!("尾差最多 {limit}（本行的 1%，且不超过 1,000 元），请改为写明原因"),
                false => format!("A tail is {limit} at most: 1 % of the line, CNY 1,000 at most"),
            };
            let errors = Errors::one("differences", label, message);
            refused(&view(&app, OfficePage { page, office }, errors).await?)
        }
        Err(refusal) => Err(refusal.into()),
    }
}
