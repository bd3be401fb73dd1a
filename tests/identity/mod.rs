//! Signing in and out, invitations, the second factor, and their entries in the trail.

pub mod matrix;
mod door;
mod factor;
mod foreign;
mod inviting;
mod rights;

use crate::harness::{actors::Person, site::Answer};

/// The form of an administrator's page, with its code.
pub async fn invite(administrator: &Person, fields: &[(&str, &str)]) -> Answer {
    let form =
        administrator.get("/admin/users/new").await.html().attribute("input[name=form]", "value");
    let fields: Vec<(&str, &str)> =
        fields.iter().copied().chain([("form", form.as_str())]).collect();
    administrator.post("/admin/users", &fields).await
}
