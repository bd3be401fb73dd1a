//! A page by CSS selector.

use scraper::{ElementRef, Selector};

pub struct Html(scraper::Html);

impl Html {
    pub fn new(body: &str) -> Self {
        Self(scraper::Html::parse_document(body))
    }

    pub fn elements(&self, css: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&selector(css)).collect()
    }

    /// The text of every match, with single spaces.
    pub fn all(&self, css: &str) -> Vec<String> {
        self.elements(css).into_iter().map(text_of).collect()
    }

    /// The text of the first match; empty if nothing matches.
    pub fn text(&self, css: &str) -> String {
        self.all(css).into_iter().next().unwrap_or_default()
    }

    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.elements(css)
            .into_iter()
            .filter_map(|element| element.attr(name))
            .map(str::to_string)
            .collect()
    }

    pub fn attribute(&self, css: &str, name: &str) -> String {
        self.attributes(css, name).into_iter().next().unwrap_or_default()
    }

    pub fn count(&self, css: &str) -> usize {
        self.elements(css).len()
    }
}

pub fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|_| panic!("no CSS selector: {css}"))
}

pub fn text_of(element: ElementRef) -> String {
    squeezed(&element.text().collect::<String>())
}

pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
