//! What is counted, for whom, as of when.

pub mod catalogue;
mod catalogue_of_fairs;
mod catalogue_of_promises;
mod catalogue_of_trade;
mod facts;
mod paid;
mod published;
mod records;
mod scope;
mod sums;
mod value;

pub use catalogue::{Dimension, Indicator, Source, Unit};
pub use facts::{Facts, General};
pub use paid::{Paid, is_published};
pub use published::{NewPublishedFigure, PublishedFigure, Qualifier};
pub use records::RecordsKind;
pub use scope::{Point, Scope};
pub use sums::{BannerSums, Sums};
pub use value::Value;
