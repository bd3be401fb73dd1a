//! What can be decided of a record.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision<'a> {
    Approve,
    /// Back to its owner, with a sentence on what to fix.
    Return(&'a str),
    /// Approved wrongly, or no longer rightly: with the reason.
    Revoke(&'a str),
}

impl<'a> Decision<'a> {
    /// The sentence that its owner reads.
    pub fn note(self) -> Option<&'a str> {
        match self {
            Decision::Return(note) | Decision::Revoke(note) => Some(note),
            Decision::Approve => None,
        }
    }

    /// The same decision with this sentence, if it needs one.
    pub fn with_note<'b>(self, note: &'b str) -> Decision<'b> {
        match self {
            Decision::Approve => Decision::Approve,
            Decision::Return(_) => Decision::Return(note),
            Decision::Revoke(_) => Decision::Revoke(note),
        }
    }
}
