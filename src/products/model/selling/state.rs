//! The states of a product, and the transitions between them.

use crate::reviews::model::Decision;

crate::coded! {
    State {
        Submitted "submitted" "待审核" "Awaiting review",
        Returned "returned" "退回修改" "Returned",
        Draft "draft" "草稿" "Draft",
        Published "published" "已上架" "Published",
        Withdrawn "withdrawn" "已下架" "Withdrawn",
    }
}

impl State {
    /// `pill--wait` for pending products, `pill--bad` for returned and withdrawn ones.
    pub fn pill(self) -> &'static str {
        match self {
            State::Submitted | State::Draft => "pill pill--wait",
            State::Returned | State::Withdrawn => "pill pill--bad",
            State::Published => "pill",
        }
    }

    /// The state after a decision; `None` if this state does not allow it.
    pub fn after(self, decision: Decision<'_>) -> Option<State> {
        match (self, decision) {
            (State::Submitted, Decision::Approve) => Some(State::Published),
            (State::Submitted, Decision::Return(_)) => Some(State::Returned),
            (State::Published, Decision::Revoke(_)) => Some(State::Returned),
            _ => None,
        }
    }

    /// The state after its supplier saved it. A published product stays published while its
    /// reviewed fields are unchanged; otherwise it is hidden until it is approved again.
    pub fn after_saving(self, is_submitted: bool, is_the_same_thing: bool) -> State {
        match self {
            State::Published if is_the_same_thing => State::Published,
            State::Published => State::Submitted,
            _ if is_submitted => State::Submitted,
            State::Withdrawn => State::Withdrawn,
            _ => State::Draft,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision::*, State::*};

    #[test]
    fn only_what_waits_is_published_and_only_what_is_public_is_taken_down() {
        assert_eq!(Submitted.after(Approve), Some(Published));
        assert_eq!(Submitted.after(Return("blurred")), Some(Returned));
        assert_eq!(Published.after(Revoke("wrong")), Some(Returned));
        for state in [Draft, Returned, Withdrawn, Published] {
            assert_eq!(state.after(Approve), None, "{state:?}");
        }
    }

    #[test]
    fn saving_moves_a_product_only_where_it_may_go() {
        assert_eq!(Draft.after_saving(false, true), Draft);
        assert_eq!(Draft.after_saving(true, false), Submitted);
        assert_eq!(Returned.after_saving(true, true), Submitted);
        assert_eq!(Submitted.after_saving(false, true), Draft);
        assert_eq!(Published.after_saving(true, true), Published);
        assert_eq!(
            Published.after_saving(false, false),
            Submitted,
            "another thing is reviewed again"
        );
        assert_eq!(Withdrawn.after_saving(false, true), Withdrawn);
        assert_eq!(Withdrawn.after_saving(true, true), Submitted);
    }
}
