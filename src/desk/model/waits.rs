//! Pending tasks. Each noun adds its own source here: for whom, its title, and its page.

use crate::{
    identity::model::{Viewer, permissions::Action},
    values::lang::Lang,
};

/// A kind of pending task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    ToReview,
    Returned,
    Drafted,
    ToRecommend,
    ToApprove,
    ToPublish,
    ToMend,
    ToApply,
    Unread,
    ToAdmit,
    Unanswered,
    LateAnswers,
    WithoutBooth,
    ToVerify,
    CertificateReturned,
    CertificateEnds,
    MarkToVerify,
    MarkReturned,
    MarkEnds,
}

/// In display order.
pub const SOURCES: &[Source] = &[
    Source::ToReview,
    Source::ToAdmit,
    Source::ToVerify,
    Source::MarkToVerify,
    Source::ToRecommend,
    Source::ToApprove,
    Source::ToPublish,
    Source::WithoutBooth,
    Source::Unanswered,
    Source::Unread,
    Source::ToApply,
    Source::ToMend,
    Source::Returned,
    Source::CertificateReturned,
    Source::CertificateEnds,
    Source::MarkReturned,
    Source::MarkEnds,
    Source::Drafted,
    Source::LateAnswers,
];

impl Source {
    /// Whether it is a task of this user.
    pub fn is_for(self, viewer: &Viewer) -> bool {
        match self {
            Source::ToReview | Source::ToVerify | Source::MarkToVerify => {
                viewer.may(Action::ReviewProducts)
            }
            Source::Returned
            | Source::Drafted
            | Source::CertificateReturned
            | Source::CertificateEnds => viewer.may(Action::OfferProducts),
            Source::MarkReturned | Source::MarkEnds => viewer.may(Action::OfferProducts),
            Source::ToRecommend => viewer.may(Action::RecommendApplications),
            Source::ToApprove | Source::ToPublish => viewer.may(Action::DecideApplications),
            Source::ToMend | Source::ToApply => viewer.may(Action::ApplyToFair),
            Source::Unread => viewer.may(Action::ReadMessages),
            Source::ToAdmit => viewer.may(Action::ReviewRegistrations),
            Source::Unanswered => viewer.may(Action::AnswerEnquiries),
            Source::LateAnswers => {
                viewer.may(Action::WatchEnquiries) && viewer.may(Action::ReviewProducts)
            }
            Source::WithoutBooth => viewer.may(Action::AssignBooths),
        }
    }

    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Source::ToReview => lang.t("产品待审核", "Products to review"),
            Source::Returned => lang.t("退回的产品", "Products returned"),
            Source::Drafted => lang.t("未送审的草稿", "Drafts not submitted"),
            Source::ToRecommend => lang.t("报名待推荐", "Applications to recommend"),
            Source::ToApprove => lang.t("报名待批准", "Applications to approve"),
            Source::ToPublish => lang.t("获批待公示", "Approved, to be published"),
            Source::ToMend => lang.t("未通过的报名", "Applications declined"),
            Source::ToApply => lang.t("正在报名的展会", "Fairs open for applications"),
            Source::Unread => lang.t("未读消息", "Unread messages"),
            Source::ToVerify => lang.t("证书待核验", "Certificates to verify"),
            Source::CertificateReturned => lang.t("退回的证书", "Certificates returned"),
            Source::CertificateEnds => lang.t("即将到期的证书", "Certificates expiring soon"),
            Source::MarkToVerify => lang.t("商标待核验", "Trademarks to verify"),
            Source::MarkReturned => lang.t("退回的商标", "Trademarks returned"),
            Source::MarkEnds => lang.t("即将到期的商标", "Trademarks expiring soon"),
            Source::ToAdmit => lang.t("主体登记待审核", "Registrations to review"),
            Source::Unanswered => lang.t("询价待答复", "Enquiries to answer"),
            Source::LateAnswers => lang.t(
                "询价超过两天未答复的展商",
                "Exhibitors with enquiries unanswered for over two days",
            ),
            Source::WithoutBooth => lang.t("未分配展位的展商", "Exhibitors without a booth"),
        }
    }

    pub fn what(self, lang: Lang) -> &'static str {
        match self {
            Source::ToReview => {
                lang.t("供应主体已送审，通过后公开", "Submitted by suppliers; public once approved")
            }
            Source::Returned => {
                lang.t("按旗区意见修改后重新送审", "Correct them as the banner asked, and resubmit")
            }
            Source::Drafted => lang.t("填写完整后送审", "Complete and submit them"),
            Source::ToRecommend => lang
                .t("审核材料，推荐或注明原因退回", "Recommend them, or return them with a reason"),
            Source::ToApprove => lang.t(
                "旗区已推荐，批准或注明原因",
                "Recommended by their banners: approve them, or give a reason",
            ),
            Source::ToPublish => lang.t(
                "一次公示，公示后在公开页面显示",
                "Published all at once; then shown on the public pages",
            ),
            Source::ToMend => lang.t(
                "按注明的原因修改，报名截止前重新报名",
                "Correct them as asked, and resubmit before applications close",
            ),
            Source::ToApply => {
                lang.t("勾选参展产品，填写联系人即可报名", "Choose products and name a contact")
            }
            Source::Unread => lang.t("您提交事项的办理结果", "Decisions on what you submitted"),
            Source::ToVerify => lang.t(
                "核验扫描件，核验后标志公开",
                "Check the scan; once verified, the badge is public",
            ),
            Source::CertificateEnds => lang.t(
                "六十天内到期，续展后登记新证书",
                "Within sixty days: once renewed, add the new one",
            ),
            Source::MarkToVerify => lang.t(
                "核验注册证，核验后品牌公开",
                "Check the registration; once verified, the brand is public",
            ),
            Source::CertificateReturned | Source::MarkReturned => lang.t(
                "按旗区意见修改后重新提交核验",
                "Correct them as the banner asked, and resubmit",
            ),
            Source::MarkEnds => lang.t(
                "半年内到期，续展后登记下一期",
                "Within six months: once renewed, add the next term",
            ),
            Source::ToAdmit => lang.t(
                "通过后开通主体和账号",
                "Once admitted, they get an organisation and an account",
            ),
            Source::Unanswered => lang.t("有访客等待答复", "Visitors are waiting for an answer"),
            Source::LateAnswers => lang.t(
                "请提醒展商答复；询价内容仅展商可见",
                "Remind them; only they see what was asked",
            ),
            Source::WithoutBooth => lang.t("已批准，待分配展位", "Approved, waiting for a booth"),
        }
    }

    pub fn path(self) -> &'static str {
        match self {
            Source::ToReview => "/admin/products?state=submitted",
            Source::Returned => "/my/products?state=returned",
            Source::Drafted => "/my/products?state=draft",
            Source::ToRecommend => "/admin/applications?state=applied",
            Source::ToApprove => "/admin/applications?state=recommended",
            Source::ToPublish => "/admin/applications?state=approved",
            Source::ToMend | Source::ToApply => "/my/applications",
            Source::Unread => "/my/messages",
            Source::ToVerify => "/admin/certifications?state=submitted",
            Source::CertificateReturned => "/my/certifications?state=returned",
            Source::CertificateEnds => "/my/certifications?state=verified",
            Source::MarkToVerify => "/admin/trademarks?state=submitted",
            Source::MarkReturned => "/my/trademarks?state=returned",
            Source::MarkEnds => "/my/trademarks?state=verified",
            Source::ToAdmit => "/admin/registrations?state=submitted",
            Source::Unanswered => "/my/enquiries?state=open",
            Source::LateAnswers => "/admin/enquiries?waiting=late",
            Source::WithoutBooth => "/admin/editions",
        }
    }
}

/// A pending task with the number of its records.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    pub source: Source,
    pub count: i64,
}
