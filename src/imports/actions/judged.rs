//! A row that is about to be written.

use crate::imports::model::{
    judging::{Meant, Typed},
    verdict::Verdict,
};

/// A row as judged now.
pub struct Judged<'a> {
    pub typed: &'a Typed,
    pub meant: Meant<'a>,
    pub verdict: Verdict,
}
