//! Renders an error as a page of the site, in the visitor's language, with links to go on.

use super::{problem::Problem, problem_json, state::App};
use crate::{
    site::model::{Installation, Site},
    values::clock::Clock,
    web::{
        page::{Page, language},
        query::{BadQuery, Query},
    },
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
    // Private links are part of the address: the log gets only the route.
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
        // Nobody is signed in there, or the guard records it: anybody can send any number of these.
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

/// The frame of the page without the database: as last loaded, or empty.
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
        declared: app.declarations().clone(),
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
            Problem::NotFound => self.page.t("页面不存在", "Page not found"),
            Problem::MethodNotAllowed => self
                .page
                .t("此地址不接受这种请求", "This address does not accept that kind of request"),
            Problem::Forbidden => self.page.t("没有访问权限", "You do not have access"),
            Problem::Foreign => {
                self.page.t("表单不是从本站提交的", "This form was not submitted from this site")
            }
            Problem::Unencrypted => {
                self.page.t("此处不能输入密码", "You cannot enter a password here")
            }
            Problem::BadQuery(_) => {
                self.page.t("无法识别这个筛选条件", "We don't recognise this filter")
            }
            Problem::BadForm => self.page.t("无法识别这张表单", "We can't read this form"),
            Problem::NotAcceptable => self.page.t("没有这种格式", "This format is not available"),
            Problem::TooLarge => self.page.t("提交的内容过大", "The upload is too large"),
            Problem::TooOften(_) => self.page.t("请求过于频繁", "Too many requests"),
            Problem::Unavailable | Problem::Deadlock => {
                self.page.t("系统繁忙", "The service is busy")
            }
            Problem::Internal => {
                self.page.t("系统出错", "Sorry, there is a problem with the service")
            }
        }
    }

    fn advice(&self) -> String {
        let t = |zh: &str, en: &str| self.page.t(zh, en).to_string();
        match &self.problem {
            Problem::NotFound => t(
                "您要访问的页面不存在，或尚未公布。请核对地址，或从以下栏目查找。",
                "The page does not exist, or is not published yet. Check the address, or try one \
                 of these.",
            ),
            Problem::Forbidden => t(
                "您的账户没有此项权限。本次请求已记入审计记录。",
                "Your account does not have permission for this. The request is recorded in the \
                 audit trail.",
            ),
            Problem::Foreign => t(
                "没有修改任何内容。请在本站页面上打开表单，重新填写。",
                "Nothing was changed. Open the form on this site and fill it in again.",
            ),
            Problem::Unencrypted => t(
                "此地址没有加密，密码在传输中可能被他人看到。请用 https 打开。",
                "This address is not encrypted, so others could read the password. Open it with \
                 https.",
            ),
            Problem::MethodNotAllowed => t("请从以下链接进入。", "Use one of the links below."),
            Problem::BadQuery(bad) => self.why(bad),
            Problem::BadForm => t(
                "表单含有非文字内容，或栏目缺失、重复。请返回上一页重新填写提交；没有保存任何内容。",
                "It contains something that is not text, or a field is missing or repeated. Go \
                 back and submit it from its page; nothing was saved.",
            ),
            Problem::NotAcceptable => t("请从以下链接进入。", "Use one of the links below."),
            Problem::TooLarge => t("请减小后再试。", "Make it smaller and try again."),
            Problem::TooOften(_) => t("请几秒后再试。", "Try again in a few seconds."),
            Problem::Unavailable | Problem::Deadlock => t(
                "请几秒后刷新；已登记的数据不受影响。",
                "Reload the page in a few seconds; everything recorded is safe.",
            ),
            Problem::Internal => t(
                "错误已记入服务器日志。请稍后再试，或从以下链接继续。",
                "The error is recorded in the server's log. Try again later, or use one of the \
                 links below.",
            ),
        }
    }

    fn why(&self, bad: &BadQuery) -> String {
        let t = |zh: &str, en: &str| self.page.t(zh, en).to_string();
        match bad {
            BadQuery::NotText => t(
                "地址含有非文字内容。请从列表重新选择条件。",
                "The address contains something that is not text. Choose the filters again from \
                 the list.",
            ),
            BadQuery::TooLong => t(
                "地址过长。请从列表重新选择条件。",
                "The address is too long. Choose the filters again from the list.",
            ),
            BadQuery::SearchTooLong => t(
                "搜索词过长，不超过 100 个字。",
                "The search is too long: use 100 characters or fewer.",
            ),
            BadQuery::Unknown { name, allowed } if self.page.zh() => {
                format!("没有筛选条件“{name}”；可用：{}。", allowed.join("、"))
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
            true => format!("所选截至日期尚未到来，没有数据。最晚可选{latest}。"),
            false => format!(
                "That date is in the future, so there is nothing to show. The latest date is \
                 {latest}."
            ),
        }
    }

    /// The list itself, where only its filter was wrong.
    fn way_back(&self) -> Option<String> {
        matches!(self.problem, Problem::BadQuery(_)).then(|| self.page.href(&self.page.path))
    }
}
