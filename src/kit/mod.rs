//! The web kit for the pages of all nouns. It knows no noun except the site that frames them and
//! the signed-in user.

pub mod assets;
pub mod body;
pub mod cache;
pub mod changes;
pub mod components;
pub mod conflict;
pub mod filters;
pub mod forms;
pub mod gate;
pub mod guard;
pub mod headers;
pub mod json;
pub mod lists;
pub mod navigation;
pub mod office;
pub mod open_graph;
pub mod page;
pub mod paging;
pub mod panics;
pub mod problem;
pub mod problem_json;
pub mod problem_page;
pub mod query;
pub mod routes;
pub mod flash;
pub mod selection;
pub mod session;
pub mod sharing;
pub mod sheets;
pub mod state;
pub mod streamed;
pub mod table;
pub mod throttle;
pub mod structured;
