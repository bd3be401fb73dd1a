//! The views of enquiries, for visitors and for suppliers.

use super::{
    forms::AskForm,
    model::{
        Decision, Enquiry, LONGEST, Message, Recipient, State, Tally, Waiting, consent,
        text::{Piece, pieces},
    },
};
use crate::{
    audit::views::Line,
    columns,
    identity::model::saved::SavedFilter,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{facet::FacetCounts, ids::ProductId},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::{Template, filters::HtmlSafe};
use chrono::{DateTime, Utc};
use qrcode::{QrCode, render::svg};

/// The text of a message, whatever it looks like.
#[derive(Template)]
#[template(path = "components/message.html")]
pub struct Words {
    pieces: Vec<Piece>,
}

impl HtmlSafe for Words {}

pub fn words(text: &str) -> Words {
    Words { pieces: pieces(text) }
}

#[derive(Template)]
#[template(path = "enquiries/ask.html")]
pub struct Ask {
    pub page: Page,
    pub to: Recipient,
    pub form: AskForm,
    pub errors: Errors,
}

impl Ask {
    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("展商", "Exhibitors"), "/exhibitors")
            .to(&self.to.name, self.to.exhibitor.path())
            .here(page.t("询价", "Enquiry"))
    }

    fn action(&self) -> String {
        self.page.href(format!("{}/enquiry", self.to.exhibitor.path()))
    }

    fn consent(&self) -> &'static str {
        consent(self.page.lang)
    }

    fn is_about(&self, id: &ProductId) -> bool {
        self.form.product == id.to_string()
    }
}

/// The page of the private link.
#[derive(Template)]
#[template(path = "enquiries/thread.html")]
pub struct Thread {
    pub page: Page,
    pub code: String,
    pub enquiry: Enquiry,
    pub messages: Vec<Message>,
    /// The code of the form for another message.
    pub form: String,
    pub text: String,
    pub errors: Errors,
}

impl Thread {
    /// The sender does not see the mark as spam.
    fn state(&self) -> State {
        self.enquiry.state.as_told()
    }

    fn path(&self) -> String {
        format!("/enquiries/{}", self.code)
    }

    fn address(&self) -> String {
        format!("{}{}", self.page.public_url.trim_end_matches('/'), self.page.href(self.path()))
    }

    /// For the camera of another phone.
    fn drawn(&self) -> String {
        let code = QrCode::new(self.address())
            .map(|code| code.render::<svg::Color>().min_dimensions(200, 200).build());
        code.unwrap_or_default()
            .split_once("?>")
            .map(|(_, drawn)| drawn.to_string())
            .unwrap_or_default()
    }

    fn who(&self, message: &Message) -> &str {
        if message.is_answer { &self.enquiry.organisation } else { self.page.t("您", "You") }
    }
}

#[derive(Template)]
#[template(path = "enquiries/mine.html")]
pub struct Mine {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub enquiries: Vec<Enquiry>,
    pub now: DateTime<Utc>,
}

impl Mine {
    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "次询价", "enquiry", "enquiries")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let states = State::ALL
        .iter()
        .map(|state| (state.code().to_string(), state.name(page.lang).to_string()));
    list.facet(page, ("state", "状态", "State"), counts, states);
}

/// An enquiry for its exhibitor, with the form of the answer.
#[derive(Template)]
#[template(path = "enquiries/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    pub enquiry: Enquiry,
    pub messages: Vec<Message>,
    pub history: Vec<Line>,
    pub form: String,
    pub text: String,
    pub errors: Errors,
}

impl Show {
    fn title(&self) -> String {
        let page = &self.page;
        match &self.enquiry.contact {
            Some(contact) if page.zh() => format!("{}的询价", contact.name),
            Some(contact) => format!("Enquiry of {}", contact.name),
            None => page.t("一次询价", "An enquiry").to_string(),
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("询价", "Enquiries"), "/my/enquiries")
            .here(self.title())
    }

    fn who<'a>(&'a self, message: &Message) -> &'a str {
        let visitor = self
            .enquiry
            .contact
            .as_ref()
            .map_or(self.page.t("访客", "Visitor"), |contact| &contact.name);
        if message.is_answer { self.page.t("我们", "We") } else { visitor }
    }

    fn may_be_spam(&self) -> bool {
        Decision::MarkAsSpam.is_open_to(self.enquiry.state, self.enquiry.is_erased)
    }

    fn may_be_restored(&self) -> bool {
        Decision::Restore.is_open_to(self.enquiry.state, self.enquiry.is_erased)
    }
}

/// The columns: how many, and how long; neither the visitors nor the content.
pub const COLUMNS: &[Column<Tally>] = columns! { Tally;
    "exhibitor" "展商" "Exhibitor"
        |_, tally| Cell::Link(tally.organisation.clone(), tally.exhibitor_id.path());
    "banner" "旗区" "Banner"
        |page, tally| Cell::maybe(tally.banner_code.as_ref().map(|code| page.banner_name(code)));
    "total" "全部" "All" |_, tally| Cell::count(tally.total);
    "open" "待答复" "Unanswered" |_, tally| Cell::count(tally.open);
    "late" "超过两天" "Over two days" |_, tally| Cell::count(tally.late);
    "answered" "已答复" "Answered" |_, tally| Cell::count(tally.answered);
    "since" "最早询价时间" "Waiting since"
        |page, tally| Cell::maybe(tally.waits_since.map(|since| page.moment(&since)));
};

/// The number of enquiries of each exhibitor, and the longest wait.
#[derive(Template)]
#[template(path = "enquiries/watch.html")]
pub struct Watch {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub tallies: Vec<Tally>,
    pub saved: Vec<SavedFilter>,
}

impl Watch {
    fn table(&self) -> Table<'_> {
        Table::new(
            &self.page,
            self.page.t("各展商的询价", "Enquiries by exhibitor"),
            COLUMNS,
            &self.tallies,
        )
        .with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "家展商", "exhibitor", "exhibitors")
    }
}

pub fn watched_facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let waiting = Waiting::ALL
        .map(|waiting| (waiting.code().to_string(), waiting.name(page.lang).to_string()));
    list.facet(page, ("waiting", "待答复", "Waiting"), counts, waiting);
}
