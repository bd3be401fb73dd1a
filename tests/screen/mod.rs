//! The big screen: its figures, and how they follow the records.

mod crowd;
mod figures;
mod live;
