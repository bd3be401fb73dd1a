//! What a page looks like where its address is shared. The layout draws what follows from the
//! address; a template's title and description are drawn once, in blocks of their own, and said
//! again here.

/// What the two are put in front of: the first of the layout's own words.
const BEFORE: &str = "<meta property=\"og:type\"";

/// `html` with its title and description in the words of Open Graph. Both are escaped already.
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
        assert!(shown.contains("<meta property=\"og:title\" content=\"羊 &#38; 肉\">\n<meta property=\"og:description\" content=\"好\">"));
        assert_eq!(shown.matches("og:title").count(), 1);
        for odd in ["", "<head></head>", "no page at all"] {
            assert_eq!(complete(odd.to_string()), odd);
        }
    }
}
