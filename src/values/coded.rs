//! Enums whose variants have a code, and a name in both languages. `vocabulary!` is the one whose
//! names are reference data.

use super::lang::Lang;
use std::str::FromStr;

pub trait Coded: Copy {
    fn code(self) -> &'static str;
    fn name(self, lang: Lang) -> &'static str;
}

/// The name of a code of `T`; `None` for an unknown one.
pub fn named<T: Coded + FromStr>(code: &str, lang: Lang) -> Option<&'static str> {
    Some(code.parse::<T>().ok()?.name(lang))
}

/// Declares such an enum: variant, code, name in Chinese, name in English.
#[macro_export]
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident {
        $($variant:ident $code:literal $zh:literal $en:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant,)* }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            pub fn name(self, lang: $crate::values::lang::Lang) -> &'static str {
                match self { $($name::$variant => lang.t($zh, $en),)* }
            }
        }

        impl $crate::values::coded::Coded for $name {
            fn code(self) -> &'static str {
                $name::code(self)
            }

            fn name(self, lang: $crate::values::lang::Lang) -> &'static str {
                $name::name(self, lang)
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok($name::$variant),)* _ => Err(()) }
            }
        }
    };
}
