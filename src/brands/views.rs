//! The list of brands and the brand's page.

use super::model::{Brand, FoundBrand, Trademark};
use crate::{
    products::views::Label,
    ui::lists::{Listing, PageLink},
    values::{facet::FacetCounts, lang::Lang},
    web::page::Page,
};
use askama::Template;

#[derive(Template)]
#[template(path = "brands/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub brands: Vec<Brand>,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("品牌名或拼音", "Brand or pinyin")
    }

    fn counted(&self) -> &str {
        match self.page.query.get("trademark") {
            // One line each.
            Some("new") => self.page.counted(&self.list.total, "件商标", "trademark", "trademarks"),
            _ => self.page.counted(&self.list.total, "个品牌", "brand", "brands"),
        }
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let trademarks = [
        ("registered", "有注册商标", "registered trademark"),
        ("none", "暂无商标", "no trademark recorded"),
    ];
    list.facet(
        page,
        ("trademark", "商标", "Trademark"),
        counts,
        trademarks.map(|(code, zh, en)| (code.to_string(), page.t(zh, en).to_string())),
    );
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
    let is_new = page.query.get("trademark") == Some("new");
    list.given(
        page,
        "trademark",
        is_new.then(|| {
            page.t("近三年新注册的商标", "trademark registered within three years").to_string()
        }),
    );
    list.given(page, "named", Some(page.t("报道提及", "named in the press").to_string()));
}

#[derive(Template)]
#[template(path = "brands/show.html")]
pub struct Show {
    pub page: Page,
    pub brand: FoundBrand,
    pub trademarks: Vec<Trademark>,
    pub labels: Vec<Label>,
    pub total: i64,
}
