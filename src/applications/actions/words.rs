//! The messages to an applicant.

use crate::{
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended, Withdrawn,
    },
    fairs::model::ordinal,
    messages::model::Words,
    values::lang::Lang,
};

/// A step of an application from one state to another.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// `None`: the application is new.
    pub before: Option<ExhibitorState>,
    pub after: ExhibitorState,
    /// The sentence that goes with it.
    pub note: Option<&'a str>,
}

/// Subject and body for a step from one state to another; `None` for the applicant's own
/// withdrawal.
pub fn of(step: Step<'_>, edition: i16) -> Option<(Words, Words)> {
    let Step { before, after, note } = step;
    let (subject, body) = match after {
        Declined if matches!(before, Some(Approved | Published)) => (
            ("您的参展资格已取消", "you are no longer an exhibitor"),
            why_no_longer(note.unwrap_or_default()),
        ),
        Withdrawn => return None,
        Applied => (
            ("已收到您的参展报名", "your application has been received"),
            (
                "旗区先审核，推荐后由组委会批准。旗区处理之前您还可以修改。".to_string(),
                "The banner reviews it first, then the organisers. You can change it until the \
                 banner has dealt with it."
                    .to_string(),
            ),
        ),
        Recommended => (
            ("旗区已推荐您参展", "your application is recommended"),
            ("下一步由组委会批准。".into(), "The organisers decide next.".into()),
        ),
        Declined => (
            ("您的参展报名未通过", "your application was declined"),
            why_not(note.unwrap_or_default()),
        ),
        Approved => (
            ("组委会已批准您参展", "your application is approved"),
            (
                "下一步统一公示，公示后分配展位。".into(),
                "Next, all approved exhibitors are published together; booths are allocated afterwards.".into(),
            ),
        ),
        Published => (
            ("您的参展资格已公示", "you are published as an exhibitor"),
            (
                "您和您的产品已在公开页面显示。开幕前请到会场报到。".into(),
                "You and your products are now on the public pages. Please check in before the \
                 fair opens."
                    .into(),
            ),
        ),
        CheckedIn => (
            ("已为您办理报到", "you are checked in"),
            ("祝参展顺利。".into(), "We wish you a successful fair.".into()),
        ),
    };
    let named = |(zh, en): (&str, &str)| {
        Words::new(
            format!("{}：{zh}", ordinal(edition, Lang::Zh)),
            format!("{} fair: {en}", ordinal(edition, Lang::En)),
        )
    };
    Some((named(subject), Words::new(body.0, body.1)))
}

fn why_no_longer(note: &str) -> (String, String) {
    (format!("原因：{note}", note = note.trim_end_matches('。')) + "。", format!("Reason: {note}"))
}

fn why_not(note: &str) -> (String, String) {
    (
        format!(
            "原因：{note}。报名截止前，修改后可以重新报名。",
            note = note.trim_end_matches('。')
        ),
        format!(
            "Reason: {note}. You can correct and resubmit it until applications close.",
            note = note.trim_end_matches('.')
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_but_ones_own_withdrawal_is_told() {
        for state in ExhibitorState::ALL {
            let step = Step { before: None, after: *state, note: Some("x") };
            assert_eq!(of(step, 4).is_none(), *state == Withdrawn, "{state:?}");
        }
        let declined = |before, note| Step { before: Some(before), after: Declined, note };
        let (subject, body) = of(declined(Applied, Some("缺检测报告。")), 4).unwrap();
        assert_eq!(
            (subject.zh.as_str(), subject.en.as_str()),
            ("第四届：您的参展报名未通过", "4th fair: your application was declined")
        );
        assert_eq!(body.zh, "原因：缺检测报告。报名截止前，修改后可以重新报名。");
        let (subject, body) = of(declined(Published, Some("有异议，查实。")), 4).unwrap();
        assert_eq!(
            (subject.zh.as_str(), body.zh.as_str()),
            ("第四届：您的参展资格已取消", "原因：有异议，查实。")
        );
    }
}
