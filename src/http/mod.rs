//! What every request passes: the state, the routes and their guard, the cache of pages, the gates and
//! limits, headers, errors. It knows no noun by name.

pub mod assets;
pub mod cache;
pub mod changes;
pub mod deadlocks;
pub mod gate;
pub mod guard;
pub mod headers;
pub mod panics;
pub mod problem;
pub mod problem_json;
pub mod problem_page;
pub mod routes;
pub mod session;
pub mod sharing;
pub mod state;
pub mod streamed;
pub mod throttle;
pub mod weights;
