//! Navigation of every page: the menu, the index in the footer, the dock on a phone.

use super::page::Page;

pub struct Item {
    pub label: String,
    pub href: String,
    pub icon: &'static str,
    pub current: bool,
}

pub struct Group {
    pub title: String,
    pub items: Vec<Item>,
}

/// Sections by the paths that belong to them.
const LEDGERS: [&str; 5] = ["/projects", "/agreements", "/contracts", "/deliveries", "/payments"];
const PLACES: [&str; 2] = ["/banners", "/villages"];

impl Page {
    pub fn menu(&self) -> Vec<Item> {
        vec![
            self.item("展会", "Fair", "/", &["/"]),
            self.item("展商", "Exhibitors", "/exhibitors", &["/exhibitors"]),
            self.item("产品", "Products", "/products", &["/products", "/brands"]),
            self.item("签约与合同", "Deals", "/projects", &[&LEDGERS[..], &["/buyers"]].concat()),
            self.item("旗区", "Banners", "/banners", &PLACES),
            self.item("历届", "Editions", "/fairs", &["/fairs"]),
        ]
    }

    pub fn dock(&self) -> Vec<Item> {
        let item = |zh, en, path, icon, section: &[&str]| Item {
            icon,
            ..self.item(zh, en, path, section)
        };
        let mut items = vec![
            item("展会", "Fair", "/", "i-home", &["/"]),
            item("展商", "Exhibitors", "/exhibitors", "i-stall", &["/exhibitors"]),
            item("产品", "Products", "/products", "i-basket", &["/products"]),
            item("账本", "Deals", "/projects", "i-ledger", &LEDGERS),
        ];
        items.push(Item {
            label: self.t("全部", "All").to_string(),
            href: "#all".into(),
            icon: "i-list",
            current: false,
        });
        items
    }

    /// The five ledgers, as tabs over each of their lists.
    pub fn ledgers(&self) -> Vec<Item> {
        vec![
            self.item("签约项目", "Signed projects", LEDGERS[0], &LEDGERS[..1]),
            self.item("框架协议", "Framework agreements", LEDGERS[1], &LEDGERS[1..2]),
            self.item("采购合同", "Contracts", LEDGERS[2], &LEDGERS[2..3]),
            self.item("到货验收", "Deliveries", LEDGERS[3], &LEDGERS[3..4]),
            self.item("付款", "Payments", LEDGERS[4], &LEDGERS[4..]),
        ]
    }

    pub fn index(&self) -> Vec<Group> {
        let group = |zh: &str, en: &str, items: Vec<Item>| Group {
            title: self.t(zh, en).to_string(),
            items,
        };
        let link = |zh: &str, en: &str, path: &str| self.item(zh, en, path, &[]);
        // A page in one language only has no language in its address.
        let only =
            |zh: &str, en: &str, path: &str| Item { href: path.to_string(), ..link(zh, en, path) };
        let mut editions = vec![
            link("本届展会", "This edition", "/"),
            link("历届对照", "Editions side by side", "/fairs"),
        ];
        if let Some(edition) = self.edition() {
            editions.push(link("平面图", "Floor plan", &format!("{}/floor-plan", edition.path())));
            editions.push(link("现场销售", "On-site sales", &format!("{}/sales", edition.path())));
        }
        vec![
            group("展会", "Fair", editions),
            group(
                "名录",
                "Directory",
                vec![
                    link("展商", "Exhibitors", "/exhibitors"),
                    link("产品", "Products", "/products"),
                    link("品牌", "Brands", "/brands"),
                    link("采购单位", "Buyers", "/buyers"),
                ],
            ),
            group("账本", "Ledgers", self.ledgers()),
            group("统计", "Statistics", vec![link("指标", "Indicators", "/statistics")]),
            group(
                "地方",
                "Places",
                vec![
                    link("九个旗区", "Banners", "/banners"),
                    link("嘎查村", "Villages", "/villages"),
                ],
            ),
            group(
                "关于",
                "About",
                vec![
                    link("关于本站", "About this site", "/about"),
                    only("开放接口", "API and open data", "/api/docs"),
                    only("签约订阅", "Feed of signings", "/feed.xml"),
                ],
            ),
        ]
    }

    fn item(&self, zh: &str, en: &str, path: &str, section: &[&str]) -> Item {
        Item {
            label: self.t(zh, en).to_string(),
            href: self.href(path),
            icon: "",
            current: section.iter().any(|root| self.is_in(root)),
        }
    }

    fn is_in(&self, root: &str) -> bool {
        self.path == root || (root != "/" && self.path.starts_with(&format!("{root}/")))
    }
}
