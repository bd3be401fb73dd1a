//! /about

use super::views::Show;
use crate::{
    http::{problem::Problem, routes::Routes},
    web::page::{Page, render},
};
use axum::response::Response;

pub fn routes() -> Routes {
    Routes::new().page("/about", show)
}

async fn show(page: Page) -> Result<Response, Problem> {
    render(&Show { page })
}
