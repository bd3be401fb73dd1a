//! Flash messages: what was just done, shown on the next page. A cookie carries the message until
//! it is read.

use super::session::set_cookie;
use crate::values::lang::Lang;
use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;

const NAME: &str = "__Host-said";

macro_rules! sayings {
    ($($said:ident $code:literal $zh:literal $en:literal,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Flash { $($said,)* }

        impl Flash {
            pub fn text(self, lang: Lang) -> &'static str {
                match self { $(Flash::$said => lang.t($zh, $en),)* }
            }

            fn code(self) -> &'static str {
                match self { $(Flash::$said => $code,)* }
            }

            fn of(code: &str) -> Option<Self> {
                match code { $($code => Some(Flash::$said),)* _ => None }
            }
        }
    };
}

sayings! {
    PasswordSet "password" "密码已修改，其他登录均已结束。"
        "Password changed; you are signed out everywhere else.",
    SecondFactorOn "factor-on" "两步验证已开启。" "Two-step verification is on.",
    SecondFactorOff "factor-off" "两步验证已关闭。" "Two-step verification is off.",
    EmailSaved "email" "邮箱已保存。" "E-mail address saved.",
    SessionEnded "session" "该设备已退出登录。" "That session has been signed out.",
    Saved "saved" "已存草稿，尚未送审。" "Saved as a draft; not submitted yet.",
    Submitted "submitted" "已送审，审核通过后公开。" "Submitted. It will be public once approved.",
    Withdrawn "withdrawn" "已下架，不再在公开页面显示。"
        "Withdrawn: no longer on the public pages.",
    Published "published" "已上架，已在公开页面显示。" "Published: now on the public pages.",
    Returned "returned" "已退回，供应主体会看到您填写的原因。"
        "Returned: the supplier will see your reason.",
    TakenDown "taken-down" "已下架退回，供应主体会看到您填写的原因。"
        "Taken down: the supplier will see your reason.",
    Applied "applied" "报名已提交，待旗区推荐。"
        "Application submitted; the banner reviews it next.",
    AppliedAlready "applied-already" "本届已报名。" "You have already applied to this fair.",
    ApplicationChanged "application" "报名已修改。" "Application changed.",
    ApplicationWithdrawn "application-back" "报名已撤回。" "Application withdrawn.",
    ApplicationsClosed "closed" "未保存：本届目前不接受报名。"
        "Not saved: this fair is not open for applications.",
    Recommended "recommended" "已推荐，待组委会批准。" "Recommended; the organisers decide next.",
    Declined "declined" "不予通过，申请人会看到原因。"
        "Declined; the applicant will see the reason.",
    Approved "approved" "已批准，可以公示。" "Approved; it can be published.",
    NoticePublished "notice" "已公示，已在公开页面显示。" "Published: now on the public pages.",
    CheckedIn "checked-in" "已报到。" "Checked in.",
    LookAgain "look-again" "未保存：记录刚被修改，请重新查看。"
        "Not saved: it was just changed. Check it again.",
    Answered "answered" "已答复，对方可通过私人链接查看。"
        "Answered: the visitor can read it with the private link.",
    EnquiryClosed "enquiry-closed" "这次询价已结束。" "The enquiry is closed.",
    MarkedAsSpam "spam" "已标为垃圾信息。" "Marked as spam.",
    Restored "restored" "已恢复，待答复。" "Restored: waiting for an answer.",
    CertificateSent "certificate" "证书已提交旗区核验。" "Certificate submitted for verification.",
    CertificateRemoved "certificate-off" "证书已删除。" "Certificate removed.",
    CertificateRevoked "revoked" "核验已撤销，认证标志不再显示。"
        "Verification revoked: the badge is no longer shown.",
    CertificateVerified "verified" "已核验，标志在有效期内公开。"
        "Verified: its badge is public while it is valid.",
    TrademarkSent "trademark" "商标已提交旗区核验。" "Trademark submitted for verification.",
    TrademarkRevoked "trademark-revoked" "核验已撤销，公开页面不再注明注册商标。"
        "Verification revoked: no longer shown as registered.",
    TrademarkVerified "trademark-verified" "已核验，品牌已公开。" "Verified: its brand is public.",
    TooManyRows "too-many-rows" "一张表最多 100 万行：请先筛选，再导出。"
        "A sheet holds at most one million rows: filter the list first.",
    FilterKept "filter" "筛选条件已保存，显示在列表上方。"
        "Filter saved; it is shown above the list.",
    FilterGone "filter-off" "筛选条件已删除。" "Filter deleted.",
    FilterWithoutName "filter-name" "未保存：请填写名称，不超过 40 个字。"
        "Not saved: give the filter a name of 40 characters or fewer.",
    TooManyFilters "filters" "未保存：已有 60 组筛选条件，请先删除几组。"
        "Not saved: there are already 60 filters; delete some first.",
    NothingTicked "nothing-ticked" "请先勾选记录，再选择操作。" "Select some records first.",
    SelectionDone "selection" "所选记录已全部办理。" "All selected records are done.",
    SelectionPartly "selection-partly" "部分记录刚被他人处理，未作修改；其余已办理。"
        "Someone else just handled some of these, so they are unchanged; the rest are done.",
    WrongState "not-now" "未保存：他人刚刚处理过。" "Not saved: someone else just changed this.",
    PhotosAdded "photos" "照片已添加。" "Photos added.",
    PhotoDescribed "photo-alt" "照片说明已修改。" "Photo description changed.",
    PhotoMoved "photo-moved" "照片顺序已调整。" "Order of photos changed.",
    PhotoRemoved "photo-off" "照片已删除。" "Photo removed.",
    EditionPlanned "edition" "已新建本届，尚未公开。"
        "Edition created; not public yet.",
    EditionSaved "edition-saved" "已保存。" "Saved.",
    EditionMoved "edition-moved" "已进入下一步。" "The edition has moved to the next step.",
    HallDrawn "hall" "平面图已保存。" "Floor plan saved.",
    BoothGiven "booth-given" "展位已分配。" "Booth allocated.",
    BoothExchanged "booth-exchanged" "展位已调换。" "Booths swapped.",
    BoothFreed "booth-freed" "展位已收回，现为空位。" "Booth released; it is free again.",
    UserDisabled "disabled" "账户已停用，此人已退出登录。"
        "Account disabled; the person is signed out.",
    NotTheLast "not-last" "未停用：不能停用自己，也不能停用最后一位管理员。"
        "Not disabled: you cannot disable yourself or the last administrator.",
    ProfileSaved "profile" "资料已保存。" "Profile saved.",
    Admitted "admitted" "已通过：主体和账号均已开通。"
        "Admitted: the organisation and its account are ready.",
    RegistrationReturned "sent-back" "已退回，登记人可在私人链接中查看原因。"
        "Returned: the registrant will see your note on the private link.",
    RegistrationRefused "refused" "不予登记，登记人可查看原因。"
        "Refused: the registrant will see the reason.",
    RoleChanged "role" "角色已修改，此人的登录均已结束。"
        "Role changed; the person is signed out everywhere.",
    LastAdministrator "last-admin" "未修改：最后一位管理员不能改为其他角色。"
        "Not changed: the last administrator must keep this role.",
    ImportBegun "import-begun" "已开始导入。" "The import has begun.",
    ImportDiscarded "import-discarded" "已放弃，没有导入任何内容。"
        "Discarded: nothing was imported.",
    ImportBusy "import-busy" "未开始：正在导入另一张表，请完成后再试。"
        "Not started: another sheet is being imported; try again when it is done.",
    ImportClosed "import-closed" "未开始：本届已闭幕。" "Not started: this fair is over.",
    UserRenamed "renamed" "账号和称呼已修改。" "Account and name changed.",
    SecondFactorTaken "factor-taken" "两步验证已解除，此人的登录均已结束；请本人登录后重新开启。"
        "Two-step verification removed and the person signed out everywhere; they can turn it on \
         again after signing in.",
    UserEnabled "enabled" "账户已启用。" "Account enabled.",
}

impl Flash {
    pub fn read(headers: &HeaderMap) -> Option<Self> {
        Self::of(CookieJar::from_headers(headers).get(NAME)?.value())
    }

    pub fn forget(headers: &mut HeaderMap) {
        set_cookie(headers, NAME, "", Some(0));
    }

    /// Redirects to `address`, where it is read.
    pub fn at(self, address: &str) -> Response {
        let mut response = Redirect::to(address).into_response();
        set_cookie(response.headers_mut(), NAME, self.code(), Some(120));
        response
    }
}
