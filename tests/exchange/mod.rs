//! Data for programs agrees with the pages, has the documented form, and contains nothing that the
//! pages hide.

mod api;
mod feeds;
mod filters;
mod head;
mod secrets;
mod sheets;
mod walks;
