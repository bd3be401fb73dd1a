//! /login, /logout, /account, /invitations, /admin/users

pub mod flashes;
mod account;
mod door;
mod saved;
mod scopes;
mod users;

use crate::{
    http::{
        routes::{Access, Routes},
        state::App,
    },
    identity::{
        actions::{Context, Refusal},
        model::permissions::{GIVE_RIGHTS, OWN_ACCOUNT, SEE_DESK, SEE_USERS},
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
        .post_for(Access::Requires(OWN_ACCOUNT), "/logout", account::sign_out)
        .page_for(Access::Requires(OWN_ACCOUNT), "/account", account::show)
        .post_for(Access::Requires(OWN_ACCOUNT), "/account/password", account::change_password)
        .post_for(Access::Requires(OWN_ACCOUNT), "/account/email", account::change_email)
        .post_for(
            Access::Requires(OWN_ACCOUNT),
            "/account/sessions/{id}/ending",
            account::end_session,
        )
        .page_for(
            Access::Requires(OWN_ACCOUNT),
            "/account/second-factor",
            account::show_second_factor,
        )
        .post_for(
            Access::Requires(OWN_ACCOUNT),
            "/account/second-factor",
            account::enable_second_factor,
        )
        .post_for(
            Access::Requires(OWN_ACCOUNT),
            "/account/second-factor/removal",
            account::disable_second_factor,
        )
        .post_for(Access::Requires(SEE_DESK), "/admin/filters", saved::create)
        .post_for(Access::Requires(SEE_DESK), "/admin/filters/{id}/removal", saved::remove)
        .page_for(Access::Requires(SEE_USERS), "/admin/users", users::index)
        .sheets_for::<users::AllUsers>(Access::Requires(SEE_USERS))
        .page_for(Access::Requires(GIVE_RIGHTS), "/admin/users/new", users::new)
        .post_for(Access::Requires(GIVE_RIGHTS), "/admin/users", users::create)
        .plain_for(Access::Requires(GIVE_RIGHTS), "/admin/users/scopes", scopes::suggest)
        .plain_for(Access::Requires(GIVE_RIGHTS), "/en/admin/users/scopes", scopes::suggest)
        .page_for(Access::Requires(SEE_USERS), "/admin/users/{id}", users::show)
        .post_for(Access::Requires(GIVE_RIGHTS), "/admin/users/{id}", users::rename)
        .post_for(
            Access::Requires(GIVE_RIGHTS),
            "/admin/users/{id}/second-factor-removal",
            users::remove_second_factor,
        )
        .post_for(Access::Requires(GIVE_RIGHTS), "/admin/users/{id}/role", users::change_role)
        .post_for(
            Access::Requires(GIVE_RIGHTS),
            "/admin/users/{id}/invitation",
            users::invite_again,
        )
        .post_for(Access::Requires(GIVE_RIGHTS), "/admin/users/{id}/disabling", users::disable)
        .post_for(Access::Requires(GIVE_RIGHTS), "/admin/users/{id}/enabling", users::enable)
}

fn desk(app: &App) -> Context<'_> {
    Context { pool: app.pool(), now: app.now() }
}

crate::unexplained!(Refusal: Database, System);
