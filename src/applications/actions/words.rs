//! What an applicant is told of each step.

use crate::{
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended, Withdrawn,
    },
    fairs::model::ordinal,
    messages::model::Words,
    values::lang::Lang,
};

/// Subject and body of a step from one state to another; `None` for what the applicant has just
/// done alone.
pub fn of(
    (before, state): (Option<ExhibitorState>, ExhibitorState),
    edition: i16,
    note: Option<&str>,
) -> Option<(Words, Words)> {
    let (subject, body) = match state {
        Declined if matches!(before, Some(Approved | Published)) => (
            ("您的参展资格被取消了", "you are no longer an exhibitor"),
            why_no_longer(note.unwrap_or_default()),
        ),
        Withdrawn => return None,
        Applied => (
            ("收到您的参展报名", "your application has arrived"),
            (
                "旗区会先看，推荐后由组委会批准。旗区处理之前您还可以改。".to_string(),
                "The banner looks at it first, then the organisers. \
                 Until the banner has acted you can still change it."
                    .to_string(),
            ),
        ),
        Recommended => (
            ("旗区已推荐您参展", "your application is recommended"),
            ("接下来由组委会批准。".into(), "The organisers decide next.".into()),
        ),
        Declined => (
            ("您的参展报名没有通过", "your application was not let through"),
            why_not(note.unwrap_or_default()),
        ),
        Approved => (
            ("组委会已批准您参展", "your application is approved"),
            (
                "接下来统一公示，公示后分配展位。".into(),
                "Next it is published together with the others; booths follow.".into(),
            ),
        ),
        Published => (
            ("您的参展资格已公示", "you are published as an exhibitor"),
            (
                "公开页面上已经看得到您和您的产品。开展前请到会场报到。".into(),
                "Everybody sees you and your produce now. Please check in before the fair opens."
                    .into(),
            ),
        ),
        CheckedIn => (
            ("已为您办理报到", "you are checked in"),
            ("祝生意兴隆。".into(), "We wish you good business.".into()),
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
    (format!("原因：{note}", note = note.trim_end_matches('。')) + "。", format!("Why: {note}"))
}

fn why_not(note: &str) -> (String, String) {
    (
        format!("原因：{note}。报名截止前，改好可以再报。", note = note.trim_end_matches('。')),
        format!(
            "Why: {note}. Until applications end you can mend it and send it again.",
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
            assert_eq!(
                of((None, *state), 4, Some("x")).is_none(),
                *state == Withdrawn,
                "{state:?}"
            );
        }
        let (subject, body) = of((Some(Applied), Declined), 4, Some("缺检测报告。")).unwrap();
        assert_eq!(
            (subject.zh.as_str(), subject.en.as_str()),
            ("第四届：您的参展报名没有通过", "4th fair: your application was not let through")
        );
        assert_eq!(body.zh, "原因：缺检测报告。报名截止前，改好可以再报。");
        let (subject, body) = of((Some(Published), Declined), 4, Some("有异议，查实。")).unwrap();
        assert_eq!(
            (subject.zh.as_str(), body.zh.as_str()),
            ("第四届：您的参展资格被取消了", "原因：有异议，查实。")
        );
    }
}
