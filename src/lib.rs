//! 农展通 farmfair: the platform on which a city runs its farm-produce fair and its consumption-based
//! poverty relief. Read this list from top to bottom: each module may use those above it, and the
//! lower layers (model, store, actions) of any.

// Shared foundations.
pub mod values;
pub mod config;
pub mod database;
pub mod http;
pub mod web;
pub mod ui;

// The nouns, in their order.
pub mod audit;
pub mod identity;
pub mod submissions;
pub mod messages;
pub mod files;
pub mod reviews;
pub mod organisations;
pub mod registrations;
pub mod fairs;
pub mod site;
pub mod products;
pub mod photos;
pub mod certifications;
pub mod brands;
pub mod trademarks;
pub mod exhibitors;
pub mod hall;
pub mod applications;
pub mod sales;
pub mod enquiries;
pub mod projects;
pub mod promises;
pub mod agreements;
pub mod contracts;
pub mod deliveries;
pub mod households;
pub mod payments;
pub mod journal;
pub mod indicators;
pub mod ladder;
pub mod places;
pub mod signing;
pub mod imports;
pub mod home;
pub mod screen;
pub mod statistics;
pub mod search;
pub mod about;
pub mod exchange;
pub mod desk;
pub mod operations;
pub mod reference;
pub mod demo;
pub mod verification;

// The application.
pub mod preparation;
pub mod app;
pub mod serving;
