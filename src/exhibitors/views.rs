//! The exhibitor list and the exhibitor's page.

use super::model::{Badge, Card, ExhibitorDetails, Participation};
use crate::{
    agreements, choices, contracts,
    fairs::model::Zone,
    organisations::model::{OrganisationKind, Side},
    products::{
        model::{Category, Certificate, Scheme, Validity},
        views::Label,
    },
    projects,
    ui::{
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{facet::FacetCounts, ids::EditionId, lang::Lang},
    web::{page::Page, structured::Structured},
};
use askama::Template;
use serde_json::json;

#[derive(Template)]
#[template(path = "exhibitors/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub cards: Vec<Card>,
    pub of_all_editions: bool,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("名称、产品、展位号或拼音", "Name, produce, booth or pinyin")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "家展商", "exhibitor", "exhibitors")
    }

    fn category(&self, card: &Card) -> Option<&'static Category> {
        card.category_code.as_deref().and_then(Category::find)
    }

    fn badges(&self, card: &Card) -> Vec<Badge> {
        card.badges(self.page.today)
    }

    fn until(&self, badge: &Badge) -> String {
        match badge.valid_to {
            None => self.page.t("长期", "no expiry").to_string(),
            Some(day) => format!("{} {}", self.page.t("至", "until"), day.format("%Y-%m")),
        }
    }

    fn edition_name(&self, id: &EditionId) -> String {
        edition_name(&self.page, id)
    }
}

fn edition_name(page: &Page, id: &EditionId) -> String {
    page.site.edition(*id).map_or(String::new(), |edition| edition.short_name(page.lang))
}

pub fn facets(page: &Page, list: &mut Listing, zones: &[Zone], counts: &FacetCounts) {
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
    list.facet(
        page,
        ("kind", "主体类别", "Kind"),
        counts,
        choices!(page, OrganisationKind::of_side(Side::Supplier)),
    );
    list.facet(
        page,
        ("certification", "认证（在有效期内）", "Certification (valid today)"),
        counts,
        choices!(page, Scheme::ALL.iter().copied()),
    );
    let zones = zones.iter().map(|zone| {
        (zone.code.clone(), format!("{} {}", zone.code, page.t(&zone.name, &zone.name_en)))
    });
    list.facet(page, ("zone", "展区", "Zone"), counts, zones);
}

#[derive(Template)]
#[template(path = "exhibitors/show.html")]
pub struct Show {
    pub page: Page,
    pub exhibitor: ExhibitorDetails,
    pub category: Option<&'static Category>,
    pub labels: Vec<Label>,
    pub certificates: Vec<Certificate>,
    pub participations: Vec<Participation>,
    pub ladder: Ladder,
    pub projects: Vec<projects::model::Row>,
    pub agreements: Vec<agreements::model::Row>,
    pub contracts: Vec<contracts::model::Row>,
}

impl Show {
    fn organisation(&self) -> Structured {
        let (page, exhibitor) = (&self.page, &self.exhibitor);
        let banner = exhibitor.banner_code.as_ref().map(|code| page.banner_name(code));
        Structured::new(
            "Organization",
            json!({
                "name": exhibitor.name,
                "identifier": exhibitor.number,
                "description": exhibitor.introduction,
                "url": page.canonical(),
                "foundingDate": exhibitor.founded_on,
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": page.t(&exhibitor.division, &exhibitor.division_en),
                    "addressRegion": banner,
                    "addressCountry": "CN",
                },
            }),
        )
    }

    fn edition_name(&self, id: &EditionId) -> String {
        edition_name(&self.page, id)
    }

    fn edition_path(&self) -> String {
        self.page
            .site
            .edition(self.exhibitor.edition_id)
            .map_or("/fairs".into(), |edition| edition.path())
    }

    /// The page for an enquiry, at the current edition or a future one.
    fn enquiry_path(&self) -> Option<String> {
        let exhibitor = &self.exhibitor;
        self.page
            .site
            .is_current_or_later(exhibitor.edition_id)
            .then(|| format!("{}/enquiry", exhibitor.id.path()))
    }

    fn has_deals(&self) -> bool {
        !(self.projects.is_empty() && self.agreements.is_empty() && self.contracts.is_empty())
    }
}
