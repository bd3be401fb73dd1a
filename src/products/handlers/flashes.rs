//! What users read after an act.

crate::flashes! {
    SAVED "saved" "已存草稿，尚未送审。" "Saved as a draft; not submitted yet.",
    SUBMITTED "submitted" "已送审，审核通过后公开。" "Submitted. It will be public once approved.",
    WITHDRAWN "withdrawn" "已下架，不再在公开页面显示。"
        "Withdrawn: no longer on the public pages.",
    PUBLISHED "published" "已上架，已在公开页面显示。" "Published: now on the public pages.",
    TAKEN_DOWN "taken-down" "已下架退回，供应主体会看到您填写的原因。"
        "Taken down: the supplier will see your reason.",
}
