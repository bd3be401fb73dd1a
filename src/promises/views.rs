//! What the pages of all promises show.

use crate::{
    identity::model::permissions::Right,
    promises::{forms::ending::EndingForm, model::Promise},
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
    },
    values::facet::FacetCounts,
    web::{
        declaration::links::Texts,
        flash::Flash,
        forms::Errors,
        office::{Office, OfficePage},
        page::Page,
    },
};
use askama::Template;
use chrono::NaiveDate;

/// What a noun calls its records, and what is said after an act.
pub struct Words {
    /// Who enters, signs and ends them.
    pub right: Right,
    /// The list, and its address.
    pub list: (Texts, &'static str),
    /// 协议, an agreement.
    pub one: Texts,
    /// 份协议, agreement, agreements.
    pub counted: (&'static str, &'static str, &'static str),
    /// The button for a new one.
    pub enter: Texts,
    /// Where there are none.
    pub none: Texts,
    /// What the number is called.
    pub number: Texts,
    /// Someone else has changed it.
    pub changed: Texts,
    /// Why it does not end on a day.
    pub too_early: Texts,
    pub terminated: Flash,
    pub void: Flash,
    /// Others follow it.
    pub stuck: Flash,
}

impl Words {
    pub fn crumbs(&self, page: &Page, here: &str) -> Crumbs {
        let (name, path) = self.list;
        page.crumbs().to(page.t(name.0, name.1), path).here(here)
    }

    /// `record`: its number, and its address.
    pub fn crumbs_within(&self, page: &Page, record: (&str, String), here: &str) -> Crumbs {
        let (name, path) = self.list;
        page.crumbs().to(page.t(name.0, name.1), path).to(record.0, record.1).here(here)
    }
}

#[derive(Template)]
#[template(path = "promises/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub words: &'static Words,
    /// As HTML.
    pub table: String,
}

impl Index {
    fn t(&self, text: &Texts) -> &str {
        self.page.t(text.0, text.1)
    }

    fn counted(&self) -> &str {
        let (zh, one, many) = self.words.counted;
        self.page.counted(&self.list.total, zh, one, many)
    }

    fn placeholder(&self) -> &str {
        self.page.t("名称、编号、供货方或采购方", "Title, number, supplier or buyer")
    }

    fn may_enter(&self) -> bool {
        self.office.may(self.words.right)
    }
}

/// `states`: those that the list can be narrowed to.
pub fn facets(
    page: &Page,
    list: &mut Listing,
    counts: &FacetCounts,
    states: Vec<(String, String)>,
    has_banners: bool,
) {
    list.facet(page, ("state", "状态", "State"), counts, states);
    if has_banners {
        list.facet(page, ("banner", "归属旗区", "Credited banner"), counts, page.banner_choices());
    }
}

/// The forms of a page as they were typed, with what is wrong in one of them.
#[derive(Debug, Default)]
pub struct Typed {
    pub errors: Errors,
    pub ending: EndingForm,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl Typed {
    /// As a page is opened.
    pub fn blank(today: NaiveDate) -> Self {
        Self { ending: EndingForm::blank(today), ..Self::default() }
    }
}

/// The frame of the page with the form of a draft.
pub struct DraftFrame {
    pub crumbs: Crumbs,
    pub title: String,
    pub action: String,
    /// An auditor reads it.
    pub may_enter: bool,
    /// Once its signing day has come.
    pub may_sign: bool,
    /// The way back to the list.
    pub back: String,
    pub list: &'static str,
}

impl DraftFrame {
    /// `title`: of a new one.
    pub fn of<P: Promise>(
        OfficePage { page, office }: &OfficePage,
        words: &Words,
        record: Option<&P>,
        title: Texts,
    ) -> Self {
        let new = page.t(title.0, title.1);
        let title = record.map_or(new, |record| &record.paper().title);
        let may_enter = office.may(words.right);
        let has_come = |record: &P| record.paper().signed_on <= page.today;
        Self {
            crumbs: words.crumbs(page, title),
            title: title.to_string(),
            action: page.href(record.map_or_else(|| words.list.1.to_string(), P::path)),
            may_enter,
            may_sign: may_enter && record.is_some_and(has_come),
            back: match page.zh() {
                true => format!("返回{}", words.one.0),
                false => format!("Back to {}", words.counted.2),
            },
            list: words.list.1,
        }
    }
}
