//! /login, /logout, /account, /invitations, /admin/users

mod account;
mod door;
mod saved;
mod scopes;
mod users;

use super::model::permissions::Action::{GiveRights, OwnAccount, SeeDesk, SeeUsers};
use crate::{
    identity::actions::{Context, Refusal},
    kit::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::PublicUncached, "/login", door::show)
        .post_for(Access::PublicUncached, "/login", door::sign_in)
        .page_for(Access::PublicUncached, "/login/code", door::show_code)
        .post_for(Access::PublicUncached, "/login/code", door::enter_code)
        .page_for(Access::PublicUncached, "/invitations/{code}", door::show_invitation)
        .post_for(Access::PublicUncached, "/invitations/{code}", door::take_up)
        .post_for(Access::Requires(OwnAccount), "/logout", account::sign_out)
        .page_for(Access::Requires(OwnAccount), "/account", account::show)
        .post_for(Access::Requires(OwnAccount), "/account/password", account::change_password)
        .post_for(Access::Requires(OwnAccount), "/account/email", account::change_email)
        .post_for(
            Access::Requires(OwnAccount),
            "/account/sessions/{id}/ending",
            account::end_session,
        )
        .page_for(
            Access::Requires(OwnAccount),
            "/account/second-factor",
            account::show_second_factor,
        )
        .post_for(
            Access::Requires(OwnAccount),
            "/account/second-factor",
            account::enable_second_factor,
        )
        .post_for(
            Access::Requires(OwnAccount),
            "/account/second-factor/removal",
            account::disable_second_factor,
        )
        .post_for(Access::Requires(SeeDesk), "/admin/filters", saved::create)
        .post_for(Access::Requires(SeeDesk), "/admin/filters/{id}/removal", saved::remove)
        .page_for(Access::Requires(SeeUsers), "/admin/users", users::index)
        .sheets_for::<users::AllUsers>(Access::Requires(SeeUsers))
        .page_for(Access::Requires(GiveRights), "/admin/users/new", users::new)
        .post_for(Access::Requires(GiveRights), "/admin/users", users::create)
        .plain_for(Access::Requires(GiveRights), "/admin/users/scopes", scopes::suggest)
        .plain_for(Access::Requires(GiveRights), "/en/admin/users/scopes", scopes::suggest)
        .page_for(Access::Requires(SeeUsers), "/admin/users/{id}", users::show)
        .post_for(Access::Requires(GiveRights), "/admin/users/{id}", users::rename)
        .post_for(
            Access::Requires(GiveRights),
            "/admin/users/{id}/second-factor-removal",
            users::remove_second_factor,
        )
        .post_for(Access::Requires(GiveRights), "/admin/users/{id}/role", users::change_role)
        .post_for(Access::Requires(GiveRights), "/admin/users/{id}/invitation", users::invite_again)
        .post_for(Access::Requires(GiveRights), "/admin/users/{id}/disabling", users::disable)
        .post_for(Access::Requires(GiveRights), "/admin/users/{id}/enabling", users::enable)
}

fn desk(app: &App) -> Context<'_> {
    Context { pool: app.pool(), now: app.now() }
}

/// A refusal that the page does not explain: the record does not exist.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Database(error) => error.into(),
            Refusal::System(error) => error.into(),
            _ => Problem::NotFound,
        }
    }
}
