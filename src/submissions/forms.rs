//! The code that a form was sent with.

use super::model::Submission;
use crate::{http::problem::Problem, identity::model::Viewer, web::forms::form_code};

/// The form that this user sent. A form without a valid code is not one of this site.
pub fn read(code: &str, viewer: &Viewer) -> Result<Submission, Problem> {
    Ok(Submission::new(&form_code(code)?, viewer.user))
}
