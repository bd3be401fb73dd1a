//! What a client prefers: the values of an Accept header with their weights (RFC 9110, 12.4.2).

/// `gzip;q=0.5, *` → (`gzip`, 0.5), (`*`, 1). An unreadable weight counts as none.
pub fn weighted(header: &str) -> impl Iterator<Item = (String, f32)> {
    header.split(',').map(|part| {
        let mut fields = part.split(';').map(str::trim);
        let name = fields.next().unwrap_or_default().to_ascii_lowercase();
        let weight = fields.find_map(|field| field.strip_prefix("q="));
        (name, weight.map_or(1.0, |q| q.trim().parse().unwrap_or(0.0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_weight() {
        let read: Vec<(String, f32)> =
            weighted("text/HTML;level=1;q=0.5, br ; q=0,*,gzip;q=x").collect();
        let expected = [("text/html", 0.5), ("br", 0.0), ("*", 1.0), ("gzip", 0.0)];
        assert_eq!(read, expected.map(|(name, weight)| (name.to_string(), weight)));
    }
}
