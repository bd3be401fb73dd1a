//! What is counted, for whom, as of when.

pub mod catalogue;
mod catalogue_of_fairs;
mod catalogue_of_promises;
mod catalogue_of_trade;
mod facts;
mod place_figures;
mod published;
mod records;
mod scope;
mod sums;
mod value;

pub use catalogue::{Dimension, Indicator, Source, Unit};
pub use facts::{Facts, General, HouseholdFigure};
pub use place_figures::{PlaceFigure, PlaceFigures, PlaceGrowth};
pub use published::{NewPublishedFigure, PublishedFigure, Qualifier};
pub use records::{HOW_PLACES_ARE_PUBLISHED, RecordsKind};
pub use scope::{Point, Scope};
pub use sums::{BannerSums, Sums};
pub use value::Value;
