//! Codes of divisions: 6 digits for a city or banner, 9 for a township, 12 for a village. Places
//! are compared by code, never by a prefix of the name.

use serde::Serialize;
use std::{fmt, str::FromStr};

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct PlaceCode(String);

impl PlaceCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The township itself, or the one it lies in.
    pub fn township(&self) -> Self {
        Self(self.0.chars().take(9).collect())
    }

    pub fn is_village(&self) -> bool {
        self.0.len() == 12
    }

    pub fn is_within(&self, place: &Self) -> bool {
        self.0.starts_with(&place.0)
    }

    /// The page of the place. Townships have none: their villages are on the page of the banner.
    pub fn path(&self) -> String {
        match self.0.len() {
            6 => format!("/banners/{}", self.0),
            9 => format!("/banners/{}#t{}", &self.0[..6], self.0),
            _ => format!("/villages/{}", self.0),
        }
    }
}

impl FromStr for PlaceCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fits = matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(text.to_string())).ok_or(())
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
