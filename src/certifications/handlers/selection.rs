//! Several certificates verified at once.

use super::review::scope;
use crate::{
    certifications::{
        actions::{self, Decision, Refusal},
        model::{Held, State},
        store,
    },
    kit::{
        body::Form,
        forms::Errors,
        office::Office,
        page::{Page, render},
        problem::Problem,
        said::Said,
        selection::{Picks, Preview, SelectionForm, Ticked},
        state::App,
    },
    values::ids::CertificationId,
};
use axum::{
    extract::{RawQuery, State as Shared},
    response::Response,
};

const LIST: &str = "/admin/certifications";

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let picks = Picks::of_query(raw.as_deref());
    if picks.0.is_empty() {
        return Ok(Said::NothingTicked.at(&page.href(LIST)));
    }
    let certificates = store::picked(app.pool(), &scope(&office.viewer), &picks.ids()).await?;
    let after = |held: &Held| {
        (held.state == State::Submitted).then(|| State::Verified.name(page.lang).to_string())
    };
    let ticked = certificates.iter().map(|held| Ticked {
        pick: format!("{}:{}", held.id, held.version),
        name: format!("{} {}", held.claim.number, held.organisation),
        path: held.admin_path(),
        state: held.state.name(page.lang).to_string(),
        after: after(held),
    });
    let list = (page.t("证书", "Certificates").to_string(), LIST);
    let label = page.t("核验通过", "Verify").to_string();
    render(&Preview {
        ticked: ticked.collect(),
        list,
        act: "verify",
        label,
        page,
        office,
        word: None,
        errors: Errors::default(),
    })
}

pub async fn decide(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Form(form): Form<SelectionForm>,
) -> Result<Response, Problem> {
    let (picks, whose) = (form.picks(), scope(&office.viewer));
    let mut done = 0;
    for (id, version) in &picks.0 {
        let of = (&whose, CertificationId(*id));
        let decision = Decision::Verify(page.today);
        match actions::decide(app.pool(), &office.viewer, of, *version, decision).await {
            Ok(()) => done += 1,
            Err(Refusal::Database(error)) => return Err(error.into()),
            // Decided or changed meanwhile: not counted.
            Err(_) => {}
        }
    }
    Ok(picks.said(done).at(&page.href(format!("{LIST}?state=submitted"))))
}
