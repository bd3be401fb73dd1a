//! /admin/fairs/{ordinal}/signing, /admin/signing

mod desk;
pub mod flashes;
mod listing;
mod looking;
mod refusals;
mod releasing;
mod scans;
mod sheets;

use super::actions::Refusal;
use crate::{
    fairs::{forms, model::planning::Planned, store::planning},
    files::model::MOST_BYTES,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    projects::{
        model::{
            deal::Deal,
            rights::{PREPARE_DEALS, SEE_SIGNING, SIGN_DEALS},
        },
        store::deals,
    },
    values::ids::ProjectId,
    web::office::Office,
};

/// A larger file is refused on the page itself, up to this size.
const MOST_OF_A_SCAN: usize = 4 * MOST_BYTES;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(SEE_SIGNING), "/admin/signing", desk::current)
        .page_for(Access::Requires(SEE_SIGNING), "/admin/fairs/{ordinal}/signing", desk::index)
        .post_for(Access::Requires(PREPARE_DEALS), "/admin/fairs/{ordinal}/signing", desk::create)
        .plain_for(
            Access::Requires(PREPARE_DEALS),
            "/admin/fairs/{ordinal}/signing/checks",
            looking::checks,
        )
        .plain_for(
            Access::Requires(PREPARE_DEALS),
            "/en/admin/fairs/{ordinal}/signing/checks",
            looking::checks,
        )
        .page_for(
            Access::Requires(SEE_SIGNING),
            "/admin/fairs/{ordinal}/signing/list",
            listing::index,
        )
        .sheets_for::<sheets::RunSheet>(Access::Requires(SEE_SIGNING))
        .post_for(
            Access::Requires(SIGN_DEALS),
            "/admin/fairs/{ordinal}/signing/rule",
            releasing::set_rule,
        )
        .plain_for(Access::Requires(PREPARE_DEALS), "/admin/signing/parties", looking::parties)
        .plain_for(Access::Requires(PREPARE_DEALS), "/en/admin/signing/parties", looking::parties)
        .page_for(Access::Requires(SEE_SIGNING), "/admin/signing/{id}", desk::show)
        .post_for(Access::Requires(PREPARE_DEALS), "/admin/signing/{id}", desk::update)
        .post_for(Access::Requires(SIGN_DEALS), "/admin/signing/{id}/position", desk::move_to)
        .page_for(Access::Requires(SIGN_DEALS), "/admin/signing/{id}/release", releasing::read)
        .post_for(Access::Requires(SIGN_DEALS), "/admin/signing/{id}/release", releasing::release)
        .post_for(
            Access::Requires(SIGN_DEALS),
            "/admin/signing/{id}/withdrawal",
            releasing::withdraw,
        )
        .post_for(Access::Requires(SIGN_DEALS), "/admin/signing/{id}/void", releasing::void)
        .upload_for(
            Access::Requires(SIGN_DEALS),
            "/admin/signing/{id}/scan",
            MOST_OF_A_SCAN,
            scans::attach,
        )
        .post_for(Access::Requires(SIGN_DEALS), "/admin/signing/{id}/promise", scans::promise)
}

/// An edition in any state.
async fn edition(app: &App, ordinal: &str) -> Result<Planned, Problem> {
    let ordinal = forms::ordinal(ordinal).ok_or(Problem::NotFound)?;
    planning::find(app.pool(), ordinal).await?.ok_or(Problem::NotFound)
}

/// A deal within the user's scope, with its edition.
async fn deal(app: &App, office: &Office, id: &str) -> Result<(Planned, Deal), Problem> {
    let id: ProjectId = id.parse().map_err(|()| Problem::NotFound)?;
    let mut connection = app.pool().acquire().await?;
    let banner = office.viewer.scope.banner();
    let deal = deals::find(&mut connection, id, banner).await?.ok_or(Problem::NotFound)?;
    let edition = planning::find(&mut *connection, deal.ordinal).await?.ok_or(Problem::NotFound)?;
    Ok((edition, deal))
}

crate::unexplained!(Refusal: Database);
