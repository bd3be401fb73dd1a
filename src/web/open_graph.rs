//! Open Graph: how a page looks where its address is shared. The layout renders what follows from
//! the address. A template renders its title and description once, in their blocks; this module
//! repeats them.

/// The position where the two are inserted: the first of the layout's own tags.
const BEFORE: &str = "<meta property=\"og:type\"";

/// `html` with its title and description as Open Graph. Both are escaped already.
pub fn complete(html: String) -> String {
    let head = &html[..html.find("</head>").unwrap_or_default()];
    let (Some(title), Some(at)) = (between(head, "<title>", "</title>"), head.find(BEFORE)) else {
        return html;
    };
    let description =
        between(head, "<meta name=\"description\" content=\"", "\">").unwrap_or_default();
    let words = [("og:title", title), ("og:description", description)];
    let tags: String = words
        .iter()
        .map(|(name, value)| format!("<meta property=\"{name}\" content=\"{value}\">\n"))
        .collect();
    [&html[..at], &tags, &html[at..]].concat()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn title_and_description_are_said_again_in_the_head_only() {
        let head = "<head><title>羊 &#38; 肉</title><meta name=\"description\" content=\"好\">";
        let page = format!(
            "{head}<meta property=\"og:type\" content=\"article\"></head><body><title>x</title></body>"
        );
        let shown = complete(page);
        assert!(shown.contains(concat!(
            "<meta property=\"og:title\" content=\"羊 &#38; 肉\">\n",
            "<meta property=\"og:description\" content=\"好\">"
        )));
        assert_eq!(shown.matches("og:title").count(), 1);
        for odd in ["", "<head></head>", "no page at all"] {
            assert_eq!(complete(odd.to_string()), odd);
        }
    }
}
