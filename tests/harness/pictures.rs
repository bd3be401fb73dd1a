//! Pictures and forms with pictures, generated on demand: good, unusual, and hostile ones.

use super::{actors::Person, site::Answer};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// Red on the left, blue on the right.
pub fn two_coloured(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
    }))
}

pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&two_coloured(width, height), ImageFormat::Jpeg)
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&two_coloured(width, height), ImageFormat::Png)
}

/// A picture from a phone held upright, with its location.
pub fn jpeg_with_exif(width: u32, height: u32) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend([2, 0]);
    // Orientation: 6, turned a quarter to the right.
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    // GPS, behind this directory: the northern latitude.
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"GPS-WAS-HERE 39.6N 109.8E");
    let picture = jpeg(width, height);
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes();
    [&picture[..2], &[0xff, 0xe1], &length, b"Exif\0\0", &tiff, &picture[2..]].concat()
}

/// A PNG that claims this many pixels, with valid checksums and without pixels.
pub fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    for (kind, data) in
        [(b"IHDR", head), (b"IDAT", vec![0x78, 0x9c, 3, 0, 0, 0, 0, 1]), (b"IEND", Vec::new())]
    {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let body = [kind.as_slice(), &data].concat();
        bytes.extend(&body);
        bytes.extend(crc32(&body).to_be_bytes());
    }
    bytes
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

/// A field of a form: text, or a file with its name.
pub enum Field<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a str, Vec<u8>),
}

impl Person {
    /// A form with files, as a browser sends it.
    pub async fn send_form(&self, path: &str, fields: &[Field<'_>]) -> Answer {
        const BOUNDARY: &str = "----sheep-and-goats";
        let mut body = Vec::new();
        for field in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; ").into_bytes());
            match field {
                Field::Text(name, value) => {
                    body.extend(format!("name=\"{name}\"\r\n\r\n{value}").into_bytes())
                }
                Field::File(name, called, bytes) => {
                    body.extend(format!("name=\"{name}\"; filename=\"{called}\"\r\nContent-Type: image/png\r\n\r\n").into_bytes());
                    body.extend(bytes);
                }
            }
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.app.post_body(path, (&kind, &body), &self.cookie).await
    }
}
