//! Parameters that several lists share.

use crate::{
    exchange::model::{
        cell::{PLACE_PATTERN, codes},
        openapi::Parameter,
    },
    organisations::model::{OrganisationKind, Side},
    products::model::{Category, Scheme},
    site::model::Site,
};
use serde_json::{Value, json};

pub(super) const MONTH: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";

/// What an edition that is not named means: the current one, as on the pages, or every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    Current,
    All,
}

pub(super) fn edition(site: &Site, default: Default) -> Parameter {
    let ordinals = site.public_editions().into_iter().map(|edition| edition.ordinal.to_string());
    let values: Vec<String> = ordinals.chain(["all".to_string()]).collect();
    let about = match default {
        Default::Current => (
            "届次，缺省为本届；all 为历届",
            "Ordinal of an edition; the current one by default, all for every one",
        ),
        Default::All => ("届次，缺省为历届", "Ordinal of an edition; every one by default"),
    };
    Parameter::query("edition", about, json!({ "type": "string", "enum": values }))
}

pub(super) fn banner(site: &Site) -> Parameter {
    let codes: Vec<&str> = site.banners.iter().map(|banner| banner.code.as_str()).collect();
    let schema = if codes.is_empty() {
        json!({ "type": "string", "pattern": "^$" })
    } else {
        json!({ "type": "string", "enum": codes })
    };
    Parameter::query("banner", ("旗区代码", "Code of a banner"), schema)
}

pub(super) fn search() -> Parameter {
    let schema =
        json!({ "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[^\\u0000]+$" });
    Parameter::query("q", ("名称、编号或拼音", "Words, a number, or pinyin"), schema)
}

pub(super) fn category() -> Parameter {
    let codes: Vec<&str> = Category::all().map(|category| category.code.as_str()).collect();
    Parameter::query(
        "category",
        ("产品类别，一级或二级", "Product category of either level"),
        json!({ "type": "string", "enum": codes }),
    )
}

pub(super) fn certification() -> Parameter {
    let schemes = codes(Scheme::ALL.iter().map(|scheme| scheme.code()));
    coded(
        "certification",
        "在有效期内的认证",
        "A verified certificate that is valid today",
        schemes,
    )
}

pub(super) fn buyer_kind() -> Parameter {
    coded(
        "buyer_kind",
        "采购方类别",
        "Kind of buyer",
        codes(OrganisationKind::ALL.iter().map(|kind| kind.code())),
    )
}

pub(super) fn kinds(side: Side) -> Vec<&'static str> {
    OrganisationKind::of_side(side).map(|kind| kind.code()).collect()
}

pub(super) fn coded(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    codes: Vec<&str>,
) -> Parameter {
    Parameter::query(name, (zh, en), json!({ "type": "string", "enum": codes }))
}

pub(super) fn id(name: &'static str, zh: &'static str, en: &'static str) -> Parameter {
    Parameter::query(name, (zh, en), id_schema())
}

pub fn id_schema() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": i64::MAX })
}

pub(super) fn zone() -> Parameter {
    Parameter::query(
        "zone",
        ("展区代码", "Code of a zone"),
        json!({ "type": "string", "pattern": "^[A-Za-z0-9]{1,8}$" }),
    )
}

pub(super) fn price() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{1,9}(\\.[0-9]{1,4})?$" })
}

/// A day or a month; a pattern cannot express the days of each month.
pub fn as_of() -> Parameter {
    let month = json!({ "type": "string", "pattern": MONTH });
    let day = json!({ "anyOf": [{ "type": "string", "format": "date" }, month] });
    Parameter::query("as_of", ("截至日期或月末", "As of a day, or a month's end"), day)
}

pub(super) fn place() -> Value {
    json!({ "type": "string", "pattern": PLACE_PATTERN })
}
