//! Signing in and out, invitations, the second factor, and the trail of it.

mod door;
mod factor;
mod foreign;
mod inviting;
mod telephones;
mod trail;
mod words;

use crate::harness::{actors::Person, site::Answer};

/// What an administrator's page sends: with the code of its form.
async fn invite(administrator: &Person, fields: &[(&str, &str)]) -> Answer {
    let form =
        administrator.get("/admin/users/new").await.html().attribute("input[name=form]", "value");
    let fields: Vec<(&str, &str)> =
        fields.iter().copied().chain([("form", form.as_str())]).collect();
    administrator.post("/admin/users", &fields).await
}
