//! The sales of a product, on the ladder.

use crate::{
    contracts::model::ProductSums,
    products::model::ProductDetails,
    ui::ladder::{Ladder, Share, Step, share},
    values::rung::Rung,
    web::page::Page,
};

/// Four steps, since an intent names no product.
pub fn of(page: &Page, product: &ProductDetails, sums: &ProductSums) -> Ladder {
    Ladder::new(
        page.lang,
        false,
        vec![
            framework(page, product, sums),
            contract(page, product, sums),
            purchase(page, product, sums),
            payment(page),
        ],
    )
}

fn link(page: &Page, product: &ProductDetails, path: &str, n: i64) -> Option<String> {
    (n > 0).then(|| page.href(format!("{path}&product={}", product.id)))
}

fn counted(page: &Page, n: i64, words: (&str, &str, &str)) -> String {
    if n > 0 {
        format!("{n} {}", page.counted(&n, words.0, words.1, words.2))
    } else {
        String::new()
    }
}

fn framework(page: &Page, product: &ProductDetails, sums: &ProductSums) -> Step {
    let open = sums.framework.is_zero() && sums.frameworks > 0;
    let instead =
        if open { page.t("未约定上限", "no ceiling set") } else { page.t("暂无", "none") };
    let definition = page.t(
        "含有此产品的合同所属框架协议的上限；协议不按产品拆分，此处为协议全额。",
        "Ceilings of the framework agreements behind its contracts. Agreements are not split by \
         product, so this is the whole amount.",
    );
    let href = link(page, product, "/agreements?state=signed", sums.frameworks);
    Step {
        instead: instead.to_string(),
        count_href: href.clone(),
        href,
        count: counted(page, sums.frameworks, ("份协议", "agreement", "agreements")),
        definition: definition.to_string(),
        share: Share::words(page.t("不按产品拆分，不作比", "not split by product")),
        ..Step::new(
            Rung::Framework,
            (sums.frameworks > 0 && !open).then(|| sums.framework.figure()),
        )
    }
}

fn contract(page: &Page, product: &ProductDetails, sums: &ProductSums) -> Step {
    let href = link(page, product, "/contracts?state=standing", sums.contracts);
    let definition = page
        .t("采购合同中此产品各行的金额，按补充协议后计。", "Its lines in contracts, as amended.");
    Step {
        instead: page.t("暂无", "none").to_string(),
        count: counted(page, sums.contracts, ("份合同", "contract", "contracts")),
        count_href: href.clone(),
        href,
        definition: definition.to_string(),
        share: Share::words(page.t("含此产品的合同行", "lines with this product")),
        ..Step::new(Rung::Contract, (sums.contracts > 0).then(|| sums.contract.figure()))
    }
}

fn purchase(page: &Page, product: &ProductDetails, sums: &ProductSums) -> Step {
    let href = link(page, product, "/deliveries?kind=contract&state=accepted", sums.deliveries);
    let definition = page.t(
        "合同项下已验收的此产品金额。农户类别只按全市和旗区公布，单个产品不公布。",
        "Accepted under contracts. Household categories are published for the city and the banners \
         only, never for a product.",
    );
    let share = match share(sums.purchase.in_yuan(), sums.contract.in_yuan()) {
        Some(ratio) => {
            Share::ratio(page.t("合同金额的", ""), ratio, page.t("", "of the contracts"))
        }
        None => Share::words(page.t("暂无到货", "nothing has arrived yet")),
    };
    Step {
        instead: page.t("暂无", "none").to_string(),
        count: counted(page, sums.deliveries, ("次到货", "delivery", "deliveries")),
        count_href: href.clone(),
        href,
        definition: definition.to_string(),
        share,
        ..Step::new(Rung::Purchase, (sums.deliveries > 0).then(|| sums.purchase.figure()))
    }
}

fn payment(page: &Page) -> Step {
    Step {
        instead: page.t("不公布", "not published").to_string(),
        href: Some(page.href("/payments")),
        count: page.t("不拆到产品", "not split by product").to_string(),
        definition: page
            .t("付款只按采购方和周期公布。", "Payments are published by buyer and period only.")
            .to_string(),
        share: Share::words(page.t("查看付款汇总", "See published payments")),
        share_href: Some(page.href("/payments")),
        ..Step::new(Rung::Payment, None)
    }
}
