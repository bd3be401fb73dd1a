//! Static files, embedded in the binary. All share one fingerprint in their address, so browsers
//! may cache them for ever and files may refer to each other by plain names.

use super::problem::Problem;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// The stylesheet is stored in parts, in the order of the cascade, and served as one file without
/// its indentation. Pages of a few people have their own (`pages/`), so that visitors do not load it.
const STYLESHEET: &str = "farmfair.css";

static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<Cow<str>> = Files::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update(Files::get(&name).map(|file| file.data).unwrap_or_default());
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// The address of a file below static/.
pub fn address(name: &str) -> String {
    format!("/static/{}/{name}", *FINGERPRINT)
}

pub async fn show(Path((fingerprint, name)): Path<(String, String)>) -> Response {
    let Some(body) = bytes(&name) else { return Problem::NotFound.into_response() };
    // An address of another version still finds its file, but is not cached.
    let keep = if fingerprint == *FINGERPRINT {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(&name))),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    (headers, body.into_owned()).into_response()
}

fn bytes(name: &str) -> Option<Cow<'static, [u8]>> {
    if name == STYLESHEET {
        return Some(Cow::Owned(stylesheet()));
    }
    Files::get(name).map(|file| file.data)
}

fn stylesheet() -> Vec<u8> {
    let mut parts: Vec<Cow<str>> = Files::iter().filter(|name| name.starts_with("css/")).collect();
    parts.sort();
    let texts = parts
        .iter()
        .filter_map(|name| Files::get(name))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned());
    texts
        .flat_map(|text| {
            text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect::<String>().into_bytes()
        })
        .collect()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
