//! Hostile files: each is refused with a sentence or harmless, and affects nothing else.

use super::{add, form, published};
use crate::harness::{
    pictures::{
        Field::{File, Text},
        encoded, jpeg, png, png_that_claims, two_coloured,
    },
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use image::{DynamicImage, ImageFormat};
use std::time::Instant;

#[tokio::test]
async fn what_is_no_photo_is_refused_with_a_sentence() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let html = b"<html><script>alert(1)</script></html>".to_vec();
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>"#.to_vec();
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;".to_vec();
    let broken_png = png(400, 400)[..600].to_vec();
    let jpeg_head_only = jpeg(400, 400)[..120].to_vec();
    let cases: [(&str, Vec<u8>, &str); 11] = [
        ("HTML", html, "不是 JPEG"),
        ("SVG", svg, "不是 JPEG"),
        ("GIF", gif, "不是 JPEG"),
        ("nothing but a signature", b"\x89PNG\r\n\x1a\n".to_vec(), "损坏"),
        ("a bomb of 60000 × 60000", png_that_claims(60_000, 60_000), "像素过多"),
        ("a bomb within the sides", png_that_claims(16_000, 16_000), "像素过多"),
        ("a PNG that breaks off", broken_png, "损坏"),
        ("a JPEG that breaks off", jpeg_head_only, "损坏"),
        ("too small", jpeg(100, 400), "过小"),
        ("too narrow", jpeg(1000, 210), "过长"),
        ("zeros", vec![0; 5000], "不是 JPEG"),
    ];
    for (what, bytes, said) in cases {
        let begun = Instant::now();
        let answer = add(&supplier, &product, &[&bytes]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        let errors = answer.html().text(".errors");
        assert!(errors.contains(said), "{what}: {errors}");
        assert!(begun.elapsed().as_secs() < 5, "{what} took {:?}", begun.elapsed());
    }
    assert_eq!(app.text("select count(*)::text from files").await, "0");
    let objects: Vec<_> =
        futures_util::TryStreamExt::try_collect(app.objects.list()).await.unwrap();
    assert!(objects.is_empty(), "{objects:?}");
}

#[tokio::test]
async fn what_hides_in_a_picture_does_not_come_out_of_it() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let script = b"<script>alert(document.domain)</script>";
    let polyglot = [jpeg(400, 300).as_slice(), script].concat();
    let deep = DynamicImage::ImageRgba16(two_coloured(400, 300).to_rgba16());
    let grey = DynamicImage::ImageLuma8(two_coloured(400, 300).to_luma8());
    let torn = jpeg(900, 900);
    let fit = [
        polyglot,
        encoded(&deep, ImageFormat::Png),
        encoded(&grey, ImageFormat::Jpeg),
        encoded(&two_coloured(300, 300), ImageFormat::WebP),
    ];
    for bytes in fit {
        assert_eq!(add(&supplier, &product, &[&bytes]).await.status, StatusCode::SEE_OTHER);
    }
    // Half a picture is half a picture, or refused.
    let half = add(&supplier, &product, &[&torn[..torn.len() / 2]]).await.status;
    assert!([StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(&half), "{half}");
    for code in app.texts("select code from files").await {
        let answer = app.get(&format!("/files/{code}/640.jpg")).await;
        assert_eq!(answer.header("content-type"), "image/jpeg");
        assert!(!answer.bytes.windows(script.len()).any(|at| at == script));
        assert_eq!(image::guess_format(&answer.bytes).unwrap(), ImageFormat::Jpeg);
    }
    for odd in ["..%2F..%2Fetc%2Fpasswd", "x", "%00", "640.png"] {
        let code = app.text("select min(code) from files").await;
        let status = app.get(&format!("/files/{code}/{odd}")).await.status;
        assert!(status.is_client_error(), "{odd}: {status}");
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_named_and_a_form_that_is_too_large_is_refused() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let large = [jpeg(400, 300), vec![0; 10 * 1024 * 1024]].concat();
    let answer = add(&supplier, &product, &[&large, &jpeg(400, 300)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html().text(".errors").contains("超过 10 MB"));
    let path = format!("/my/products/{product}/photos");
    let form = form(&supplier, &path).await;
    let enormous = supplier
        .send_form(
            &path,
            &[Text("form", &form), File("photos", "a.jpg", vec![0; 82 * 1024 * 1024])],
        )
        .await;
    assert_eq!(enormous.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Elsewhere the limit of the site applies.
    let elsewhere =
        supplier.send_form("/my/products", &[File("x", "x", vec![0; 100 * 1024])]).await;
    assert!(elsewhere.status.is_client_error(), "{}", elsewhere.status);
    let formless = supplier
        .send_form(&path, &[File("photos", "a.jpg", jpeg(300, 300)), Text("alt", "x")])
        .await;
    assert_eq!(formless.status, StatusCode::FORBIDDEN, "a form of ours has a code");
    let no_form_at_all = supplier.post(&path, &[("alt", "x")]).await;
    assert!(no_form_at_all.status.is_client_error(), "{}", no_form_at_all.status);
}
