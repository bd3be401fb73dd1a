//! Codes that only their holder has: of a session, of an invitation. We keep the hash of each.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// 256 random bits, as they stand in a cookie or an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// From the system's own source of chance.
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// As somebody sent it; `None` for what cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        (BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.len() == 32).then(|| Self(text.to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_are_read_back_exactly() {
        let token = Token::random().unwrap();
        assert!(token != Token::random().unwrap());
        assert!(Token::read(token.as_str()) == Some(token.clone()));
        for odd in ["", "x", &token.as_str()[1..], &format!("{}=", token.as_str())] {
            assert!(Token::read(odd).is_none(), "{odd}");
        }
    }
}
