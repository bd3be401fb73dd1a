//! Secret codes of a session or an invitation. Only the hash is stored.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// 256 random bits, as text for a cookie or an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// From the random source of the system.
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// As received; `None` for an invalid one.
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
