//! An English page is English: Chinese appears only where it is marked as Chinese, such as names of
//! records. So a screen reader changes its voice, and a visitor recognizes a name.

use crate::harness::{
    addresses::{addresses, english},
    html::squeezed,
    site::{Answer, TestApp},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use scraper::{ElementRef, Node};

/// Attributes of an element that a reader sees or hears.
const SPOKEN: [&str; 6] = ["aria-label", "placeholder", "title", "alt", "data-th", "value"];
/// Exceptions. Titles and descriptions contain names of records and cannot be marked in parts. A
/// chip shows typed or chosen text unchanged. A stamp is a picture, with its word beside it for
/// screen readers.
const UNMARKABLE: &str = "title, meta, script, style, .chip, .stamp";

#[tokio::test]
async fn no_chinese_is_left_in_the_interface_of_english_pages() {
    let app = TestApp::fair().await;
    let mut paths = addresses(&app).await;
    paths.extend(
        [
            "/exhibitors?page=99",
            "/products?q=zzzz",
            "/projects?edition=all&stage=lapsed",
            "/deliveries?kind=off_contract",
            "/search?q=yangrou",
        ]
        .map(String::from),
    );
    let mut offenders = Vec::new();
    for path in paths {
        let answer = app.get(&english(&path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        offenders.extend(left_chinese(&answer));
    }
    offenders.sort();
    offenders.dedup();
    assert!(offenders.is_empty(), "{} texts:\n{}", offenders.len(), offenders.join("\n"));
}

#[tokio::test]
async fn english_problems_are_told_in_english() {
    let app = TestApp::fair().await;
    let requests = [
        "/en/nowhere",
        "/en/products?page=0",
        "/en/products?q=%ff",
        "/en/contracts/0",
        "/en/products?banner=1",
    ]
    .map(Request::get);
    for request in requests.into_iter().chain([Request::post("/en/contracts")]) {
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert!(answer.status.is_client_error(), "{}", answer.path);
        assert_eq!(answer.html().attribute("html", "lang"), "en", "{}", answer.path);
        assert_eq!(left_chinese(&answer), Vec::<String>::new(), "{}", answer.path);
    }
}

#[tokio::test]
async fn chinese_pages_are_not_taken_for_english_ones() {
    // The scan itself: if it found nothing, the tests above could not fail.
    let app = TestApp::fair().await;
    let found = left_chinese(&app.get("/products").await);
    assert!(
        found.iter().any(|text| text.ends_with("「跳到正文」")) && found.len() > 30,
        "{found:?}"
    );
}

fn left_chinese(answer: &Answer) -> Vec<String> {
    let page = answer.html();
    let mut found = Vec::new();
    let root = page.elements("html")[0];
    collect(root, &mut found);
    // Record pages repeat: the kind of page identifies the template.
    let kind =
        answer.path.split('?').next().unwrap().trim_end_matches(|c: char| c.is_ascii_digit());
    found.into_iter().map(|text| format!("{kind} 「{text}」")).collect()
}

fn collect(element: ElementRef, found: &mut Vec<String>) {
    let unmarkable = UNMARKABLE.split(", ").any(|css| match css.strip_prefix('.') {
        Some(class) => element.value().has_class(class, scraper::CaseSensitivity::CaseSensitive),
        None => element.value().name() == css,
    });
    let is_root = element.value().name() == "html";
    if unmarkable || (!is_root && element.attr("lang").is_some_and(|lang| lang.starts_with("zh"))) {
        return;
    }
    let spoken =
        SPOKEN.iter().filter_map(|name| element.attr(name)).filter(|text| is_chinese(text));
    found.extend(spoken.map(squeezed));
    for child in element.children() {
        match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(text), _) if is_chinese(text) => found.push(squeezed(text)),
            (_, Some(inner)) => collect(inner, found),
            _ => {}
        }
    }
}

/// Han characters, and Chinese punctuation.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(
            c,
            '\u{3000}'..='\u{30FF}'
                | '\u{3400}'..='\u{9FFF}'
                | '\u{F900}'..='\u{FAFF}'
                | '\u{FF00}'..='\u{FFEF}'
        )
    })
}
