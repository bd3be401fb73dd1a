//! What users read after an act.

crate::flashes! {
    SAVED "promise-saved" "已存为草稿，签订前不公开。"
        "Saved as a draft: not public before it is signed.",
    SIGNED "promise-signed" "已签订，公开页面和统计已计入。"
        "Signed: public pages and figures count it.",
    NOT_YET "promise-not-yet" "签订日还没到。" "The day of signing has not come.",
}
