//! The form of a certificate, and the decisions of an officer.

use super::model::{CertificationRecord, Claim};
use crate::{
    files::forms::Sent,
    products::model::Scheme,
    values::{day, ids::ProductId},
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use chrono::NaiveDate;

/// The most products of one certificate.
const MOST_NAMED: usize = 60;

#[derive(Debug, Clone, Default)]
pub struct CertificateForm {
    /// The code of the form; a form sent twice creates one certificate.
    pub form: String,
    pub version: String,
    /// The certificate to be renewed.
    pub renews: String,
    pub scheme: String,
    pub number: String,
    pub issuer: String,
    pub valid_from: String,
    pub valid_to: String,
    pub products: Vec<String>,
}

impl CertificateForm {
    pub fn of(held: &CertificationRecord) -> Self {
        let claim = &held.claim;
        Self {
            version: held.version.to_string(),
            scheme: claim.scheme.code().to_string(),
            number: claim.number.clone(),
            issuer: claim.issuer.clone(),
            valid_from: claim.valid_from.to_string(),
            valid_to: claim.valid_to.map(|day| day.to_string()).unwrap_or_default(),
            products: claim.products.iter().map(ToString::to_string).collect(),
            ..Self::default()
        }
    }

    /// The next term of an existing certificate: the same except for its dates.
    pub fn renewing(held: &CertificationRecord) -> Self {
        let next = held.claim.valid_to.and_then(|last| last.succ_opt()).map(|day| day.to_string());
        Self {
            renews: held.id.to_string(),
            version: String::new(),
            valid_from: next.unwrap_or_default(),
            valid_to: String::new(),
            ..Self::of(held)
        }
    }

    pub fn read(sent: &Sent) -> Self {
        let get = |name: &str| sent.get(name).to_string();
        Self {
            form: get("form"),
            version: get("version"),
            renews: get("renews"),
            scheme: get("scheme"),
            number: get("number"),
            issuer: get("issuer"),
            valid_from: get("valid_from"),
            valid_to: get("valid_to"),
            products: sent.all("products"),
        }
    }

    pub fn names(&self, product: &ProductId) -> bool {
        let id = product.to_string();
        self.products.iter().flat_map(|chosen| chosen.split_whitespace()).any(|chosen| chosen == id)
    }

    /// `offers`: the selectable products. `has_scan`: a scan was received before.
    pub fn parse(
        &self,
        page: &Page,
        sent: &Sent,
        offers: &[ProductId],
        has_scan: bool,
    ) -> Result<Claim, Errors> {
        let mut errors = Errors::default();
        let scheme = self.scheme.parse::<Scheme>().ok();
        if scheme.is_none() {
            errors.add(
                "scheme",
                page.t("认证类型", "Certification scheme"),
                page.t("请选择", "Choose one"),
            );
        }
        let number = words(&self.number, 60);
        if number.is_none() {
            errors.add(
                "number",
                page.t("证书编号", "Number"),
                page.t(
                    "请按证书填写，不超过 60 个字",
                    "As on the certificate, in 60 characters or fewer",
                ),
            );
        }
        let issuer = words(&self.issuer, 80);
        if issuer.is_none() {
            errors.add(
                "issuer",
                page.t("发证机构", "Issuer"),
                page.t(
                    "请按证书填写，不超过 80 个字",
                    "As on the certificate, in 80 characters or fewer",
                ),
            );
        }
        let days = self.days(page, &mut errors);
        let products = self.products(page, offers, &mut errors);
        sent.check_scan(page, page.t("证书扫描件", "Scan"), has_scan, &mut errors);
        match (scheme, number, issuer, days) {
            (Some(scheme), Some(number), Some(issuer), Some((valid_from, valid_to)))
                if errors.is_empty() =>
            {
                Ok(Claim { scheme, number, issuer, valid_from, valid_to, products })
            }
            _ => Err(errors),
        }
    }

    fn days(&self, page: &Page, errors: &mut Errors) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let (from, to) = (day::parse(self.valid_from.trim()), self.valid_to.trim());
        let form = page.t("格式为 2020-09-28", "Use the format 2020-09-28");
        if from.is_none() {
            errors.add("valid_from", page.t("有效期起", "Valid from"), form);
        }
        let last = day::parse(to);
        if last.is_none() && !to.is_empty() {
            errors.add("valid_to", page.t("有效期止", "Valid until"), form);
            return None;
        }
        if last.is_some_and(|last| from.is_some_and(|from| last < from)) {
            errors.add(
                "valid_to",
                page.t("有效期止", "Valid until"),
                page.t("不能早于有效期起", "Must not be before the first day"),
            );
        }
        Some((from?, last))
    }

    fn products(&self, page: &Page, offers: &[ProductId], errors: &mut Errors) -> Vec<ProductId> {
        let named: Vec<ProductId> = offers.iter().filter(|id| self.names(id)).copied().collect();
        let label = page.t("证书覆盖的产品", "Products covered");
        if named.is_empty() {
            errors.add(
                "products",
                label,
                page.t(
                    "请至少勾选一种：认证仅适用于证书覆盖的产品",
                    "Select at least one: a certificate applies only to the products it covers",
                ),
            );
        } else if named.len() > MOST_NAMED {
            errors.add("products", label, page.t("不超过 60 种", "Select 60 or fewer"));
        }
        named
    }
}
