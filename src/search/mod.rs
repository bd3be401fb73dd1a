//! One box over everything: products, exhibitors, deals, villages, brands and buyers.

mod handlers;
mod views;

pub use handlers::routes;
