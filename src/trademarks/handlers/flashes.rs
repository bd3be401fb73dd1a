//! What users read after an act.

crate::flashes! {
    TRADEMARK_SENT "trademark" "商标已提交旗区核验。" "Trademark submitted for verification.",
    TRADEMARK_REVOKED "trademark-revoked" "核验已撤销，公开页面不再注明注册商标。"
        "Verification revoked: no longer shown as registered.",
    TRADEMARK_VERIFIED "trademark-verified" "已核验，品牌已公开。" "Verified: its brand is public.",
}
