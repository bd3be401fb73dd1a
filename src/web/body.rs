//! A submitted form. The extractor refuses a form that is not text, or that lacks or repeats a
//! single field, before a handler sees it, with an error page of the site.

use super::query::is_text;
use crate::http::problem::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, RawForm, Request},
    http::StatusCode,
    response::IntoResponse,
};
use serde::de::DeserializeOwned;

/// Deserializes a urlencoded form into `T`; repeated fields become lists.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        read(&bytes(request, state).await?).map(Self).ok_or(Problem::BadForm)
    }
}

/// The bytes of a urlencoded form.
pub async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let RawForm(body) = RawForm::from_request(request, state).await.map_err(refused)?;
    Ok(body)
}

/// A form with files, part by part.
pub struct Parts(pub Multipart);

impl<S: Send + Sync> FromRequest<S> for Parts {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Multipart::from_request(request, state).await.map(Self).map_err(refused)
    }
}

fn refused(rejection: impl IntoResponse) -> Problem {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadForm,
    }
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Option<T> {
    let mut parts = std::str::from_utf8(body).ok()?.split(['&', '=']);
    parts.all(is_text).then(|| serde_html_form::from_bytes(body).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Default, Deserialize)]
    #[serde(default)]
    struct Typed {
        name: String,
        months: Vec<u8>,
    }

    #[test]
    fn a_form_is_read_or_refused_whole() {
        let form = |body: &str| read::<Typed>(&Bytes::from(body.to_string()));
        let read =
            |name: &str, months: &[u8]| Some(Typed { name: name.into(), months: months.to_vec() });
        assert_eq!(form(""), read("", &[]));
        assert_eq!(
            form("name=%E7%BE%8A+1%0Ab&months=9&months=10&other=x"),
            read("羊 1\nb", &[9, 10])
        );
        for odd in [
            "name=a%00b",
            "na%00me=a",
            "name=%ff",
            "name=%ED%A0%80",
            "name=a&name=b",
            "months=x",
            "name=a\0",
        ] {
            assert_eq!(form(odd), None, "{odd}");
        }
    }
}
