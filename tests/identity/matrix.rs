//! Who is admitted to the routes of this noun.

use crate::permissions::{ADMINISTRATOR, Admitted, DESKS, EVERYONE, OF_USERS};

pub const MATRIX: &[Admitted] = &[
    ("POST /logout", EVERYONE),
    ("GET /account", EVERYONE),
    ("POST /account/email", EVERYONE),
    ("POST /account/password", EVERYONE),
    ("POST /account/sessions/{id}/ending", EVERYONE),
    ("GET /account/second-factor", EVERYONE),
    ("POST /account/second-factor", EVERYONE),
    ("POST /account/second-factor/removal", EVERYONE),
    ("GET /admin/users", OF_USERS),
    ("GET /admin/users.csv", OF_USERS),
    ("GET /admin/users.xlsx", OF_USERS),
    ("POST /admin/filters", DESKS),
    ("POST /admin/filters/{id}/removal", DESKS),
    ("GET /admin/users/new", ADMINISTRATOR),
    ("POST /admin/users", ADMINISTRATOR),
    ("GET /admin/users/scopes", ADMINISTRATOR),
    ("GET /admin/users/{id}", OF_USERS),
    ("POST /admin/users/{id}", ADMINISTRATOR),
    ("POST /admin/users/{id}/second-factor-removal", ADMINISTRATOR),
    ("POST /admin/users/{id}/role", ADMINISTRATOR),
    ("POST /admin/users/{id}/invitation", ADMINISTRATOR),
    ("POST /admin/users/{id}/disabling", ADMINISTRATOR),
    ("POST /admin/users/{id}/enabling", ADMINISTRATOR),
];

/// For signing in, or writing without an account; each has its own tests.
pub const DOORS: &[&str] = &[
    "GET /login",
    "POST /login",
    "GET /login/code",
    "POST /login/code",
    "GET /invitations/{code}",
    "POST /invitations/{code}",
];
