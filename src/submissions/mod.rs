//! Forms that were sent. A form that is sent twice makes one record: the handler of a noun reads the
//! submission, and its action claims it, makes the record, and completes the submission.

pub mod forms;
pub mod model;
pub mod store;
