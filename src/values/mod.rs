//! The values of all nouns: money on its step, quantities in their units, days in Beijing, codes,
//! words in two languages. Pure: no SQL, no web, no clock except the one passed in.

pub mod amount;
pub mod capitals;
pub mod clock;
pub mod coded;
pub mod credit_code;
pub mod day;
pub mod facet;
pub mod figure;
pub mod ids;
pub mod inert;
pub mod lang;
pub mod memo;
pub mod place_code;
pub mod quantity;
pub mod rung;
pub mod search_text;
pub mod share;
pub mod span;
pub mod spoken;
pub mod telephone;
pub mod typed;
pub mod typed_amount;
pub mod vocabulary;
pub mod window;
