//! What users read after an act.

crate::flashes! {
    PASSWORD_SET "password" "密码已修改，其他登录均已结束。"
        "Password changed; you are signed out everywhere else.",
    SECOND_FACTOR_ON "factor-on" "两步验证已开启。" "Two-step verification is on.",
    SECOND_FACTOR_OFF "factor-off" "两步验证已关闭。" "Two-step verification is off.",
    EMAIL_SAVED "email" "邮箱已保存。" "E-mail address saved.",
    SESSION_ENDED "session" "该设备已退出登录。" "That session has been signed out.",
    FILTER_KEPT "filter" "筛选条件已保存，显示在列表上方。"
        "Filter saved; it is shown above the list.",
    FILTER_GONE "filter-off" "筛选条件已删除。" "Filter deleted.",
    FILTER_WITHOUT_NAME "filter-name" "未保存：请填写名称，不超过 40 个字。"
        "Not saved: give the filter a name of 40 characters or fewer.",
    TOO_MANY_FILTERS "filters" "未保存：已有 60 组筛选条件，请先删除几组。"
        "Not saved: there are already 60 filters; delete some first.",
    USER_DISABLED "disabled" "账户已停用，此人已退出登录。"
        "Account disabled; the person is signed out.",
    NOT_THE_LAST "not-last" "未停用：不能停用自己，也不能停用最后一位管理员。"
        "Not disabled: you cannot disable yourself or the last administrator.",
    ROLE_CHANGED "role" "角色已修改，此人的登录均已结束。"
        "Role changed; the person is signed out everywhere.",
    LAST_ADMINISTRATOR "last-admin" "未修改：最后一位管理员不能改为其他角色。"
        "Not changed: the last administrator must keep this role.",
    USER_RENAMED "renamed" "账号和称呼已修改。" "Account and name changed.",
    SECOND_FACTOR_TAKEN "factor-taken" "两步验证已解除，此人的登录均已结束；请本人登录后重新开启。"
        "Two-step verification removed and the person signed out everywhere; they can turn it on \
         again after signing in.",
    USER_ENABLED "enabled" "账户已启用。" "Account enabled.",
}
