//! The unified social credit code, GB 32100-2015: 18 characters of an alphabet without I, O, S, V
//! and Z, weights 3^i mod 31, the last a check character.

use super::lang::Lang;
use std::str::FromStr;
use thiserror::Error;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditCode(String);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CreditCodeError {
    #[error("统一社会信用代码应为 18 位，现为 {0} 位")]
    Length(usize),
    #[error("第 {place} 位“{found}”不是统一社会信用代码可用的字符（不用 I、O、S、V、Z）")]
    Character { place: usize, found: char },
    #[error("校验不符：按前 17 位，第 18 位应为“{expected}”，现为“{found}”")]
    Check { expected: char, found: char },
}

/// What the first two characters say about an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisteredAs {
    Enterprise,
    Cooperative,
    VillageCollective,
    Other,
}

impl CreditCodeError {
    /// What to correct.
    pub fn says(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::Zh) => self.to_string(),
            (Self::Length(found), _) => format!("The code has 18 characters, this one {found}"),
            (Self::Character { place, found }, _) => {
                format!(
                    "Character {place}, “{found}”, is not used in such codes (nor are I, O, S, V, Z)"
                )
            }
            (Self::Check { expected, found }, _) => {
                format!(
                    "The check character does not fit: after these 17 comes “{expected}”, not \
                     “{found}”; look at each of them"
                )
            }
        }
    }
}

impl CreditCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn registered_as(&self) -> RegisteredAs {
        match &self.0[..2] {
            "91" => RegisteredAs::Enterprise,
            "93" => RegisteredAs::Cooperative,
            "N2" => RegisteredAs::VillageCollective,
            _ => RegisteredAs::Other,
        }
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(text: &str) -> Result<Self, CreditCodeError> {
        let code: Vec<char> = text.trim().to_uppercase().chars().collect();
        if code.len() != 18 {
            return Err(CreditCodeError::Length(code.len()));
        }
        let mut sum = 0;
        let mut weight = 1;
        for (i, found) in code.iter().copied().enumerate() {
            let value =
                ALPHABET.find(found).ok_or(CreditCodeError::Character { place: i + 1, found })?;
            if i < 17 {
                sum += value * weight;
                weight = weight * 3 % 31;
            }
        }
        let check = (31 - sum % 31) % 31;
        let expected = ALPHABET.as_bytes()[check] as char;
        if code[17] != expected {
            return Err(CreditCodeError::Check { expected, found: code[17] });
        }
        Ok(Self(code.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample code of the standard's annex.
    const SAMPLE: &str = "91350100M000100Y43";

    #[test]
    fn the_standard_s_own_sample_passes() {
        assert_eq!(SAMPLE.parse::<CreditCode>().unwrap().registered_as(), RegisteredAs::Enterprise);
        assert_eq!(" 91350100m000100y43 ".parse::<CreditCode>().unwrap().as_str(), SAMPLE);
    }

    #[test]
    fn the_message_says_which_character_is_wrong() {
        assert_eq!("91350100M000100Y4".parse::<CreditCode>(), Err(CreditCodeError::Length(17)));
        assert_eq!(
            "91350100I000100Y43".parse::<CreditCode>(),
            Err(CreditCodeError::Character { place: 9, found: 'I' })
        );
        assert_eq!(
            "91350100M000100Y44".parse::<CreditCode>(),
            Err(CreditCodeError::Check { expected: '3', found: '4' })
        );
    }

    #[test]
    fn every_single_wrong_character_is_noticed() {
        for place in 0..18 {
            for wrong in ALPHABET.chars() {
                let mut code: Vec<char> = SAMPLE.chars().collect();
                if code[place] == wrong {
                    continue;
                }
                code[place] = wrong;
                assert!(
                    code.iter().collect::<String>().parse::<CreditCode>().is_err(),
                    "{place} {wrong}"
                );
            }
        }
    }
}
