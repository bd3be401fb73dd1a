//! /about

use super::views::Show;
use crate::kit::{
    page::{Page, render},
    problem::Problem,
    routes::Routes,
};
use axum::response::Response;

pub fn routes() -> Routes {
    Routes::new().page("/about", show)
}

async fn show(page: Page) -> Result<Response, Problem> {
    render(&Show { page })
}
