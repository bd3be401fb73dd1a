//! Market labels, the product list and the product page.

pub mod ladder;
pub mod selling;

use super::model::{
    Card, Category, Certificate, Exhibited, Filter, ProductDetails, Scheme, Validity,
};
use crate::{
    choices,
    files::model::Picture,
    photos::model::Photo,
    ui::{
        crumbs::Crumbs,
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{day, facet::FacetCounts, lang::Lang},
    web::{page::Page, structured::Structured},
};
use askama::Template;
use chrono::Datelike;
use rust_decimal::Decimal;
use serde_json::json;

/// A product as a market label.
pub struct Label {
    pub href: String,
    pub ground: &'static str,
    pub name: String,
    pub category: String,
    pub pictogram: &'static str,
    pub price: String,
    pub per: String,
    pub origin: String,
    /// Its booth in the hall of the list's edition.
    pub booth: Option<String>,
    pub certificate: Option<String>,
    pub cover: Option<Picture>,
}

impl Label {
    pub fn new(page: &Page, card: &Card) -> Self {
        let category = Category::find(&card.category_code);
        let top = category.and_then(Category::parent).or(category);
        Self {
            href: page.href(card.id.path()),
            ground: category.map_or("wheat", |c| c.label.as_str()),
            name: card.name.clone(),
            category: top.map_or("", |c| c.name(page.lang)).to_string(),
            pictogram: category.map_or("sprout", |c| c.pictogram.as_str()),
            price: page.number(&card.price),
            per: page.per(&card.unit_code),
            origin: origin(page, card),
            booth: card.booth_code.clone(),
            certificate: card.scheme(page.today).map(|scheme| scheme.name(page.lang).to_string()),
            cover: card.cover.as_ref().map(|cover| cover.0.clone()),
        }
    }

    pub fn all(page: &Page, cards: &[Card]) -> Vec<Label> {
        cards.iter().map(|card| Label::new(page, card)).collect()
    }
}

fn origin(page: &Page, card: &Card) -> String {
    let place = page.t(&card.origin, &card.origin_en);
    match &card.banner_code {
        Some(code) if card.origin_level != "banner" => {
            format!("{}{}{place}", page.banner_name(code), page.t("·", ", "))
        }
        _ => place.to_string(),
    }
}

#[derive(Template)]
#[template(path = "products/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub labels: Vec<Label>,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("品名、规格或拼音", "Name or pinyin")
    }

    /// The filters that the price form must keep.
    fn kept(&self) -> Vec<(String, String)> {
        self.page.query.without("price_min").without("price_max").pairs().to_vec()
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "种产品", "product", "products")
    }
}

/// The facets of the product list.
pub fn facets(page: &Page, list: &mut Listing, filter: &Filter, counts: &FacetCounts) {
    let categories = Category::top().flat_map(|top| {
        let chosen = filter.category.as_deref().is_some_and(|code| code[..2] == top.code);
        let below = Category::all().filter(move |c| chosen && c.parent_code == top.code);
        std::iter::once((top.code.clone(), top.name(page.lang).to_string()))
            .chain(below.map(|c| (c.code.clone(), format!("— {}", c.name(page.lang)))))
    });
    list.facet(page, ("category", "类别", "Category"), counts, categories);
    list.facet(
        page,
        ("certification", "认证（在有效期内）", "Certification (valid today)"),
        counts,
        choices!(page, Scheme::ALL.iter().copied()),
    );
    let month = |m: i16| {
        (m.to_string(), format!("{}{}", day::month_name(m as u32, page.lang), page.t("有货", "")))
    };
    let months = day::months_ahead(page.today, filter.season).into_iter().map(month);
    list.facet(page, ("season", "当季", "In season"), counts, months);
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
    let price = |name: &str, zh: &str, en: &str| {
        page.query.get(name).map(|yuan| format!("{} {yuan}", page.t(zh, en)))
    };
    list.given(page, "price_min", price("price_min", "价格不低于", "price from"));
    list.given(page, "price_max", price("price_max", "价格不高于", "price up to"));
}

#[derive(Template)]
#[template(path = "products/show.html")]
pub struct Show {
    pub page: Page,
    pub product: ProductDetails,
    pub category: &'static Category,
    pub certificates: Vec<Certificate>,
    pub exhibited: Vec<Exhibited>,
    pub ladder: Ladder,
    pub others: Vec<Label>,
    pub photos: Vec<Photo>,
}

impl Show {
    fn structured(&self) -> Structured {
        let (page, product) = (&self.page, &self.product);
        let price = self.price_now().normalize().to_string();
        let is_in_season =
            self.product.months.iter().any(|month| u32::try_from(*month) == Ok(page.today.month()));
        let availability = if is_in_season { "InStock" } else { "OutOfStock" };
        let brand = product.brand.as_ref().map(|name| json!({ "@type": "Brand", "name": name }));
        let specification = json!({
            "@type": "UnitPriceSpecification",
            "price": price,
            "priceCurrency": "CNY",
            "unitText": page.unit(&product.unit_code),
        });
        Structured::new(
            "Product",
            json!({
                "name": product.name,
                "description": product.introduction.as_ref().unwrap_or(&product.specification),
                "productID": product.id.to_string(),
                "category": self.category.name(page.lang),
                "url": page.canonical(),
                "image": self.images(),
                "brand": brand,
                "countryOfOrigin": { "@type": "Country", "name": "CN" },
                "offers": {
                    "@type": "Offer",
                    "url": page.canonical(),
                    "price": price,
                    "priceCurrency": "CNY",
                    "priceSpecification": specification,
                    "availability": format!("https://schema.org/{availability}"),
                    "seller": { "@type": "Organization", "name": product.organisation },
                },
            }),
        )
    }

    /// Addresses of its photos; the site's picture where it has none.
    fn images(&self) -> Vec<String> {
        let photos: Vec<String> = self.photos.iter().map(|photo| self.image(photo)).collect();
        if photos.is_empty() { vec![self.page.picture()] } else { photos }
    }

    fn image(&self, photo: &Photo) -> String {
        format!("{}{}", self.page.public_url, photo.picture.address("/files", 1280))
    }

    fn crumbs(&self) -> Crumbs {
        let (page, category) = (&self.page, self.category);
        let step = |category: &Category| {
            (category.name(page.lang).to_string(), format!("/products?category={}", category.code))
        };
        let crumbs = page
            .crumbs()
            .to(page.t("产品", "Products"), "/products")
            .and(category.parent().map(step));
        crumbs.and(Some(step(category))).here_in_chinese(&self.product.name)
    }

    fn months(&self) -> String {
        day::months(&self.product.months, self.page.lang)
    }

    fn is_in_season(&self, month: &i16) -> bool {
        self.product.months.contains(month)
    }

    /// The price at the current edition, or the seller's own.
    fn price_now(&self) -> Decimal {
        *self.shown_now().map_or(&self.product.price, |at| &at.price)
    }

    /// At the current edition.
    fn shown_now(&self) -> Option<&Exhibited> {
        let current = self.page.edition().map(|edition| edition.id);
        self.exhibited.iter().find(|at| Some(at.edition_id) == current)
    }

    fn price(&self) -> String {
        self.page.number(&self.price_now())
    }

    /// The short name of the edition.
    fn edition_name(&self, at: &Exhibited) -> String {
        self.page
            .site
            .edition(at.edition_id)
            .map_or(String::new(), |edition| edition.short_name(self.page.lang))
    }

    /// The page for an enquiry to its seller, at the current edition or a future one.
    fn enquiry_path(&self) -> Option<String> {
        let at =
            self.exhibited.iter().find(|at| self.page.site.is_current_or_later(at.edition_id))?;
        Some(format!("{}/enquiry?product={}", at.exhibitor_id.path(), self.product.id))
    }

    fn seller_path(&self) -> Option<String> {
        self.exhibited.first().map(|at| at.exhibitor_id.path())
    }
}
