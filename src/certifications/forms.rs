//! What a holder types about a certificate, and what an officer answers.

use super::model::{Claim, Held};
use crate::{
    files::forms::Sent,
    kit::{
        forms::{Errors, words},
        page::Page,
    },
    products::model::Scheme,
    values::{day, ids::ProductId},
};
use chrono::NaiveDate;

/// A certificate names no more.
const MOST_NAMED: usize = 60;

#[derive(Debug, Clone, Default)]
pub struct CertificateForm {
    /// Of the form itself: sent twice, it makes one certificate.
    pub form: String,
    pub version: String,
    /// The certificate whose next term it is.
    pub renews: String,
    pub scheme: String,
    pub number: String,
    pub issuer: String,
    pub valid_from: String,
    pub valid_to: String,
    pub products: Vec<String>,
}

impl CertificateForm {
    pub fn of(held: &Held) -> Self {
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

    /// The next term of one that is there: the same but its days.
    pub fn renewing(held: &Held) -> Self {
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

    /// `offers`: what it may name. `has_scan`: one came before.
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
            errors.add("scheme", page.t("哪种认证", "Scheme"), page.t("选一种", "Choose one"));
        }
        let number = words(&self.number, 60);
        if number.is_none() {
            errors.add(
                "number",
                page.t("证书编号", "Number"),
                page.t("照证书写，最多 60 个字", "As it stands there, 60 characters at most"),
            );
        }
        let issuer = words(&self.issuer, 80);
        if issuer.is_none() {
            errors.add(
                "issuer",
                page.t("发证机构", "Issuer"),
                page.t("照证书写，最多 80 个字", "As it stands there, 80 characters at most"),
            );
        }
        let days = self.days(page, &mut errors);
        let products = self.products(page, offers, &mut errors);
        scan(page, page.t("证书扫描件", "Scan"), sent, has_scan, &mut errors);
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
        let form = page.t("写成 2020-09-28", "As 2020-09-28");
        if from.is_none() {
            errors.add("valid_from", page.t("从哪天起", "Valid from"), form);
        }
        let last = day::parse(to);
        if last.is_none() && !to.is_empty() {
            errors.add("valid_to", page.t("到哪天止", "Valid until"), form);
            return None;
        }
        if last.is_some_and(|last| from.is_some_and(|from| last < from)) {
            errors.add(
                "valid_to",
                page.t("到哪天止", "Valid until"),
                page.t("不能早于起始日", "Not before its first day"),
            );
        }
        Some((from?, last))
    }

    fn products(&self, page: &Page, offers: &[ProductId], errors: &mut Errors) -> Vec<ProductId> {
        let named: Vec<ProductId> = offers.iter().filter(|id| self.names(id)).copied().collect();
        let label = page.t("写明哪些产品", "Products it names");
        if named.is_empty() {
            errors.add(
                "products",
                label,
                page.t(
                    "至少点一种：认证只管证书上写明的产品",
                    "One at least: a certificate is for the products it names",
                ),
            );
        } else if named.len() > MOST_NAMED {
            errors.add("products", label, page.t("最多 60 种", "60 at most"));
        }
        named
    }
}

/// One that came now or before, under `label`.
pub fn scan(page: &Page, label: &str, sent: &Sent, has_scan: bool, errors: &mut Errors) {
    for (called, unfit) in &sent.unfit {
        let called: String = called.chars().take(60).collect();
        errors.add(
            "scan",
            label,
            format!("{called}{}{}", page.t("：", ": "), unfit.says(page.lang)),
        );
    }
    if sent.files.is_empty() && sent.unfit.is_empty() && !has_scan {
        errors.add(
            "scan",
            label,
            page.t("拍一张，或者选一个文件", "Take a picture of it, or choose a file"),
        );
    }
}
