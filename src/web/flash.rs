//! Flash messages: what was just done, shown on the next page. A cookie carries its code until it is
//! read. Each noun declares its own (`handlers/flashes.rs`).

use crate::{http::session::set_cookie, values::lang::Lang};
use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;

const NAME: &str = "__Host-said";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flash {
    pub code: &'static str,
    text: (&'static str, &'static str),
}

/// Declares flashes, each with its code and its text in both languages, and `ALL` of them.
#[macro_export]
macro_rules! flashes {
    ($($name:ident $code:literal $zh:literal $en:literal,)*) => {
        $(pub const $name: $crate::web::flash::Flash =
            $crate::web::flash::Flash::new($code, $zh, $en);)*

        pub const ALL: &[$crate::web::flash::Flash] = &[$($name,)*];
    };
}

/// Those of any noun.
pub mod shared {
    crate::flashes! {
        RETURNED "returned" "已退回，供应主体会看到您填写的原因。"
            "Returned: the supplier will see your reason.",
        LOOK_AGAIN "look-again" "未保存：记录刚被修改，请重新查看。"
            "Not saved: it was just changed. Check it again.",
        TOO_MANY_ROWS "too-many-rows" "一张表最多 100 万行：请先筛选，再导出。"
            "A sheet holds at most one million rows: filter the list first.",
        NOTHING_TICKED "nothing-ticked" "请先勾选记录，再选择操作。" "Select some records first.",
        SELECTION_DONE "selection" "所选记录已全部办理。" "All selected records are done.",
        SELECTION_PARTLY "selection-partly" "部分记录刚被他人处理，未作修改；其余已办理。"
            "Someone else just handled some of these, so they are unchanged; the rest are done.",
        WRONG_STATE "not-now" "未保存：他人刚刚处理过。"
            "Not saved: someone else just changed this.",
    }
}

impl Flash {
    pub const fn new(code: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { code, text: (zh, en) }
    }

    pub fn text(self, lang: Lang) -> &'static str {
        lang.t(self.text.0, self.text.1)
    }

    /// The code that a request brings.
    pub fn read(headers: &HeaderMap) -> Option<String> {
        Some(CookieJar::from_headers(headers).get(NAME)?.value().to_string())
    }

    pub fn forget(headers: &mut HeaderMap) {
        set_cookie(headers, NAME, "", Some(0));
    }

    /// Redirects to `address`, where it is read.
    pub fn at(self, address: &str) -> Response {
        let mut response = Redirect::to(address).into_response();
        set_cookie(response.headers_mut(), NAME, self.code, Some(120));
        response
    }
}
