//! Hostile files: answered with a sentence, soon, and never with a server error.

use super::{EXHIBITORS, bring, csv, form, rows, send, xlsx};
use crate::harness::{
    pictures::{
        Field::{File, Text},
        pdf, png,
    },
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
    time::{Duration, Instant},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A workbook with these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A good workbook with some parts replaced or added.
fn book(others: &[(&str, &[u8])]) -> Vec<u8> {
    let good = xlsx(&rows(&EXHIBITORS, &[&["", "", "甲", "乙", "丙"]]));
    let mut archive = ZipArchive::new(Cursor::new(good)).unwrap();
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().to_string(), bytes);
    }
    parts.extend(others.iter().map(|(name, bytes)| ((*name).to_string(), bytes.to_vec())));
    zipped(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

fn sheet_xml(rows: impl Iterator<Item = String>) -> Vec<u8> {
    let head = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    format!("{head}{}</sheetData></worksheet>", rows.collect::<String>()).into_bytes()
}

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let good = xlsx(&rows(&EXHIBITORS, &[&["", "", "甲", "乙", "丙"]]));
    let many =
        sheet_xml((1..=1_000_000).map(|row| format!("<row r=\"{row}\"><c><v>1</v></c></row>")));
    let far = sheet_xml(std::iter::once(
        "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>".to_string(),
    ));
    let lie = br#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    let text = "羊".repeat(1900);
    let strings = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{text}</t></si></sst>"
    );
    let repeated = sheet_xml(
        (1..=15_000)
            .map(|row| format!("<row r=\"{row}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(40))),
    );
    let entities = br#"<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"#;
    vec![
        ("a bomb of zeros", zipped(&[("xl/workbook.xml", &vec![0; 400 << 20])])),
        ("a bomb beside a workbook", book(&[("xl/media/image1.png", &vec![0; 200 << 20])])),
        ("cut off", good[..good.len() / 2].to_vec()),
        ("cut off at its end", good[..good.len() - 30].to_vec()),
        ("bytes turned round", good.iter().rev().copied().collect()),
        ("a page", b"<html><table><tr><td>a</td></tr></table></html>".to_vec()),
        ("a picture", png(20, 20)),
        ("a PDF", pdf()),
        ("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1and more".to_vec()),
        ("another archive", zipped(&[("word/document.xml", b"<a/>")])),
        ("nothing", Vec::new()),
        ("a million rows", book(&[(SHEET, &many)])),
        ("a cell far away", book(&[(SHEET, &far)])),
        ("a sheet that claims to be large", book(&[(SHEET, lie)])),
        (
            "a text in half a million cells",
            book(&[(SHEET, &repeated), (STRINGS, strings.as_bytes())]),
        ),
        ("entities", book(&[(SHEET, entities)])),
        ("a sheet of nothing", book(&[(SHEET, b"")])),
        ("no XML", book(&[(SHEET, b"\xff\xfe\x00<<<<")])),
        ("six megabytes of text", vec![b'a'; 5_500_000]),
        ("lines of quotes", "\"\n\"\"\"\n".repeat(1000).into_bytes()),
        ("no encoding", vec![0xff; 1000]),
    ]
}

#[tokio::test]
async fn hostile_files_are_answered_with_a_sentence() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    for (what, bytes) in hostile() {
        assert!(bytes.len() < 6 << 20, "{what} has {} bytes", bytes.len());
        let begun = Instant::now();
        let answer = send(&organiser, ("exhibitors", "3"), bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert_eq!(answer.html().count(".errors li"), 1, "{what}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{what} took {:?}", begun.elapsed());
        println!("{what}: {:?} {}", begun.elapsed(), answer.html().text(".errors li"));
    }
    let large = send(&organiser, ("exhibitors", "3"), vec![b'a'; 7 << 20]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(app.text("select count(*)::text from imports").await, "0");
    assert_eq!(organiser.get("/admin/imports").await.status, StatusCode::OK);
}

#[tokio::test]
async fn cells_stay_text_wherever_they_are_shown() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let odd = [
        "=cmd|'/c calc'!A1",
        "<script>alert(1)</script>",
        "'; drop table imports; --",
        "{{ 7*7 }}",
        "\u{202e}abc",
        "@SUM(1)",
        "a\u{0}b",
        "%s%n",
    ];
    let mut sheet = rows(&EXHIBITORS, &[]);
    sheet.extend(odd.iter().map(|text| [text; 7].map(|text| (*text).to_string()).to_vec()));
    for bytes in [xlsx(&sheet[..7].to_vec()), csv(&sheet[..7].to_vec())] {
        let path = bring(&organiser, ("exhibitors", "3"), bytes).await;
        let page = organiser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("<script>alert") && page.body.contains("alert(1)"));
        assert_eq!(page.html().count("tbody tr"), 6);
    }
}

#[tokio::test]
async fn fields_that_are_odd_are_refused_by_a_sentence() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let code = form(&organiser, "exhibitors").await;
    let sheet = || xlsx(&rows(&EXHIBITORS, &[&["", "", "甲", "乙", "丙"]]));
    for (form, kind, edition, status) in [
        ("", "exhibitors", "3", StatusCode::FORBIDDEN),
        ("x", "exhibitors", "3", StatusCode::FORBIDDEN),
        (code.as_str(), "users", "3", StatusCode::BAD_REQUEST),
        (code.as_str(), "exhibitors", "", StatusCode::UNPROCESSABLE_ENTITY),
        (code.as_str(), "exhibitors", "99", StatusCode::UNPROCESSABLE_ENTITY),
        (code.as_str(), "products", "1", StatusCode::UNPROCESSABLE_ENTITY),
        (code.as_str(), "exhibitors", "3; drop", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let fields = [
            Text("form", form),
            Text("kind", kind),
            Text("edition", edition),
            File("sheet", "../../etc/passwd", sheet()),
        ];
        assert_eq!(
            organiser.send_form("/admin/imports", &fields).await.status,
            status,
            "{form} {kind} {edition}"
        );
    }
    assert_eq!(
        organiser.post("/admin/imports", &[("form", &code)]).await.status,
        StatusCode::BAD_REQUEST
    );
    for query in ["fate=x", "page=0"] {
        let path = bring(&organiser, ("exhibitors", "3"), sheet()).await;
        assert_eq!(
            organiser.get(&format!("{path}?{query}")).await.status,
            StatusCode::BAD_REQUEST,
            "{query}"
        );
        assert_eq!(organiser.get(&format!("{path}?page=99999")).await.status, StatusCode::OK);
    }
}
