//! The views of organisations, for their own users and for officers.

use crate::{
    audit::views::Line,
    choices, columns,
    identity::model::saved::SavedFilter,
    organisations::{
        forms::profile::ProfileForm,
        model::{
            OrganisationKind, Side,
            profile::{Facts, Legal, OwnProfile},
            rights::KEEP_ORGANISATIONS,
        },
    },
    places::model::{Named, Village},
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::facet::FacetCounts,
    web::{
        conflict::{Conflict, Label, Value, pairs, plain},
        forms::Errors,
        office::{Office, OfficePage},
        page::Page,
    },
};
use askama::Template;

/// The user's own organisation.
#[derive(Template)]
#[template(path = "organisations/profile.html")]
pub struct Profile {
    pub page: Page,
    pub office: Office,
    pub own: OwnProfile,
    pub form: ProfileForm,
    pub errors: Errors,
    pub history: Vec<Line>,
}

impl Profile {
    fn contact_label(&self) -> &str {
        self.page.t(
            "在公开页面显示联系人和联系电话",
            "Show the contact and the telephone number on the public page",
        )
    }
}

/// The village of a team.
#[derive(Template)]
#[template(path = "organisations/village.html")]
pub struct OfVillage {
    pub page: Page,
    pub office: Office,
    pub village: Village,
}

/// The acts of the organisation's own users, and on its records.
#[derive(Template)]
#[template(path = "organisations/history.html")]
pub struct History {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub lines: Vec<Line>,
}

impl History {
    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("资料", "Profile"), "/my/profile")
            .here(page.t("记录", "History"))
    }
}

/// The columns for officers.
pub const COLUMNS: &[Column<OwnProfile>] = columns! { OwnProfile;
    "name" "名称" "Name" |_, own| Cell::Link(own.legal.name.clone(), own.id.path());
    "number" "编号" "Number" |_, own| Cell::text(&own.number);
    "kind" "类别" "Kind" |page, own| Cell::text(own.legal.kind.name(page.lang));
    "credit_code" "信用代码" "Credit code" |_, own| Cell::maybe(own.legal.credit_code.clone());
    "banner" "旗区" "Banner"
        |page, own| Cell::maybe(own.banner_code.as_ref().map(|code| page.banner_name(code)));
    "home" "所在地" "Location" |page, own| Cell::text(page.t(&own.place, &own.place_en));
};

#[derive(Template)]
#[template(path = "organisations/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub organisations: Vec<OwnProfile>,
    pub saved: Vec<SavedFilter>,
}

impl Index {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("主体", "Organisations"), COLUMNS, &self.organisations)
            .with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个主体", "organisation", "organisations")
    }

    fn placeholder(&self) -> &str {
        self.page.t("名称、拼音、编号、信用代码", "Name, pinyin, number, credit code")
    }
}

pub fn office_facets(page: &Page, list: &mut Listing, counts: &FacetCounts, has_banners: bool) {
    list.facet(
        page,
        ("kind", "类别", "Kind"),
        counts,
        choices!(page, OrganisationKind::ALL.iter()),
    );
    if has_banners {
        list.facet(page, ("banner", "所在旗区", "Banner"), counts, page.banner_choices());
    }
}

/// An organisation for officers.
#[derive(Template)]
#[template(path = "organisations/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    pub own: OwnProfile,
    pub form: ProfileForm,
    pub places: Vec<Named>,
    pub errors: Errors,
    pub history: Vec<Line>,
}

impl Edit {
    fn may_keep(&self) -> bool {
        self.office.may(KEEP_ORGANISATIONS)
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("主体", "Organisations"), "/admin/organisations")
            .here(&self.own.legal.name)
    }

    /// A supplier cannot become a buyer.
    fn kinds(&self) -> Vec<OrganisationKind> {
        OrganisationKind::of_side(self.own.legal.kind.side()).collect()
    }

    fn public_path(&self) -> Option<String> {
        (self.own.legal.kind.side() == Side::Buyer).then(|| self.own.id.buyer_path())
    }

    fn contact_label(&self) -> &str {
        self.page.t(
            "主体同意在公开页面显示联系人和联系电话",
            "The organisation agrees to show the contact and the telephone number on the public \
             page",
        )
    }
}

/// Both versions, for the later of two who save. `legal`: where the name and what else is the
/// officers' could be changed.
pub fn conflict(
    OfficePage { page, office }: OfficePage,
    path: String,
    kept: &OwnProfile,
    legal: Option<&Legal>,
    facts: &Facts,
) -> Conflict {
    let was = values(&page, legal.map(|_| &kept.legal), &kept.facts);
    let now = values(&page, legal, facts);
    let labels = LABELS.iter().filter(|(field, ..)| legal.is_some() || !OF_LAW.contains(field));
    Conflict {
        crumbs: None,
        title: ("这份资料已被他人修改", "Someone else has changed this profile"),
        path,
        is_reviewed: false,
        hidden: vec![("version".to_string(), kept.version.to_string())],
        pairs: pairs(&page, labels, was, now),
        page,
        office,
    }
}

const OF_LAW: [&str; 4] = ["name", "kind", "credit_code", "place"];

const LABELS: [Label; 12] = [
    ("name", "主体名称", "Name"),
    ("kind", "类别", "Kind"),
    ("credit_code", "统一社会信用代码", "Unified social credit code"),
    ("place", "所在地", "Location"),
    ("introduction", "介绍", "Introduction"),
    ("name_en", "英文名称", "Name in English"),
    ("address", "地址", "Address"),
    ("founded_on", "成立日期", "Founded"),
    ("website", "网站", "Website"),
    ("contact_name", "联系人", "Contact"),
    ("contact_phone", "联系电话", "Telephone"),
    ("contact_is_public", "公开联系方式", "Contact is public"),
];

/// Each field as sent by the form, and as shown; in the order of the labels.
fn values(page: &Page, legal: Option<&Legal>, facts: &Facts) -> Vec<Value> {
    let some = |text: &Option<String>| plain(text.as_deref().unwrap_or_default());
    let mut values = Vec::new();
    if let Some(legal) = legal {
        let kind = (legal.kind.code().to_string(), legal.kind.name(page.lang).to_string());
        values.extend([
            plain(&legal.name),
            kind,
            some(&legal.credit_code),
            plain(legal.division_code.as_str()),
        ]);
    }
    let is_public = match facts.contact_is_public {
        true => ("1".to_string(), page.t("公开", "yes").to_string()),
        false => (String::new(), page.t("不公开", "no").to_string()),
    };
    values.extend([
        some(&facts.introduction),
        some(&facts.name_en),
        some(&facts.address),
        plain(facts.founded_on.map(|day| day.to_string()).unwrap_or_default()),
        some(&facts.website),
        some(&facts.contact_name),
        some(&facts.contact_phone),
        is_public,
    ]);
    values
}
