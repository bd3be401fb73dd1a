//! The forms of visitors and suppliers.

use super::model::{
    Contact, LONGEST, NewEnquiry, Recipient,
    text::{is_unseen, message},
};
use crate::web::{forms::Errors, page::Page};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The code of the form, and then of the private link.
    pub form: String,
    pub product: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub text: String,
    pub consent: Option<String>,
    /// A trap: the field is invisible to people, so whoever fills it in is a program.
    pub website: String,
}

impl AskForm {
    pub fn is_of_a_program(&self) -> bool {
        !self.website.is_empty()
    }

    pub fn parse(&self, page: &Page, to: &Recipient) -> Result<NewEnquiry, Errors> {
        let mut errors = Errors::default();
        let contact = self.contact(page, &mut errors);
        let product =
            to.products.iter().map(|(id, _)| *id).find(|id| id.to_string() == self.product);
        if product.is_none() && !self.product.is_empty() {
            errors.add(
                "product",
                page.t("咨询事项", "About"),
                page.t("请选择，或选择“其他”", "Choose one, or “Something else”"),
            );
        }
        let text = text(page, &self.text, &mut errors);
        if self.consent.is_none() {
            let message =
                page.t("同意后才能发送给展商", "The exhibitor receives it only if you agree");
            errors.add("consent", page.t("同意", "Agreement"), message);
        }
        match (contact, text) {
            (Some(contact), Some(text)) if errors.is_empty() => {
                Ok(NewEnquiry { contact, product, text })
            }
            _ => Err(errors),
        }
    }

    /// A name, and at least one way of contact.
    fn contact(&self, page: &Page, errors: &mut Errors) -> Option<Contact> {
        let name = line(&self.name, 40);
        if name.is_none() {
            errors.add(
                "name",
                page.t("您的称呼", "Your name"),
                page.t("请填写称呼，不超过 40 个字", "Enter your name, in 40 characters or fewer"),
            );
        }
        let phone = optional(&self.phone, phone);
        if phone.is_none() {
            let message = page.t("请填写号码，5 到 20 位数字", "Enter a number of 5 to 20 digits");
            errors.add("phone", page.t("电话", "Telephone"), message);
        }
        let email = optional(&self.email, email);
        if email.is_none() {
            errors.add(
                "email",
                page.t("邮箱", "E-mail"),
                page.t("例：wang@example.com", "For example: wang@example.com"),
            );
        }
        if phone == Some(None) && email == Some(None) {
            let message = page.t(
                "电话和邮箱至少填一项，以便展商联系",
                "Give a telephone number or an e-mail address",
            );
            errors.add("phone", page.t("电话", "Telephone"), message);
        }
        Some(Contact { name: name?, phone: phone?, email: email? })
    }
}

/// A further message of either side.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    pub form: String,
    pub text: String,
}

impl MessageForm {
    pub fn parse(&self, page: &Page) -> Result<String, Errors> {
        let mut errors = Errors::default();
        text(page, &self.text, &mut errors).ok_or(errors)
    }
}

fn text(page: &Page, typed: &str, errors: &mut Errors) -> Option<String> {
    let text = message(typed);
    if text.is_none() {
        let message = if page.zh() {
            format!("请填写 1 到 {LONGEST} 个字")
        } else {
            format!("Enter 1 to {LONGEST} characters")
        };
        errors.add("text", page.t("内容", "Message"), message);
    }
    text
}

/// `Some(None)`: the field is empty.
fn optional<T>(typed: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if typed.trim().is_empty() { Some(None) } else { read(typed).map(Some) }
}

/// One line of text with single spaces; `None` if it is empty or too long.
fn line(typed: &str, most: usize) -> Option<String> {
    let seen: String = typed.chars().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
    let text = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.chars().count() <= most).then_some(text)
}

/// Digits, with a plus for a foreign number; full-width digits count.
fn phone(typed: &str) -> Option<String> {
    let plain: String =
        typed.trim().nfkc().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '–')).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    ((5..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some(plain)
}

fn email(typed: &str) -> Option<String> {
    let plain: String = typed.trim().nfkc().collect();
    let (local, host) = plain.split_once('@')?;
    let is_fine = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
    let has_dot = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    (plain.len() <= 120
        && !local.is_empty()
        && has_dot
        && local.chars().all(is_fine)
        && host.chars().all(is_fine))
    .then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_taken_as_people_write_them_and_nothing_else() {
        assert_eq!(
            ["138 0000-0000", "１３８００００００００", "+86 (477) 8580000"].map(phone),
            ["13800000000", "13800000000", "+864778580000"].map(|n| Some(n.to_string()))
        );
        for odd in ["1234", "12345678901234567890123", "138000x0000", "tel:13800000000", "+"] {
            assert_eq!(phone(odd), None, "{odd}");
        }
        assert_eq!(email(" wang@example.com "), Some("wang@example.com".into()));
        for odd in [
            "wang",
            "@example.com",
            "wang@",
            "wang@example",
            "a@b@c.d",
            "a b@c.d",
            "a@c..d",
            "<a@c.d>",
            "a@c.d,e@f.g",
            "a@c.d\nBcc: x",
        ] {
            assert_eq!(email(odd), None, "{odd}");
        }
        assert_eq!(line(" 王\u{202e}\n师傅 ", 40), Some("王 师傅".into()));
    }
}
