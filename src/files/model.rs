//! A file by its code; a photo in several sizes; what is taken and what is not.

pub mod picture;
pub mod scan;

use crate::values::{
    ids::{FileId, OrganisationId, UserId},
    lang::Lang,
    place_code::PlaceCode,
};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use std::fmt;

/// The largest file that is taken, photo or scan.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// Widths in which a photo is kept. One that is narrower is never made wider.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// A name of chance: nobody can guess another's file by it, and what the browser called it is
/// forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct FileCode(String);

impl FileCode {
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 15];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// As somebody sent it; `None` for what cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        (BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.len() == 15).then(|| Self(text.to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of one of its objects.
    pub fn object(&self, name: &str) -> String {
        format!("{}/{name}", self.0)
    }
}

impl fmt::Display for FileCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The scan of a record.
#[derive(Debug, Clone)]
pub struct Scan {
    pub id: FileId,
    pub code: FileCode,
    pub is_pdf: bool,
}

impl Scan {
    /// From the columns of a left join.
    pub fn read(id: Option<FileId>, code: Option<FileCode>, is_pdf: bool) -> Option<Self> {
        Some(Self { id: id?, code: code?, is_pdf })
    }

    /// Where it is found below `/my/files` or `/admin/files`.
    pub fn address(&self, root: &str) -> String {
        format!("{root}/{}/{}", self.code, if self.is_pdf { scan::PDF } else { scan::PICTURE })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Kept in our widths only, as JPEG.
    Photo,
    /// Of a paper: one picture large enough to be read, or a PDF as it is.
    Scan,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Photo => "photo",
            Kind::Scan => "scan",
        }
    }
}

/// Where somebody sees a file: on the public site, among what is their own, or in the back office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    Public,
    Own(OrganisationId),
    /// Of a banner's parties; `None`: of all.
    Office(Option<PlaceCode>),
}

/// A photo as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Picture {
    pub code: FileCode,
    /// Of its widest size.
    pub width: u32,
    pub height: u32,
    /// What is to be seen on it, for who does not see it.
    pub alt: String,
}

impl Picture {
    /// `root`: `/files`, `/my/files` or `/admin/files`.
    pub fn address(&self, root: &str, width: u32) -> String {
        format!("{root}/{}/{width}.jpg", self.code)
    }

    /// What is offered to a browser: each width that there really is.
    pub fn srcset(&self, root: &str) -> String {
        let offered =
            WIDTHS.iter().enumerate().filter(|(at, _)| *at == 0 || WIDTHS[at - 1] < self.width);
        let offers: Vec<String> = offered
            .map(|(_, width)| format!("{} {}w", self.address(root, *width), self.width.min(*width)))
            .collect();
        offers.join(", ")
    }

    /// Higher than it is wide.
    pub fn is_upright(&self) -> bool {
        self.height > self.width
    }
}

/// A file that was made ready: its objects by name, and what is noted of it.
#[derive(Debug)]
pub struct Ready {
    pub kind: Kind,
    pub content_type: &'static str,
    pub objects: Vec<(String, Vec<u8>)>,
    /// Of its widest size; nothing for a PDF.
    pub size: Option<(u32, u32)>,
}

impl Ready {
    pub fn bytes(&self) -> usize {
        self.objects.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// Whose file it is to be, and on which form it came: the same form sent again brings no second
/// one.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub form: &'a str,
}

/// A file in the books.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: FileId,
    pub code: FileCode,
    pub content_type: String,
    pub width: Option<i32>,
    pub height: Option<i32>,
}

impl Kept {
    pub fn is_pdf(&self) -> bool {
        self.content_type == "application/pdf"
    }

    /// The name of its only object, where it is a scan.
    pub fn scan(&self) -> &'static str {
        if self.is_pdf() { scan::PDF } else { scan::PICTURE }
    }
}

/// Why a file is not taken, in words for who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    TooLarge,
    /// Neither of the kinds we take, whatever its name says.
    Unknown(Kind),
    /// More pixels than are worth it; found before any of them is unpacked.
    TooManyPixels,
    TooSmall,
    TooNarrow,
    /// It breaks off, or contradicts itself.
    Broken,
    /// One more than there may be.
    TooMany,
}

impl Unfit {
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            Unfit::TooLarge => {
                lang.t("超过 10 MB，请换一张小一点的", "Over 10 MB: choose a smaller one")
            }
            Unfit::Unknown(Kind::Photo) => lang.t(
                "不是 JPEG、PNG 或 WebP 照片，请换一张",
                "No JPEG, PNG or WebP photo: choose another",
            ),
            Unfit::Unknown(Kind::Scan) => lang.t(
                "不是 JPEG、PNG 或 PDF，请换一个文件",
                "No JPEG, PNG or PDF: choose another file",
            ),
            Unfit::TooManyPixels => {
                lang.t("像素太多，请先缩小再传", "Too many pixels: make it smaller first")
            }
            Unfit::TooSmall => lang.t(
                "太小了，短边至少 200 像素",
                "Too small: 200 pixels at least on its shorter side",
            ),
            Unfit::TooNarrow => lang.t(
                "太长了，长边最多是短边的四倍",
                "Too narrow: four times as long as wide at most",
            ),
            Unfit::Broken => lang.t(
                "文件坏了，打不开，请重拍或另存一次",
                "The file is damaged: take or save it once more",
            ),
            Unfit::TooMany => lang.t("一种产品最多 8 张照片", "Eight photos of a product at most"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32) -> Picture {
        Picture { code: FileCode("x".into()), width, height: 300, alt: String::new() }
    }

    #[test]
    fn only_widths_that_exist_are_offered() {
        assert_eq!(
            picture(1280).srcset("/files"),
            "/files/x/320.jpg 320w, /files/x/640.jpg 640w, /files/x/1280.jpg 1280w"
        );
        assert_eq!(picture(500).srcset("/files"), "/files/x/320.jpg 320w, /files/x/640.jpg 500w");
        assert_eq!(picture(640).srcset("/files"), "/files/x/320.jpg 320w, /files/x/640.jpg 640w");
        assert_eq!(picture(200).srcset("/files"), "/files/x/320.jpg 200w");
    }

    #[test]
    fn codes_differ_and_are_read_back_exactly() {
        let code = FileCode::random().unwrap();
        assert_ne!(code, FileCode::random().unwrap());
        assert_eq!(FileCode::read(code.as_str()), Some(code.clone()));
        for odd in ["", "x", "../../../etc/passwd", &code.as_str()[1..], &format!("{code}=")] {
            assert_eq!(FileCode::read(odd), None, "{odd}");
        }
    }
}
