//! What waits for somebody today. Each noun registers a source of its own here: who is asked, what
//! it is called, where it is seen to.

use crate::{
    identity::model::{Viewer, permissions::Action},
    values::lang::Lang,
};

/// A kind of record that waits.
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

/// In the order in which they stand.
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
    /// Whether it waits for this person.
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
            Source::Drafted => lang.t("还没送审的草稿", "Drafts not sent yet"),
            Source::ToRecommend => lang.t("报名待推荐", "Applications to recommend"),
            Source::ToApprove => lang.t("报名待批准", "Applications to approve"),
            Source::ToPublish => lang.t("获批待公示", "Approved, to be published"),
            Source::ToMend => lang.t("没通过的报名", "Applications declined"),
            Source::ToApply => lang.t("正在报名的展会", "Fairs that take applications"),
            Source::Unread => lang.t("没读的消息", "Messages not read"),
            Source::ToVerify => lang.t("证书待核验", "Certificates to verify"),
            Source::CertificateReturned => lang.t("退回的证书", "Certificates returned"),
            Source::CertificateEnds => lang.t("快到期的证书", "Certificates that end soon"),
            Source::MarkToVerify => lang.t("商标待核验", "Trademarks to verify"),
            Source::MarkReturned => lang.t("退回的商标", "Trademarks returned"),
            Source::MarkEnds => lang.t("快到期的商标", "Trademarks that end soon"),
            Source::ToAdmit => lang.t("主体登记待审核", "Registrations to look at"),
            Source::Unanswered => lang.t("询价待答复", "Enquiries without an answer"),
            Source::LateAnswers => lang.t(
                "展商有询价超过两天没答复",
                "Exhibitors with enquiries unanswered for over two days",
            ),
            Source::WithoutBooth => lang.t("展商还没有展位", "Exhibitors without a booth"),
        }
    }

    pub fn what(self, lang: Lang) -> &'static str {
        match self {
            Source::ToReview => lang.t(
                "供应主体已送审，通过后公开",
                "Sent by their suppliers; public once let through",
            ),
            Source::Returned => {
                lang.t("照旗区写的话改好，再送审", "Mend what the banner wrote, and send again")
            }
            Source::Drafted => lang.t("填完就可以送审", "Complete them and send them"),
            Source::ToRecommend => {
                lang.t("看过材料，推荐或者写明原因退回", "Recommend them, or say why not")
            }
            Source::ToApprove => lang.t(
                "旗区已推荐，批准或者写明原因",
                "Recommended by their banners: approve them, or say why not",
            ),
            Source::ToPublish => {
                lang.t("一次公示，公开页面就看得到", "All at once; everybody sees them then")
            }
            Source::ToMend => lang.t(
                "照写的原因改好，报名截止前再报",
                "Mend what was written, and send again while it is open",
            ),
            Source::ToApply => {
                lang.t("点几种产品、留个联系人就能报名", "Choose products, name a contact")
            }
            Source::Unread => lang.t("谁处理了您的事，在这里说", "What was decided of yours"),
            Source::ToVerify => lang
                .t("看过扫描件，核验后标志公开", "Look at the scan; verified, the badge is public"),
            Source::CertificateReturned => {
                lang.t("照旗区写的话改好，再送核验", "Mend what the banner wrote, and send again")
            }
            Source::CertificateEnds => lang.t(
                "六十天内到期，续展后登记下一张",
                "Within sixty days: once renewed, enter the next one",
            ),
            Source::MarkToVerify => lang.t(
                "看过注册证，核验后品牌公开",
                "Look at the registration; verified, the brand is public",
            ),
            Source::MarkReturned => {
                lang.t("照旗区写的话改好，再送核验", "Mend what the banner wrote, and send again")
            }
            Source::MarkEnds => lang.t(
                "半年内到期，续展后登记下一期",
                "Within half a year: once renewed, enter the next term",
            ),
            Source::ToAdmit => {
                lang.t("通过后开主体和账号", "Admitted, they have an organisation and an account")
            }
            Source::Unanswered => lang.t("有访客在等，早答早成交", "Visitors wait for a word"),
            Source::LateAnswers => lang.t(
                "提醒他们答复；内容只有展商看得到",
                "Remind them; what was asked they alone can see",
            ),
            Source::WithoutBooth => {
                lang.t("已经批准，等着分配展位", "Approved, and waiting to be given one")
            }
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

/// As many of it as wait.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    pub source: Source,
    pub count: i64,
}
