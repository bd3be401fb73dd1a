//! A scan of a document. A picture is re-encoded like a photo, so that it is a picture and nothing
//! else. A PDF stays as received, and is only sent as a download.

use super::{Kind, Ready, Unfit, picture};

/// The names of the single object of a scan.
pub const PICTURE: &str = "scan.jpg";
pub const PDF: &str = "scan.pdf";

const MAGIC: &[u8] = b"%PDF-";
const END: &[u8] = b"%%EOF";

pub fn scan(bytes: &[u8]) -> Result<Ready, Unfit> {
    if !bytes.starts_with(MAGIC) {
        return picture::scan(bytes, PICTURE);
    }
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if !tail.windows(END.len()).any(|at| at == END) {
        return Err(Unfit::Broken);
    }
    Ok(Ready {
        kind: Kind::Scan,
        content_type: "application/pdf",
        objects: vec![(PDF.into(), bytes.to_vec())],
        size: None,
    })
}
