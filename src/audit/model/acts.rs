//! The kinds of acts, each with its code and its name.

crate::coded! {
    /// A kind of act.
    Act {
        SignIn "sign_in" "登录" "Sign-in",
        SignInRefused "sign_in_refused" "登录被拒" "Sign-in refused",
        SignOut "sign_out" "退出" "Sign-out",
        Refused "refused" "越权被拒" "Refused",
        Create "create" "新建" "Created",
        Change "change" "修改" "Changed",
        Remove "remove" "删除" "Removed",
        Invite "invite" "发邀请" "Invited",
        Password "password" "设密码" "Password set",
        SecondFactor "second_factor" "两步验证" "Two-step verification",
        Disable "disable" "停用" "Disabled",
        Enable "enable" "启用" "Enabled",
        EndSession "end_session" "结束会话" "Session ended",
        Export "export" "导出" "Exported",
        Import "import" "导入" "Imported",
    }
}
