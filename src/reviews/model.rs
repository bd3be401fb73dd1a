//! What can be decided of a record.

use crate::messages::model::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision<'a> {
    /// By the first of two who look at it, for the second to approve.
    Recommend,
    Approve,
    /// Whoever was approved has come.
    CheckIn,
    /// Back to its owner, with a sentence on what to fix.
    Return(&'a str),
    /// For good: with the reason.
    Refuse(&'a str),
    /// Approved wrongly, or no longer rightly: with the reason.
    Revoke(&'a str),
}

impl<'a> Decision<'a> {
    /// The sentence that its owner reads.
    pub fn note(self) -> Option<&'a str> {
        match self {
            Decision::Return(note) | Decision::Refuse(note) | Decision::Revoke(note) => Some(note),
            Decision::Recommend | Decision::Approve | Decision::CheckIn => None,
        }
    }

    /// The same decision with this sentence, if it needs one.
    pub fn with_note(self, note: &'a str) -> Self {
        match self {
            Decision::Return(_) => Decision::Return(note),
            Decision::Refuse(_) => Decision::Refuse(note),
            Decision::Revoke(_) => Decision::Revoke(note),
            other => other,
        }
    }
}

/// What the owner of a returned record reads.
pub fn to_correct(note: &str) -> Words {
    Words::new(format!("需要修改：{note}"), format!("To correct: {note}"))
}
