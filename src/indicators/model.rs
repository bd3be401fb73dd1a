//! Definitions of the figures, their scopes and points in time.

pub mod catalogue;
mod catalogue_of_fairs;
mod catalogue_of_promises;
mod catalogue_of_trade;
mod facts;
mod indicator;
mod paid;
mod place_figures;
mod published;
mod records;
mod sums;
mod value;

pub use crate::journal::model::{Point, Scope};
pub use facts::{Exhibiting, Facts, General, HouseholdFigure};
pub use indicator::{Dimension, Indicator, Source, Unit};
pub use paid::{Paid, is_published};
pub use place_figures::{PlaceFigure, PlaceFigures, PlaceGrowth};
pub use published::{NewPublishedFigure, PublishedFigure, Qualifier};
pub use records::{HOW_PLACES_ARE_PUBLISHED, RecordsKind};
pub use sums::{BannerSums, Sums};
pub use value::Value;
