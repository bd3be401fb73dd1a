//! Draws what went wrong in the site's own dress, in the visitor's language, with a way on.

use super::{
    page::{Page, language},
    problem::Problem,
    problem_json,
    query::{BadQuery, Query},
    state::App,
};
use crate::{
    site::model::{Installation, Site},
    values::clock::Clock,
};
use askama::Template;
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Uri, header},
    middleware::Next,
    response::Response,
};
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "errors/problem.html")]
struct ProblemPage {
    page: Page,
    problem: Problem,
    request_id: String,
}

/// Replaces the body of every refusal, keeping its status and headers.
pub async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    // Private links stand in addresses: the log has the route alone.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let request_id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_string();
    let mut response = next.run(request).await;
    let Some(problem) = Problem::of(&response) else { return response };
    match problem {
        Problem::Internal => tracing::error!(
            route = route.as_ref().map(MatchedPath::as_str),
            request_id,
            "an error of ours was answered"
        ),
        // Nobody is signed in there, or the guard records it: anybody can send as many as he likes.
        Problem::Foreign => tracing::warn!(
            route = route.as_ref().map(MatchedPath::as_str),
            request_id,
            "a form came from elsewhere"
        ),
        _ => {}
    }
    if problem_json::is_for(uri.path()) {
        return problem_json::write(response, &problem);
    }
    let view = ProblemPage { page: frame(&app, &uri), problem, request_id };
    if let Ok(html) = view.render() {
        *response.body_mut() = Body::from(html);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The page's frame without asking the database: as last seen, or bare.
fn frame(app: &App, uri: &Uri) -> Page {
    let site = app.last_site().unwrap_or_else(|| Arc::new(bare_site()));
    let (lang, path) = language(uri);
    Page {
        lang,
        path,
        query: Query::default(),
        today: app
            .last_site()
            .map_or_else(|| Clock::new(None).today(), |site| app.clock(&site).today()),
        site,
        public_url: app.public_url().to_string(),
        is_answer: false,
    }
}

fn bare_site() -> Site {
    let installation =
        Installation { is_demonstration: false, business_day: None, dispatch_launched_on: None };
    Site { installation, city: None, editions: Vec::new(), banners: Vec::new() }
}

impl ProblemPage {
    fn title(&self) -> &str {
        match self.problem {
            Problem::NotFound => {
                self.page.t("这里没有圈，羊走岔了", "No pen here: the sheep went astray")
            }
            Problem::MethodNotAllowed => self
                .page
                .t("这个地址不接受这种请求", "This address does not take that kind of request"),
            Problem::Forbidden => self.page.t("这道门不归您开", "This gate is not yours to open"),
            Problem::Foreign => {
                self.page.t("这张表不是从本站送来的", "This form was not sent from here")
            }
            Problem::Unencrypted => self.page.t("这里不能输密码", "No place for a password"),
            Problem::BadQuery(_) => self.page.t("这个条件看不懂", "This filter makes no sense"),
            Problem::BadForm => self.page.t("这张表单看不懂", "This form makes no sense"),
            Problem::NotAcceptable => {
                self.page.t("这里没有这种格式", "There is no such format here")
            }
            Problem::TooLarge => self.page.t("送来的东西太大", "That is too large"),
            Problem::TooOften(_) => self.page.t("问得太快了", "Too many questions at once"),
            Problem::Unavailable => self.page.t("账房一时忙不过来", "The counting house is busy"),
            Problem::Internal => self.page.t("我们这边出了差错", "Something broke on our side"),
        }
    }

    fn advice(&self) -> String {
        let t = |zh: &str, en: &str| self.page.t(zh, en).to_string();
        match &self.problem {
            Problem::NotFound => t(
                "您要的页面不存在，或者还没有公布。地址没抄错的话，试试下面几条路。",
                "The page does not exist, or is not published yet. If the address is right, try one of these ways.",
            ),
            Problem::Forbidden => t(
                "您的账户没有这项权限。这次请求已经记入审计记录。",
                "Your account has no right to this. The request stands in the audit trail.",
            ),
            Problem::Foreign => t(
                "什么也没有改。请在本站的页面上打开这张表，再填一次。",
                "Nothing was changed. Open the form on a page of this site, and fill it in again.",
            ),
            Problem::Unencrypted => t(
                "这个地址没有加密，路上的人看得到密码。请用 https 打开。",
                "This address is not encrypted: a password could be read on the way. Open it by https.",
            ),
            Problem::MethodNotAllowed => {
                t("请从下面的链接进入。", "Please come in by one of the links below.")
            }
            Problem::BadQuery(bad) => self.why(bad),
            Problem::BadForm => t(
                "表单里有不是文字的内容，或者有栏目缺了、重复了。请回到上一页，从页面上填写提交；什么都没有保存。",
                "It holds something that is no text, or lacks or repeats a field. Go back and send it from its page; nothing was kept.",
            ),
            Problem::NotAcceptable => {
                t("请从下面的链接进入。", "Please come in by one of the links below.")
            }
            Problem::TooLarge => t("请减小后再试。", "Please make it smaller and try again."),
            Problem::TooOften(_) => t("请过几秒再试。", "Please try again in a few seconds."),
            Problem::Unavailable => t(
                "请过几秒刷新一次；已经登记的数据都在。",
                "Please reload in a few seconds; everything recorded is safe.",
            ),
            Problem::Internal => t(
                "出错的经过已经记在服务器的日志里。请稍后再试，或从下面的链接继续。",
                "What went wrong stands in the server's log. Please try again later, or go on by one of the links below.",
            ),
        }
    }

    fn why(&self, bad: &BadQuery) -> String {
        let t = |zh: &str, en: &str| self.page.t(zh, en).to_string();
        match bad {
            BadQuery::NotText => t(
                "地址里有不是文字的内容。请从列表重新选择条件。",
                "The address holds something that is no text. Please choose the filters again from the list.",
            ),
            BadQuery::TooLong => t(
                "地址太长。请从列表重新选择条件。",
                "The address is too long. Please choose the filters again from the list.",
            ),
            BadQuery::SearchTooLong => {
                t("搜索词太长，最多 100 个字。", "The search is too long: 100 characters at most.")
            }
            BadQuery::Unknown { name, allowed } if self.page.zh() => {
                format!("没有条件“{name}”；可以用：{}。", allowed.join("、"))
            }
            BadQuery::Unknown { name, allowed } => {
                format!("There is no filter “{name}”; there are: {}.", allowed.join(", "))
            }
            BadQuery::Future { latest, .. } => self.to_come(*latest),
            BadQuery::Value { name } if self.page.zh() => {
                format!("条件“{name}”没有这个取值。请从列表重新选择。")
            }
            BadQuery::Value { name } => format!(
                "The filter “{name}” has no such value. Please choose it again from the list."
            ),
        }
    }

    fn to_come(&self, latest: NaiveDate) -> String {
        let latest = self.page.day(&latest);
        match self.page.zh() {
            true => format!("所选的截至日期还没有到，尚无数据可查。最晚可选{latest}。"),
            false => format!(
                "That day has not come yet, so there is nothing to show. The latest day is {latest}."
            ),
        }
    }

    /// The list itself, where only its filter was wrong.
    fn way_back(&self) -> Option<String> {
        matches!(self.problem, Problem::BadQuery(_)).then(|| self.page.href(&self.page.path))
    }
}
