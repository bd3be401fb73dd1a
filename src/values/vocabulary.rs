//! Codes as types, names as data: each kind, state and scheme is an enum. Their names in both
//! languages are in `vocabularies.csv`, which is also loaded into the database.

use super::lang::Lang;
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

pub const VOCABULARIES_CSV: &str = include_str!("../../migrations/reference/vocabularies.csv");

#[derive(Debug, Deserialize)]
pub struct Term {
    pub vocabulary: String,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub note: String,
}

static TERMS: LazyLock<HashMap<(String, String), Term>> = LazyLock::new(|| {
    csv::Reader::from_reader(VOCABULARIES_CSV.as_bytes())
        .deserialize()
        .map(|row: Result<Term, _>| {
            row.expect("vocabularies.csv is part of the program and tested")
        })
        .map(|term| ((term.vocabulary.clone(), term.code.clone()), term))
        .collect()
});

/// The name of a code; the code itself if the list does not have it.
pub fn name(vocabulary: &'static str, code: &'static str, lang: Lang) -> &'static str {
    TERMS
        .get(&(vocabulary.to_string(), code.to_string()))
        .map_or(code, |term| lang.t(&term.name, &term.name_en))
}

/// The same for a code from outside; `None` if the list does not have it.
pub fn find(vocabulary: &str, code: &str, lang: Lang) -> Option<&'static str> {
    TERMS
        .get(&(vocabulary.to_string(), code.to_string()))
        .map(|term| lang.t(&term.name, &term.name_en))
}

/// The number of codes of a vocabulary: a test compares it with the enum.
pub fn size(vocabulary: &str) -> usize {
    TERMS.keys().filter(|(v, _)| v == vocabulary).count()
}

/// Declares an enum whose variants are the codes of one vocabulary.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident = $vocabulary:literal {
        $($variant:ident = $code:literal),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            pub const VOCABULARY: &'static str = $vocabulary;

            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            pub fn name(self, lang: $crate::values::lang::Lang) -> &'static str {
                $crate::values::vocabulary::name($vocabulary, self.code(), lang)
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

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;
                let code: std::borrow::Cow<str> = serde::Deserialize::deserialize(deserializer)?;
                code.parse()
                    .map_err(|()| D::Error::custom(format!("{} has no code {code:?}", $vocabulary)))
            }
        }

        impl sqlx::Type<sqlx::Postgres> for $name {
            fn type_info() -> sqlx::postgres::PgTypeInfo {
                <str as sqlx::Type<sqlx::Postgres>>::type_info()
            }
            fn compatible(ty: &sqlx::postgres::PgTypeInfo) -> bool {
                <str as sqlx::Type<sqlx::Postgres>>::compatible(ty)
            }
        }

        impl<'r> sqlx::Decode<'r, sqlx::Postgres> for $name {
            fn decode(
                value: sqlx::postgres::PgValueRef<'r>,
            ) -> Result<Self, sqlx::error::BoxDynError> {
                let code = <&str as sqlx::Decode<sqlx::Postgres>>::decode(value)?;
                code.parse().map_err(|()| format!("{} has no code {code:?}", $vocabulary).into())
            }
        }

        impl<'q> sqlx::Encode<'q, sqlx::Postgres> for $name {
            fn encode_by_ref(
                &self,
                buffer: &mut sqlx::postgres::PgArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <&str as sqlx::Encode<sqlx::Postgres>>::encode_by_ref(&self.code(), buffer)
            }
        }

        /// The enum and vocabularies.csv have the same codes, and every name is in both languages.
        #[cfg(test)]
        #[test]
        #[allow(non_snake_case)]
        fn $name() {
            use $crate::values::{lang::Lang, vocabulary};
            assert_eq!(vocabulary::size($vocabulary), $name::ALL.len());
            for term in $name::ALL {
                assert_eq!(term.code().parse(), Ok(*term));
                for lang in Lang::ALL {
                    assert_ne!(term.name(lang), term.code());
                }
            }
        }
    };
}
