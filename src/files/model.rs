//! A file by its code; a photo in several sizes; which files are accepted.

pub mod picture;
pub mod scan;

use crate::{
    submissions::model::Submission,
    values::{
        ids::{FileId, OrganisationId, UserId},
        lang::Lang,
        place_code::PlaceCode,
    },
};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use std::fmt;

/// The largest accepted file, photo or scan.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// The stored widths of a photo. A narrower photo is never enlarged.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// A random name: nobody can guess another file by it, and the name from the browser is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct FileCode(String);

impl FileCode {
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 15];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// As received; `None` for an invalid one.
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

    /// As the trail names it, and as a PDF is saved.
    pub fn name(&self) -> String {
        format!("{}.{}", self.code, if self.is_pdf { "pdf" } else { "jpg" })
    }

    /// Where it is found below `/my/files` or `/admin/files`.
    pub fn address(&self, root: &str) -> String {
        format!("{root}/{}/{}", self.code, if self.is_pdf { scan::PDF } else { scan::PICTURE })
    }
}

impl From<&Kept> for Scan {
    fn from(file: &Kept) -> Self {
        Self { id: file.id, code: file.code.clone(), is_pdf: file.is_pdf() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Stored in our widths only, as JPEG.
    Photo,
    /// A scan of a document: one picture large enough to be read, or a PDF as it is.
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

/// The part of the site that serves the file: public, the user's own, or the back office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    Public,
    Own(OrganisationId),
    /// Shared with the team of this village.
    Village(PlaceCode),
    /// Of organisations in this banner; `None`: of all.
    Office(Option<PlaceCode>),
}

/// A photo as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Picture {
    pub code: FileCode,
    /// The dimensions of its widest size.
    pub width: u32,
    pub height: u32,
    /// A description for people who cannot see it.
    pub alt: String,
}

impl Picture {
    /// `root`: `/files`, `/my/files` or `/admin/files`.
    pub fn address(&self, root: &str, width: u32) -> String {
        format!("{root}/{}/{width}.jpg", self.code)
    }

    /// The srcset for a browser: each available width.
    pub fn srcset(&self, root: &str) -> String {
        let offered =
            WIDTHS.iter().enumerate().filter(|(at, _)| *at == 0 || WIDTHS[at - 1] < self.width);
        let offers: Vec<String> = offered
            .map(|(_, width)| format!("{} {}w", self.address(root, *width), self.width.min(*width)))
            .collect();
        offers.join(", ")
    }

    /// Taller than wide.
    pub fn is_upright(&self) -> bool {
        self.height > self.width
    }
}

/// A processed file: its objects by name, and its metadata.
#[derive(Debug)]
pub struct Ready {
    pub kind: Kind,
    pub content_type: &'static str,
    pub objects: Vec<(String, Vec<u8>)>,
    /// The dimensions of its widest size; `None` for a PDF.
    pub size: Option<(u32, u32)>,
}

impl Ready {
    pub fn bytes(&self) -> usize {
        self.objects.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// The owner of a new file, and its place of a form: the same form sent again creates no second
/// file.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    pub organisation: OrganisationId,
    pub user: UserId,
    pub form: &'a Submission,
}

/// A recorded file.
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

    /// The name of its only object, if it is a scan.
    pub fn scan(&self) -> &'static str {
        if self.is_pdf() { scan::PDF } else { scan::PICTURE }
    }
}

/// Why a file is refused, in words for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    TooLarge,
    /// None of the accepted types, whatever its name says.
    Unknown(Kind),
    /// Too many pixels; found before any of them is decoded.
    TooManyPixels,
    TooSmall,
    TooNarrow,
    /// Truncated, or inconsistent.
    Broken,
    /// One more than the maximum.
    TooMany(Kind),
}

impl Unfit {
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            Unfit::TooLarge => {
                lang.t("超过 10 MB，请选择较小的文件", "Over 10 MB: choose a smaller one")
            }
            Unfit::Unknown(Kind::Photo) => lang.t(
                "不是 JPEG、PNG 或 WebP 照片，请重新选择",
                "Not a JPEG, PNG or WebP photo: choose another",
            ),
            Unfit::Unknown(Kind::Scan) => lang.t(
                "不是 JPEG、PNG 或 PDF，请重新选择",
                "Not a JPEG, PNG or PDF: choose another file",
            ),
            Unfit::TooManyPixels => {
                lang.t("像素过多，请缩小后上传", "Too many pixels: make it smaller first")
            }
            Unfit::TooSmall => lang.t(
                "图片过小，短边至少 200 像素",
                "Too small: the shorter side must be at least 200 pixels",
            ),
            Unfit::TooNarrow => lang.t(
                "图片过长，长边不超过短边的四倍",
                "Too narrow: the longer side must be at most four times the shorter",
            ),
            Unfit::Broken => lang.t(
                "文件损坏，无法打开，请重新拍照或另存",
                "The file is damaged: take the photo or save the file again",
            ),
            Unfit::TooMany(Kind::Photo) => {
                lang.t("一种产品最多 8 张照片", "Eight photos of a product at most")
            }
            Unfit::TooMany(Kind::Scan) => lang
                .t("只能上传一份扫描件，请合成一个文件", "One scan only: combine them in one file"),
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
