//! What users read after an act.

crate::flashes! {
    APPLIED "applied" "报名已提交，待旗区推荐。"
        "Application submitted; the banner reviews it next.",
    APPLIED_ALREADY "applied-already" "本届已报名。" "You have already applied to this fair.",
    APPLICATION_CHANGED "application" "报名已修改。" "Application changed.",
    APPLICATION_WITHDRAWN "application-back" "报名已撤回。" "Application withdrawn.",
    APPLICATIONS_CLOSED "closed" "未保存：本届目前不接受报名。"
        "Not saved: this fair is not open for applications.",
    RECOMMENDED "recommended" "已推荐，待组委会批准。" "Recommended; the organisers decide next.",
    DECLINED "declined" "不予通过，申请人会看到原因。"
        "Declined; the applicant will see the reason.",
    APPROVED "approved" "已批准，可以公示。" "Approved; it can be published.",
    NOTICE_PUBLISHED "notice" "已公示，已在公开页面显示。" "Published: now on the public pages.",
    CHECKED_IN "checked-in" "已报到。" "Checked in.",
}
