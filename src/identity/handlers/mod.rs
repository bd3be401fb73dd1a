//! /login, /logout, /account, /invitations, /admin/users

mod account;
mod door;
mod saved;
mod scopes;
mod users;

use super::model::permissions::Action::{GiveRights, OwnAccount, SeeDesk, SeeUsers};
use crate::{
    identity::actions::{Desk, Refusal},
    kit::{
        problem::Problem,
        routes::{Routes, Rule},
        state::App,
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Rule::Door, "/login", door::show)
        .post_for(Rule::Door, "/login", door::sign_in)
        .page_for(Rule::Door, "/login/code", door::show_code)
        .post_for(Rule::Door, "/login/code", door::enter_code)
        .page_for(Rule::Door, "/invitations/{code}", door::show_invitation)
        .post_for(Rule::Door, "/invitations/{code}", door::take_up)
        .post_for(Rule::May(OwnAccount), "/logout", account::sign_out)
        .page_for(Rule::May(OwnAccount), "/account", account::show)
        .post_for(Rule::May(OwnAccount), "/account/password", account::change_password)
        .post_for(Rule::May(OwnAccount), "/account/email", account::change_email)
        .post_for(Rule::May(OwnAccount), "/account/sessions/{id}/ending", account::end_session)
        .page_for(Rule::May(OwnAccount), "/account/second-factor", account::show_second_factor)
        .post_for(Rule::May(OwnAccount), "/account/second-factor", account::enable_second_factor)
        .post_for(
            Rule::May(OwnAccount),
            "/account/second-factor/removal",
            account::disable_second_factor,
        )
        .post_for(Rule::May(SeeDesk), "/admin/filters", saved::create)
        .post_for(Rule::May(SeeDesk), "/admin/filters/{id}/removal", saved::remove)
        .page_for(Rule::May(SeeUsers), "/admin/users", users::index)
        .sheets_for::<users::AllUsers>(Rule::May(SeeUsers))
        .page_for(Rule::May(GiveRights), "/admin/users/new", users::new)
        .post_for(Rule::May(GiveRights), "/admin/users", users::create)
        .plain_for(Rule::May(GiveRights), "/admin/users/scopes", scopes::suggest)
        .plain_for(Rule::May(GiveRights), "/en/admin/users/scopes", scopes::suggest)
        .page_for(Rule::May(SeeUsers), "/admin/users/{id}", users::show)
        .post_for(Rule::May(GiveRights), "/admin/users/{id}", users::rename)
        .post_for(
            Rule::May(GiveRights),
            "/admin/users/{id}/second-factor-removal",
            users::remove_second_factor,
        )
        .post_for(Rule::May(GiveRights), "/admin/users/{id}/role", users::change_role)
        .post_for(Rule::May(GiveRights), "/admin/users/{id}/invitation", users::invite_again)
        .post_for(Rule::May(GiveRights), "/admin/users/{id}/disabling", users::disable)
        .post_for(Rule::May(GiveRights), "/admin/users/{id}/enabling", users::enable)
}

fn desk(app: &App) -> Desk<'_> {
    Desk { pool: app.pool(), now: app.now() }
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
