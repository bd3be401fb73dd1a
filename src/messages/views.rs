//! The inbox.

use super::model::Message;
use crate::{
    ui::lists::{Listing, PageLink},
    values::ids::MessageId,
    web::{office::Office, page::Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "messages/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub messages: Vec<Message>,
    pub unread: i64,
    /// Whether mails are sent at all.
    pub by_mail: bool,
}

impl Index {
    fn last(&self) -> Option<MessageId> {
        self.messages.iter().map(|message| message.id).max()
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "条消息", "message", "messages")
    }
}
