//! The text of messages: plain text with links to web addresses.

use super::LONGEST;

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_link: bool,
}

/// The lines as typed, without invisible characters; `None` if empty or too long.
pub fn message(typed: &str) -> Option<String> {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let seen: String = lines.chars().filter(|c| *c == '\n' || !is_unseen(*c)).collect();
    let text = seen.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_string())
}

/// Control characters, and those that change the direction of the text.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Only http and https become links; an address ends where Chinese or punctuation begins.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = next_address(rest) {
        let (before, from) = rest.split_at(at);
        let ends = from
            .find(|c: char| !c.is_ascii() || c.is_ascii_whitespace() || "<>\"'`\\{}|^".contains(c))
            .unwrap_or(from.len());
        let address = from[..ends].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        plain.push_str(before);
        if has_host(address) {
            pieces.extend(
                (!plain.is_empty())
                    .then(|| Piece { text: std::mem::take(&mut plain), is_link: false }),
            );
            pieces.push(Piece { text: address.to_string(), is_link: true });
        } else {
            plain.push_str(address);
        }
        rest = &from[address.len()..];
    }
    plain.push_str(rest);
    pieces.extend((!plain.is_empty()).then_some(Piece { text: plain, is_link: false }));
    pieces
}

fn next_address(text: &str) -> Option<usize> {
    ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()
}

/// A host with a dot, and no user name before it.
fn has_host(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b));
    is_plain && host.contains('.') && !host.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn links(text: &str) -> Vec<String> {
        pieces(text).into_iter().filter(|piece| piece.is_link).map(|piece| piece.text).collect()
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(links("看 https://a.example/x?y=1。谢谢"), ["https://a.example/x?y=1"]);
        assert_eq!(
            links("(http://a.example), http://b.example."),
            ["http://a.example", "http://b.example"]
        );
        for none in [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://a.example",
            "https://",
            "http://localhost",
            "https://user@a.example",
            "https://a.example@b",
            "www.a.example",
        ] {
            assert!(links(none).is_empty(), "{none}");
        }
        assert_eq!(links("https://a.example\"onmouseover=\"x"), ["https://a.example"]);
    }

    #[test]
    fn a_message_is_what_can_be_seen_of_it() {
        assert_eq!(message(" 一\r\n二\u{202e}\u{7} "), Some("一\n二".into()));
        assert_eq!(message(" \n\u{200b} "), None);
        assert_eq!(message(&"字".repeat(1001)), None);
        assert!(message(&"字".repeat(1000)).is_some());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_in_pieces(text in "(https?://|[a-z.]{1,4}|[一-龥]| |\\)|@|\"){0,12}") {
            let whole: String = pieces(&text).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
