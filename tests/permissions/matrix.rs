//! The roles of every route that is not public, by noun. They are written by hand, so that a changed
//! rule in the code is noticed.

use super::Admitted;
use crate::{
    agreements, applications, certifications, contracts, deliveries, desk, enquiries, fairs, files,
    hall, identity, imports, messages, organisations, payments, photos, products, registrations,
    sales, signing, trademarks,
};

pub fn matrix() -> Vec<Admitted> {
    [
        agreements::matrix::MATRIX,
        applications::matrix::MATRIX,
        certifications::matrix::MATRIX,
        contracts::matrix::MATRIX,
        deliveries::matrix::MATRIX,
        desk::matrix::MATRIX,
        enquiries::matrix::MATRIX,
        fairs::matrix::MATRIX,
        files::matrix::MATRIX,
        hall::matrix::MATRIX,
        identity::matrix::MATRIX,
        imports::matrix::MATRIX,
        messages::matrix::MATRIX,
        organisations::matrix::MATRIX,
        payments::matrix::MATRIX,
        photos::matrix::MATRIX,
        products::matrix::MATRIX,
        registrations::matrix::MATRIX,
        sales::matrix::MATRIX,
        signing::matrix::MATRIX,
        trademarks::matrix::MATRIX,
    ]
    .concat()
}

/// Routes for signing in, or writing without an account.
pub fn doors() -> Vec<&'static str> {
    [enquiries::matrix::DOORS, identity::matrix::DOORS, registrations::matrix::DOORS].concat()
}
