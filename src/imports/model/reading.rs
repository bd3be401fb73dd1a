//! From the bytes of a file to a sheet. The bytes decide the file type, never the name.

mod text;
mod workbook;

use super::sheet::{MOST_BYTES, Sheet, Unreadable};

/// Takes as long as unpacking thirty megabytes: not for a serving thread.
pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Missing);
    }
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes);
    }
    // The compound file of old Office programs; a workbook with a password is one too.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Unreadable::OldExcel);
    }
    text::read(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(read(b""), Err(Unreadable::Missing));
        assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(Unreadable::OldExcel));
        assert_eq!(read(b"PK\x03\x04 and nothing more"), Err(Unreadable::Damaged));
        for odd in [
            &b"\x89PNG\r\n\x1a\n\0\0"[..],
            b"<html><table><tr><td>a",
            b"%PDF-1.4\n",
            b"\xff\xd8\xff\xe0",
            b"\0\0\0\0",
        ] {
            assert_eq!(read(odd), Err(Unreadable::NoSheet), "{odd:?}");
        }
        assert_eq!(read(&vec![b'a'; MOST_BYTES + 1]), Err(Unreadable::TooLarge));
    }
}
