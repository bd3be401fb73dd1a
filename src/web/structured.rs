//! JSON-LD: the subject of a page, for search engines. A data block is not executed, so the content
//! security policy needs no exception for it.

use askama::{FastWritable, Values, filters::HtmlSafe};
use serde_json::{Value, json};
use std::fmt;

/// A thing in the vocabulary of schema.org.
#[derive(Debug, Clone)]
pub struct Structured(Value);

impl Structured {
    pub fn new(kind: &str, mut properties: Value) -> Self {
        properties["@context"] = json!("https://schema.org");
        properties["@type"] = kind.into();
        strip(&mut properties);
        Self(properties)
    }
}

/// Unknown properties are left out.
fn strip(value: &mut Value) {
    match value {
        Value::Object(all) => {
            all.retain(|_, value| !value.is_null());
            all.values_mut().for_each(strip);
        }
        Value::Array(all) => all.iter_mut().for_each(strip),
        _ => {}
    }
}

impl fmt::Display for Structured {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // No text can end the block or begin a comment in it.
        let text = self
            .0
            .to_string()
            .replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026");
        write!(f, "<script type=\"application/ld+json\">{text}</script>")
    }
}

impl FastWritable for Structured {
    fn write_into(&self, to: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(write!(to, "{self}")?)
    }
}

impl HtmlSafe for Structured {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_block_and_what_is_unknown_is_left_out() {
        let hostile = Structured::new(
            "Product",
            json!({ "name": "</script><!--<script>", "brand": null, "offers": { "price": null } }),
        );
        let text = hostile.to_string();
        assert_eq!(text.matches('<').count(), 2, "{text}");
        assert!(!text.contains("brand") && !text.contains("price"));
        let block = text
            .trim_start_matches("<script type=\"application/ld+json\">")
            .trim_end_matches("</script>");
        assert_eq!(serde_json::from_str::<Value>(block).unwrap()["name"], "</script><!--<script>");
    }
}
