//! What the office does with promises on paper, the same for agreements and contracts: they are
//! entered as drafts, changed, signed, ended early and voided. A noun says what its terms are, which
//! rules they keep, and what it is called.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::{
    PromisePage, answer, create, index, led, load, of_source, page_of, said, said_of_ending, show,
    sign, terminate, update, void,
};
pub use noun::NOUN;
