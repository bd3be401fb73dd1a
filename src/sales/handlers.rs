//! /my/sales: a booth reports its days. /admin/sales: the office confirms, asks, corrects, and
//! enters what a booth has not reported.

mod acts;
mod entering;
pub mod flashes;
mod office;

use super::{
    actions::Refusal,
    model::rights::{CONFIRM_SALES, ENTER_SALES, REPORT_OWN_SALES, SEE_SALES},
};
use crate::http::routes::{Access, Routes};

pub fn routes() -> Routes {
    let (see, enter) = (Access::Requires(SEE_SALES), Access::Requires(ENTER_SALES));
    let (confirm, own) = (Access::Requires(CONFIRM_SALES), Access::Requires(REPORT_OWN_SALES));
    Routes::new()
        .page_for(own, "/my/sales", entering::index)
        .page_for(own, "/my/sales/{day}", entering::own_day)
        .post_for(own, "/my/sales/{day}", entering::save_own)
        .page_for(see, "/admin/exhibitors/{id}/sales/{day}", entering::of_booth)
        .post_for(enter, "/admin/exhibitors/{id}/sales/{day}", entering::save_of_booth)
        .page_for(see, "/admin/sales", office::index)
        .post_for(confirm, "/admin/sales/selection", office::confirm_usual)
        .page_for(see, "/admin/sales/{id}", acts::show)
        .post_for(confirm, "/admin/sales/{id}/confirmation", acts::confirm)
        .post_for(confirm, "/admin/sales/{id}/withdrawal", acts::take_back)
        .post_for(confirm, "/admin/sales/{id}/question", acts::ask)
        .post_for(confirm, "/admin/sales/{id}/correction", acts::correct)
        .sheets_for::<office::Sales>(see)
}

crate::unexplained!(Refusal: Database);
