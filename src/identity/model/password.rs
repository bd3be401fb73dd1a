//! Password rules (OWASP ASVS 5.0, 6.2): long enough, and not among the first guesses.

use super::role::Role;
use crate::values::lang::Lang;

/// Nothing is truncated; longer ones are refused, since hashing takes time.
const LONGEST: usize = 128;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    TooShort(usize),
    TooLong,
    /// Common, or made of the name of the person or the site.
    Guessable,
    NotRepeated,
}

impl Weakness {
    pub fn says(self, lang: Lang) -> String {
        match (self, lang.is_zh()) {
            (Weakness::TooShort(least), true) => format!("至少 {least} 个字符，可以是一句话"),
            (Weakness::TooShort(least), false) => {
                format!("At least {least} characters; a sentence will do")
            }
            (Weakness::TooLong, true) => format!("不超过 {LONGEST} 个字符"),
            (Weakness::TooLong, false) => format!("Use {LONGEST} characters or fewer"),
            (Weakness::Guessable, true) => {
                "密码过于简单：请勿使用常见密码，也不要使用账号、姓名或平台名称".into()
            }
            (Weakness::Guessable, false) => "Too easy to guess: do not use a common password, \
                 or the name of the account, the person or the site"
                .into(),
            (Weakness::NotRepeated, true) => "两次输入不一致".into(),
            (Weakness::NotRepeated, false) => "The two do not match".into(),
        }
    }
}

/// The names of the site: an attacker tries these words first.
const CONTEXT: [&str; 8] =
    ["farmfair", "nongzhantong", "农展通", "erdos", "ordos", "eerduosi", "鄂尔多斯", "zhanqiahui"];

pub fn least(role: Role) -> usize {
    if role.is_staff() { 12 } else { 8 }
}

pub fn check(password: &str, role: Role, login: &str, name: &str) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < least(role) {
        return Err(Weakness::TooShort(least(role)));
    }
    if length > LONGEST {
        return Err(Weakness::TooLong);
    }
    let own = [&CONTEXT[..], &[login, name]].concat();
    // 3 of 4: "safely unguessable, moderate protection from an offline attack".
    if zxcvbn::zxcvbn(password, &own).score() < zxcvbn::Score::Three {
        return Err(Weakness::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_unlikely_passwords_are_taken_as_they_are() {
        for good in [
            "correct horse battery",
            "草原上的 七只白羊 走了",
            "  spaces are kept  ",
            "kX9#mQ2$vL5t",
        ] {
            assert_eq!(check(good, Role::Organiser, "13800000000", "组织员甲"), Ok(()), "{good}");
        }
    }

    #[test]
    fn short_common_and_contextual_ones_are_refused() {
        let refused =
            |password: &str, role| check(password, role, "13800000000", "wangqiang").unwrap_err();
        assert_eq!(refused("kX9#mQ2$", Role::Organiser), Weakness::TooShort(12));
        assert_eq!(check("kX9#mQ2$v", Role::Supplier, "x1", "y"), Ok(()));
        assert_eq!(refused("password1234", Role::Organiser), Weakness::Guessable);
        assert_eq!(refused("13800000000a", Role::Supplier), Weakness::Guessable);
        assert_eq!(refused("farmfair2020", Role::Supplier), Weakness::Guessable);
        assert_eq!(refused("wangqiang123", Role::Supplier), Weakness::Guessable);
        assert_eq!(refused(&"羊".repeat(129), Role::Supplier), Weakness::TooLong);
    }
}
