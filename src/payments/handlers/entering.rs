//! Payments entered: first who is paid, then how much and for what.

use super::{flashes, refusals::said};
use crate::{
    deliveries::model::reach::Reach,
    http::{problem::Problem, state::App},
    organisations::model::Side,
    payments::{
        actions::{self, Entering},
        forms::payment::{PartiesForm, PaymentForm, parse},
        model::owed::Owed,
        store::office as store,
        views::{
            entering::{Choose, EnterPage},
            office::path,
        },
    },
    projects::model::deal::Party,
    promises::forms::leads::Leads,
    submissions,
    values::typed_amount::Unit,
    web::{
        body::Form,
        fields::Fields,
        forms::{Errors, new_form_code},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{extract::State, response::Response};

/// Who pays whom, as far as it is known.
struct Found {
    leads: Leads,
    owed: Vec<Owed>,
}

impl Found {
    fn party(&self, side: Side) -> Option<&Party> {
        self.leads.meant(side)
    }
}

/// A buyer pays for itself, whatever is typed.
fn owned(office: &Office, parties: PartiesForm) -> PartiesForm {
    match Reach::of(&office.viewer) {
        Reach::Buyer(id) => PartiesForm {
            buyer: office.viewer.scope_name.0.clone(),
            buyer_id: id.to_string(),
            ..parties
        },
        _ => parties,
    }
}

async fn found(app: &App, office: &Office, parties: &PartiesForm) -> Result<Found, Problem> {
    let mut connection = app.pool().acquire().await?;
    let leads = Leads::find(&mut connection, parties.leads()).await?;
    let owed = match (leads.meant(Side::Buyer), leads.meant(Side::Supplier)) {
        (Some(buyer), Some(supplier)) => {
            let banner = Reach::of(&office.viewer);
            store::owed(&mut *connection, (buyer.id, supplier.id), banner.banner()).await?
        }
        _ => Vec::new(),
    };
    Ok(Found { leads, owed })
}

/// `buyer` and `supplier`: by name; with both the form is shown.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let text = |name: &str| page.query.get(name).unwrap_or_default().to_string();
    let parties = owned(&office, PartiesForm::of(text));
    let found = found(&app, &office, &parties).await?;
    if found.party(Side::Buyer).is_none() || found.party(Side::Supplier).is_none() {
        return choose(&app, OfficePage { page, office }, parties, found).await;
    }
    let form = PaymentForm {
        form: new_form_code()?,
        parties,
        unit: Unit::Yuan.code().to_string(),
        paid_on: page.today.to_string(),
        ..PaymentForm::default()
    };
    render(&EnterPage {
        page,
        office,
        form,
        leads: found.leads,
        owed: found.owed,
        errors: Errors::default(),
        goes_on: false,
    })
}

async fn choose(
    app: &App,
    OfficePage { page, office }: OfficePage,
    parties: PartiesForm,
    found: Found,
) -> Result<Response, Problem> {
    let creditors = match found.party(Side::Buyer) {
        Some(buyer) => {
            let reach = Reach::of(&office.viewer);
            store::creditors(app.pool(), buyer.id, reach.banner()).await?
        }
        None => Vec::new(),
    };
    let mut errors = Errors::default();
    parties.check(&page, &found.leads, &mut errors);
    render(&Choose { page, office, parties, leads: found.leads, creditors, errors })
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let form = PaymentForm::read(&fields);
    let parties = owned(&office, form.parties.clone());
    let mut form = PaymentForm { parties, ..form };
    let found = found(&app, &office, &form.parties).await?;
    let (Some(buyer), Some(supplier)) = (found.party(Side::Buyer), found.party(Side::Supplier))
    else {
        return choose(&app, OfficePage { page, office }, form.parties, found).await;
    };
    if let Some(rearranged) = form.rearranged(&found.owed) {
        let mut errors = Errors::default();
        if form.lacks_amount() {
            let label = page.t("金额", "Amount");
            errors.add("amount", label, page.t("先写金额再分", "Enter the amount first"));
        }
        let Found { leads, owed } = found;
        let goes_on = true;
        return render(&EnterPage { page, office, form: rearranged, leads, owed, errors, goes_on });
    }
    let errors = match parse(&page, &form, &found.owed, page.today) {
        Err(errors) => errors,
        Ok((paper, _)) if form.is_far_from(&found.owed, &paper) => {
            form.is_sure = "1".to_string();
            let label = page.t("金额", "Amount");
            let asked = page.t(
                "是欠款的一千倍以上，单位对吗？核对后再记一次",
                "A thousand times what is owed: is the unit right? Record it again if so",
            );
            Errors::one("amount", label, asked)
        }
        Ok((paper, shares)) => {
            let entering = Entering {
                viewer: &office.viewer,
                buyer,
                supplier,
                paper: &paper,
                shares: &shares,
            };
            let sent = submissions::forms::read(&form.form, &office.viewer)?;
            match actions::enter(app.pool(), &entering, &sent).await {
                Ok(id) => return Ok(flashes::PAYMENT_ENTERED.at(&page.href(path(&office, id)))),
                Err(refusal) => said(&page, &found.owed, refusal)?,
            }
        }
    };
    let Found { leads, owed } = found;
    refused(&EnterPage { page, office, form, leads, owed, errors, goes_on: false })
}
