//! /api, /opendata, and files for search engines, feed readers and calendars.

mod api;
mod datasets;
mod feeds;
mod opendata;
mod overviews;
mod records;

use crate::http::routes::Routes;

pub fn routes() -> Routes {
    Routes::new().merge(api::routes()).merge(opendata::routes()).merge(feeds::routes())
}
