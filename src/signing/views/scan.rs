//! The scan of a deal: attached, or promised by a day.

use crate::{
    files::model::{Kept, Scan},
    projects::model::deal::{CeremonyState, Deal},
    web::forms::Errors,
};

/// Beside a deal that is signed.
pub struct DealScan {
    pub attached: Option<Scan>,
    /// The code of the form that attaches one.
    pub form: String,
    /// A file that came with a refused form, and need not be sent again.
    pub held: Vec<Kept>,
    /// The promised day, as typed.
    pub promised: String,
}

impl DealScan {
    /// `form`: a new code.
    pub fn of(deal: &Deal, attached: Option<Scan>, form: String) -> Self {
        let promised = deal.terms.scan_due_on.map(|day| day.to_string()).unwrap_or_default();
        Self { attached, form, held: Vec::new(), promised }
    }

    /// The attached scan that the form shows.
    pub fn seen(&self) -> &str {
        self.attached.as_ref().map_or("", |scan| scan.code.as_str())
    }

    /// Whether the form is shown at once, with its errors.
    pub fn is_open(&self, errors: &Errors) -> bool {
        errors.of("scan").is_some() || !self.held.is_empty()
    }

    /// The form of a deal that awaits release has the day among its fields.
    pub fn asks_for_day(&self, deal: &Deal) -> bool {
        deal.state == CeremonyState::Released && self.attached.is_none()
    }
}
