//! What users read after an act.

crate::flashes! {
    CERTIFICATE_SENT "certificate" "证书已提交旗区核验。" "Certificate submitted for verification.",
    CERTIFICATE_REMOVED "certificate-off" "证书已删除。" "Certificate removed.",
    CERTIFICATE_REVOKED "revoked" "核验已撤销，认证标志不再显示。"
        "Verification revoked: the badge is no longer shown.",
    CERTIFICATE_VERIFIED "verified" "已核验，标志在有效期内公开。"
        "Verified: its badge is public while it is valid.",
}
