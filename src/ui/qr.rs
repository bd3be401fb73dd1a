//! A QR code as a drawing.

use askama::{Template, filters::HtmlSafe};
use qrcode::{Color, EcLevel, QrCode};

/// One path: runs of dark modules, one unit each.
#[derive(Template)]
#[template(path = "components/qr.html")]
pub struct Qr {
    side: usize,
    pub path: String,
    /// What a phone opens.
    label: String,
}

impl HtmlSafe for Qr {}

impl Qr {
    /// Readable even if a corner is bent.
    pub fn of(text: &str, label: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let (side, modules) = (code.width(), code.to_colors());
        let mut path = String::new();
        for (y, row) in modules.chunks(side).enumerate() {
            let mut x = 0;
            while x < side {
                let run = row[x..].iter().take_while(|module| **module == row[x]).count();
                if row[x] == Color::Dark {
                    path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
                }
                x += run;
            }
        }
        Some(Self { side, path, label: label.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_every_dark_module_and_no_other() {
        let text = "https://fair.example/exhibitors/123";
        let qr = Qr::of(text, "").unwrap();
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|module| **module == Color::Dark).count();
        let drawn: usize = qr
            .path
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!((qr.side, drawn), (code.width(), dark));
    }
}
