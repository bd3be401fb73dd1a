//! What users read after an act.

crate::flashes! {
    PROFILE_SAVED "profile" "资料已保存。" "Profile saved.",
}
