//! What was just done, said on the next page: carried in a cookie that lives until it was read.

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
        pub enum Said { $($said,)* }

        impl Said {
            pub fn text(self, lang: Lang) -> &'static str {
                match self { $(Said::$said => lang.t($zh, $en),)* }
            }

            fn code(self) -> &'static str {
                match self { $(Said::$said => $code,)* }
            }

            fn of(code: &str) -> Option<Self> {
                match code { $($code => Some(Said::$said),)* _ => None }
            }
        }
    };
}

sayings! {
    PasswordSet "password" "密码已经换好，其他地方的登录都已结束。"
        "The password is changed; other sessions have ended.",
    SecondFactorOn "factor-on" "两步验证已经打开。" "The second factor is on.",
    SecondFactorOff "factor-off" "两步验证已经关闭。" "The second factor is off.",
    EmailSaved "email" "邮箱已存好。" "The address is saved.",
    SessionEnded "session" "那一处的登录已经结束。" "That session has ended.",
    Saved "saved" "已存成草稿，还没有送审。" "Saved as a draft; not sent yet.",
    Submitted "submitted" "已送审。审核通过就会公开。" "Sent. It is public once it has been reviewed.",
    Withdrawn "withdrawn" "已下架，公开页面上看不到了。" "Withdrawn: the public no longer sees it.",
    Published "published" "已上架，公开页面上看得到了。" "Published: the public sees it now.",
    Returned "returned" "已退回，供应主体会看到您写的话。" "Returned: the supplier reads what you wrote.",
    TakenDown "taken-down" "已下架退回，供应主体会看到您写的话。" "Taken down: the supplier reads what you wrote.",
    Applied "applied" "报名已送出，等旗区推荐。" "The application is sent; the banner looks at it next.",
    AppliedAlready "applied-already" "这一届已经报过名了。" "There is an application to this fair already.",
    ApplicationChanged "application" "报名已改好。" "The application is changed.",
    ApplicationWithdrawn "application-back" "报名已撤回。" "The application is taken back.",
    ApplicationsClosed "closed" "没有改：这一届现在不收报名。"
        "Not changed: this fair takes no applications now.",
    Recommended "recommended" "已推荐，等组委会批准。" "Recommended; the organisers decide next.",
    Declined "declined" "已写明原因，申请人会看到。" "Declined; the applicant reads why.",
    Approved "approved" "已批准，可以公示了。" "Approved; it can be published.",
    NoticePublished "notice" "已公示，公开页面上看得到了。" "Published: everybody sees them now.",
    CheckedIn "checked-in" "已报到。" "Checked in.",
    LookAgain "look-again" "没有改：对方刚改过，请再看一遍。" "Not changed: it was changed just now. Look again.",
    Answered "answered" "已答复，对方打开私人链接就看得到。" "Answered: the visitor sees it by the private link.",
    EnquiryClosed "enquiry-closed" "这次询价已结束。" "The enquiry is closed.",
    MarkedAsSpam "spam" "已标为垃圾信息。" "Marked as spam.",
    Restored "restored" "已恢复，等着答复。" "Restored: it waits for an answer.",
    CertificateSent "certificate" "证书已送旗区核验。" "The certificate is sent to the banner.",
    CertificateRemoved "certificate-off" "证书拿掉了。" "The certificate is taken off.",
    CertificateRevoked "revoked" "核验已撤销，公开的标志不再显示。" "Not verified any more: its badge is gone.",
    CertificateVerified "verified" "已核验，标志在有效期内公开。"
        "Verified: its badge is public while it is valid.",
    TrademarkSent "trademark" "商标已送旗区核验。" "The trademark is sent to the banner.",
    TrademarkRevoked "trademark-revoked" "核验已撤销，公开页面上不再写注册商标。"
        "Not verified any more: it is no longer said to be registered.",
    TrademarkVerified "trademark-verified" "已核验，品牌公开了。" "Verified: its brand is public.",
    TooManyRows "too-many-rows" "一张表最多 100 万行：请先筛选，再导出。"
        "No sheet takes over a million rows: narrow the list first.",
    FilterKept "filter" "这组条件存下了，就在表的上方。" "The filter is kept, above the list.",
    FilterGone "filter-off" "这组条件不再留着。" "The filter is not kept any more.",
    FilterWithoutName "filter-name" "没有存：给这组条件起个名字，最多 40 个字。"
        "Not kept: give the filter a name of 40 characters at most.",
    TooManyFilters "filters" "没有存：已经留了 60 组，先去掉几组。"
        "Not kept: there are 60 already; let some go first.",
    NothingTicked "nothing-ticked" "先勾选几条，再选要做什么。" "Tick some records first.",
    SelectionDone "selection" "选中的都办好了。" "All that were ticked are seen to.",
    SelectionPartly "selection-partly" "有几条刚被别人处理过，没有改；其余都办好了。"
        "Some were seen to by others just now and are unchanged; the rest is done.",
    NotNow "not-now" "没有改：别人刚刚处理过。" "Not changed: somebody saw to it just now.",
    PhotosAdded "photos" "照片加好了。" "The photos are there.",
    PhotoDescribed "photo-alt" "照片的说明改好了。" "The photo's description is changed.",
    PhotoMoved "photo-moved" "照片的次序换好了。" "The photos are in their new order.",
    PhotoRemoved "photo-off" "照片拿掉了。" "The photo is taken off.",
    EditionPlanned "edition" "这一届已经建好，公开页面上还看不到。"
        "The edition is planned; the public does not see it yet.",
    EditionSaved "edition-saved" "已保存。" "Saved.",
    EditionMoved "edition-moved" "这一届往前走了一步。" "The edition has moved on.",
    HallDrawn "hall" "平面图已保存。" "The floor plan is saved.",
    BoothGiven "booth-given" "展位已分配。" "The booth is given.",
    BoothExchanged "booth-exchanged" "展位已调换。" "The booths are exchanged.",
    BoothFreed "booth-freed" "展位已收回，现在空着。" "The booth is free again.",
    UserDisabled "disabled" "账户已停用，此人已被退出。" "The account is disabled, and the person signed out.",
    NotTheLast "not-last" "没有停用：不能停用自己，也不能停用最后一位管理员。"
        "Not disabled: neither oneself nor the last administrator can be.",
    ProfileSaved "profile" "资料已保存。" "The profile is saved.",
    Admitted "admitted" "已通过：主体和账号都开好了。" "Admitted: the organisation and its account are open.",
    RegistrationReturned "sent-back" "已退回，登记的人在自己的链接上看得到您写的话。"
        "Returned: the sender reads what you wrote on the private link.",
    RegistrationRefused "refused" "已谢绝，登记的人看得到原因。" "Refused: the sender reads why.",
    RoleChanged "role" "角色已改，此人在各处的登录都已结束。"
        "The role is changed; the person's sessions have ended.",
    LastAdministrator "last-admin" "没有改：最后一位管理员不能不做管理员。"
        "Not changed: the last administrator stays one.",
    ImportBegun "import-begun" "已开始导入。" "The import has begun.",
    ImportDiscarded "import-discarded" "已放弃，什么都没有导入。" "Discarded: nothing was imported.",
    ImportBusy "import-busy" "没有开始：正在导入一张表，等它完了再试。"
        "Not begun: a sheet is being imported; try again when it is done.",
    ImportClosed "import-closed" "没有开始：这一届已经闭幕。" "Not begun: this fair is over.",
    UserRenamed "renamed" "账号和称呼已改好。" "Account and name are changed.",
    SecondFactorTaken "factor-taken" "两步验证已解除，此人在各处的登录都已结束；请本人登录后重新打开。"
        "The second factor is taken off and the person's sessions have ended; they turn it on again once signed in.",
    UserEnabled "enabled" "账户已启用。" "The account is enabled.",
}

impl Said {
    pub fn read(headers: &HeaderMap) -> Option<Self> {
        Self::of(CookieJar::from_headers(headers).get(NAME)?.value())
    }

    pub fn forget(headers: &mut HeaderMap) {
        set_cookie(headers, NAME, "", Some(0));
    }

    /// Leads to `address`, where it is read.
    pub fn at(self, address: &str) -> Response {
        let mut response = Redirect::to(address).into_response();
        set_cookie(response.headers_mut(), NAME, self.code(), Some(120));
        response
    }
}
