//! Breadcrumbs: the path to a page, for people and for search engines.

use super::name::split_mark;
use crate::web::{page::Page, structured::Structured};
use askama::{Template, filters::HtmlSafe};
use serde_json::{Value, json};

struct Step {
    label: String,
    href: String,
}

/// Built step by step in a template: `page.crumbs().to("产品", "/products").here(name)`.
#[derive(Template)]
#[template(path = "components/crumbs.html")]
pub struct Crumbs {
    title: String,
    prefix: &'static str,
    public_url: String,
    canonical: String,
    steps: Vec<Step>,
    bare: String,
    is_invented: bool,
    is_chinese: bool,
}

impl HtmlSafe for Crumbs {}

impl Page {
    pub fn crumbs(&self) -> Crumbs {
        Crumbs {
            title: self.t("位置", "You are here").to_string(),
            prefix: self.lang.prefix(),
            public_url: self.public_url.clone(),
            canonical: self.canonical(),
            steps: Vec::new(),
            bare: String::new(),
            is_invented: false,
            is_chinese: false,
        }
    }
}

impl Crumbs {
    /// A step above; `path` without the language.
    pub fn to(mut self, label: impl AsRef<str>, path: impl AsRef<str>) -> Self {
        self.steps.push(Step {
            label: label.as_ref().to_string(),
            href: format!("{}{}", self.prefix, path.as_ref()),
        });
        self
    }

    /// A step that some records lack.
    pub fn and(self, step: Option<(String, String)>) -> Self {
        match step {
            Some((label, path)) => self.to(label, path),
            None => self,
        }
    }

    /// The page itself.
    pub fn here(mut self, label: impl AsRef<str>) -> Self {
        let (bare, is_invented) = split_mark(label.as_ref());
        self.bare = bare.to_string();
        self.is_invented = is_invented;
        self
    }

    /// The page itself, by a name that is Chinese in either language.
    pub fn here_in_chinese(self, label: impl AsRef<str>) -> Self {
        Self { is_chinese: true, ..self.here(label) }
    }

    fn structured(&self) -> Structured {
        let above = self
            .steps
            .iter()
            .map(|step| (step.label.clone(), format!("{}{}", self.public_url, step.href)));
        let mark = if self.is_invented { "(演示)" } else { "" };
        let here = (format!("{}{mark}", self.bare), self.canonical.clone());
        let items: Vec<Value> = above
            .chain([here])
            .enumerate()
            .map(|(at, (name, item))| {
                json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": item })
            })
            .collect();
        Structured::new("BreadcrumbList", json!({ "itemListElement": items }))
    }
}
