//! 农展通 farmfair: the platform on which a city runs its farm-produce fair and its consumption-based
//! poverty relief. Read this list from top to bottom: each module may use those above it, and the lower
//! rooms (model, store, actions) of any.

// What all share.
pub mod config;
pub mod database;
pub mod kit;
pub mod values;

// The nouns, in their order.
pub mod about;
pub mod agreements;
pub mod brands;
pub mod contracts;
pub mod deliveries;
pub mod demo;
pub mod exhibitors;
pub mod fairs;
pub mod home;
pub mod households;
pub mod ladder;
pub mod operations;
pub mod organisations;
pub mod payments;
pub mod places;
pub mod products;
pub mod projects;
pub mod reference;
pub mod search;
pub mod site;

// The whole.
pub mod app;
pub mod serving;
