//! What handlers work with: the page, its query, forms and flashes, the frame of signed-in users, and
//! what a noun declares of itself.

pub mod body;
pub mod conflict;
pub mod declaration;
pub mod fields;
pub mod filters;
pub mod flash;
pub mod forms;
pub mod json;
pub mod noun;
pub mod office;
pub mod open_graph;
pub mod page;
pub mod query;
pub mod reason;
pub mod selection;
pub mod sheets;
pub mod structured;
