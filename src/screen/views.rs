//! The screen.

use super::model::Deal;
use crate::{
    fairs::model::ordinal,
    indicators::model::{BannerSums, Facts, Sums},
    journal::model::Account,
    places::views::Atlas,
    products::model::Category,
    site::model::Edition,
    ui::{
        amount::Stamp,
        ladder::Ladder,
        map::{Map, Value},
        qr::Qr,
    },
    values::{
        amount::Amount,
        lang::Lang,
        rung::{Purchase, Rung},
        spoken::say_yuan,
    },
    web::page::Page,
};
use askama::Template;
use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::cmp::Reverse;

/// As many as there are banners beside them.
const GOODS_SHOWN: usize = 9;

#[derive(Template)]
#[template(path = "screen/index.html")]
pub struct Index {
    pub page: Page,
    /// When the figures were read, in Beijing time.
    pub read_at: String,
    pub ceremony: Option<Ceremony>,
    /// When a release was last taken back.
    pub corrected_at: Option<DateTime<Utc>>,
    /// The latest first.
    pub deals: Vec<Deal>,
    pub ladder: Ladder,
    pub atlas: Atlas,
    pub ranking: Map,
    pub goods: Vec<Goods>,
    pub qr: Option<Qr>,
}

impl Index {
    fn latest(&self) -> Option<&Deal> {
        self.deals.first()
    }

    fn earlier(&self) -> &[Deal] {
        self.deals.get(1..).unwrap_or_default()
    }

    fn title(&self) -> &str {
        self.ceremony.as_ref().map_or(self.page.t("大屏", "Big screen"), |ceremony| {
            ceremony.edition.name(self.page.lang)
        })
    }

    fn intent_stamp(&self) -> Stamp {
        self.stamp(Rung::Intent)
    }

    fn stamp(&self, rung: Rung) -> Stamp {
        Stamp { rung, lang: self.page.lang }
    }

    /// What each step counts, in the words that fit a hall.
    fn footnotes(&self) -> Vec<(Stamp, &str)> {
        let texts = [
            ("仪式上签下的，不因日后失效减少", "as signed; does not fall when one lapses"),
            ("有效期内的上限；未约定的不计", "ceilings in force; open ones are left out"),
            ("按补充协议后的金额", "as amended"),
            ("已验收；三类农户只按全市和旗区公布", "accepted; households: city and banners"),
            ("已公布的付款。五本账不相加", "published; ledgers are never added"),
        ];
        let note = |(rung, (zh, en)): (&Rung, (&'static str, &'static str))| {
            (self.stamp(*rung), self.page.t(zh, en))
        };
        Rung::ALL.iter().zip(texts).map(note).collect()
    }

    fn renewed(&self, edition: &i16) -> String {
        let edition = ordinal(*edition, self.page.lang);
        match self.page.lang {
            Lang::Zh => format!("续签{edition}项目，历届合计中不是新增金额"),
            Lang::En => {
                format!("renews a project of the {edition} fair: not new money in the totals")
            }
        }
    }
}

/// The edition and its own figures, apart from the stairs.
pub struct Ceremony {
    pub edition: Edition,
    pub sums: Sums,
    pub exhibitors: i64,
    pub products: i64,
    pub banners: i64,
}

impl Ceremony {
    pub fn new(edition: Edition, facts: &Facts) -> Self {
        let exhibiting = facts.exhibiting;
        Self {
            edition,
            sums: facts.sums(),
            exhibitors: exhibiting.exhibitors,
            products: exhibiting.products,
            banners: exhibiting.banners,
        }
    }
}

/// The banners by what the edition signed.
pub fn intents_by_banner(page: &Page, sums: &[BannerSums]) -> Map {
    let value = |row: &BannerSums| {
        let yuan = row.sums.intent.in_yuan();
        Value {
            code: row.banner_code.to_string(),
            value: yuan,
            said: say_yuan(yuan, page.lang).line(),
            records: page.href(format!("/projects?banner={}", row.banner_code)),
        }
    };
    Map::new(page, String::new(), sums.iter().map(value).collect())
}

/// The accepted goods of a category.
pub struct Goods {
    pub category: &'static Category,
    pub amount: Amount<Purchase>,
    pub href: String,
    /// The share of the largest, in percent.
    pub bar: String,
}

impl Goods {
    /// The categories of which something was accepted, largest first; `facts` are those of
    /// `Category::top()`.
    pub fn all(page: &Page, facts: &[Facts]) -> Vec<Self> {
        let amount = |facts: &Facts| facts.balances.amount(Account::PurchaseAccepted);
        let of = |(category, facts): (&'static Category, &Facts)| Self {
            category,
            amount: amount(facts),
            href: page.href(format!("/statistics/purchased?category={}", category.code)),
            bar: String::new(),
        };
        let mut goods: Vec<Self> = Category::top().zip(facts).map(of).collect();
        goods.retain(|one| !one.amount.is_zero());
        goods.sort_by_key(|one| Reverse(one.amount.in_yuan()));
        goods.truncate(GOODS_SHOWN);
        let most = goods.first().map(|one| one.amount.in_yuan()).unwrap_or_default();
        for one in &mut goods {
            one.bar = bar(one.amount.in_yuan(), most);
        }
        goods
    }
}

fn bar(part: Decimal, most: Decimal) -> String {
    let share = part.checked_div(most).and_then(|share| share.to_f64()).unwrap_or_default();
    format!("{:.1}%", share * 100.0)
}
