//! Re-encodes a photo: upright, in our widths, without metadata, above all without its location.
//! The declared size is checked before anything is decoded.

use super::{Kind, Ready, Unfit, WIDTHS};
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType, metadata::Orientation,
};
use std::io::Cursor;

/// The memory of a decoded picture: 52 million pixels of a phone, three bytes each.
const MOST_UNPACKED: u64 = 160_000_000;
/// The longest side.
const LONGEST_SIDE: u32 = 16_384;
const SHORTEST_SIDE: u32 = 200;
/// A panorama; a page has no room for anything longer.
const NARROWEST: u32 = 4;
const QUALITY: u8 = 80;
/// Wide enough for the small print of a certificate.
const SCAN_WIDTH: u32 = 1_800;
const SCAN_QUALITY: u8 = 85;

const TAKEN: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

/// In our widths.
pub fn photo(bytes: &[u8]) -> Result<Ready, Unfit> {
    let widest = WIDTHS[WIDTHS.len() - 1];
    let image = unpacked(bytes, Kind::Photo, widest)?;
    let mut objects = Vec::new();
    for width in WIDTHS {
        objects.push((format!("{width}.jpg"), packed(&at_most(&image, width), QUALITY)?));
    }
    let largest = at_most(&image, widest).dimensions();
    Ok(Ready { kind: Kind::Photo, content_type: "image/jpeg", objects, size: Some(largest) })
}

/// One readable picture.
pub fn scan(bytes: &[u8], name: &str) -> Result<Ready, Unfit> {
    let image = at_most(&unpacked(bytes, Kind::Scan, SCAN_WIDTH)?, SCAN_WIDTH);
    let size = Some(image.dimensions());
    Ok(Ready {
        kind: Kind::Scan,
        content_type: "image/jpeg",
        objects: vec![(name.into(), packed(&image, SCAN_QUALITY)?)],
        size,
    })
}

/// Upright, and not much wider than `wanted`: the large picture is dropped as soon as there is a
/// smaller one.
fn unpacked(bytes: &[u8], kind: Kind, wanted: u32) -> Result<DynamicImage, Unfit> {
    let reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unfit::Broken)?;
    if !reader.format().is_some_and(|format| TAKEN.contains(&format)) {
        return Err(Unfit::Unknown(kind));
    }
    let mut reader = reader;
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    fits(decoder.dimensions(), decoder.total_bytes())?;
    // A picture with a damaged orientation is shown as stored.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let large = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    let mut image = nearer(large, wanted * 2, lies_on_its_side(orientation));
    image.apply_orientation(orientation);
    Ok(image)
}

fn lies_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Quickly reduced to about `width` if it is much wider; if it lies on its side, its height will be
/// its width.
fn nearer(large: DynamicImage, width: u32, is_on_its_side: bool) -> DynamicImage {
    let (across, down) = large.dimensions();
    let is = if is_on_its_side { down } else { across };
    if is <= width {
        return large;
    }
    let scaled = |side: u32| {
        u32::try_from(u64::from(side) * u64::from(width) / u64::from(is)).unwrap_or(u32::MAX).max(1)
    };
    large.thumbnail_exact(scaled(across), scaled(down))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(2 * MOST_UNPACKED);
    limits
}

fn fits((width, height): (u32, u32), unpacked: u64) -> Result<(), Unfit> {
    let (short, long) = (width.min(height), width.max(height));
    match () {
        () if unpacked > MOST_UNPACKED || long > LONGEST_SIDE => Err(Unfit::TooManyPixels),
        () if short < SHORTEST_SIDE => Err(Unfit::TooSmall),
        () if long > short * NARROWEST => Err(Unfit::TooNarrow),
        () => Ok(()),
    }
}

fn unfit(error: &image::ImageError) -> Unfit {
    match error {
        image::ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

fn at_most(image: &DynamicImage, width: u32) -> DynamicImage {
    let (from_width, from_height) = image.dimensions();
    if from_width <= width {
        return image.clone();
    }
    let height = (u64::from(from_height) * u64::from(width) / u64::from(from_width)).max(1);
    image.resize_exact(width, u32::try_from(height).unwrap_or(u32::MAX), FilterType::CatmullRom)
}

/// Pixels only; transparency becomes white.
fn packed(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Unfit> {
    let pixels = if image.color().has_alpha() { on_white(image) } else { image.to_rgb8() };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&pixels)
        .map_err(|_| Unfit::Broken)?;
    Ok(bytes)
}

fn on_white(image: &DynamicImage) -> RgbImage {
    let pixels = image.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [r, g, b, alpha] = pixels.get_pixel(x, y).0;
        let over = |colour: u8| {
            ((u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255) as u8
        };
        Rgb([over(r), over(g), over(b)])
    })
}
