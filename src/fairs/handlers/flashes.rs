//! What users read after an act.

crate::flashes! {
    EDITION_PLANNED "edition" "已新建本届，尚未公开。" "Edition created; not public yet.",
    EDITION_SAVED "edition-saved" "已保存。" "Saved.",
    EDITION_MOVED "edition-moved" "已进入下一步。" "The edition has moved to the next step.",
}
