//! What machines take from the site says what the pages say, in the form it promises, and nothing
//! that the pages keep to themselves.

mod api;
mod feeds;
mod filters;
mod head;
mod secrets;
mod sheets;
mod walks;
