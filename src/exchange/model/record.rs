//! A record of the API. Its fields are defined once: the read API, the sheets, the schema and the
//! documentation all follow from them.

use serde_json::{Map, Value, json};

pub struct Field {
    pub name: &'static str,
    pub about: &'static str,
    pub schema: Value,
    pub columns: Vec<String>,
}

pub trait Record: Send + Sync + 'static {
    /// The name of the schema.
    const TITLE: &'static str;

    fn fields() -> Vec<Field>;

    /// The key for paging.
    fn key(&self) -> String;

    /// Its page on the site.
    fn path(&self) -> String;

    fn values(&self) -> Vec<(&'static str, Value)>;

    fn texts(&self) -> Vec<String>;

    fn json(&self, public_url: &str) -> Value {
        let mut object: Map<String, Value> =
            self.values().into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        object.insert("url".into(), format!("{public_url}{}", self.path()).into());
        object.into()
    }
}

/// The schema of a record with `more` properties, each by name, description and schema.
pub fn schema<R: Record>(more: Vec<(&'static str, &'static str, Value)>) -> Value {
    let described = |about: &str, mut schema: Value| {
        schema["description"] = about.into();
        schema
    };
    let mut properties: Map<String, Value> = R::fields()
        .into_iter()
        .map(|field| (field.name.to_string(), described(field.about, field.schema)))
        .collect();
    properties.insert(
        "url".into(),
        json!({ "type": "string", "format": "uri", "description": "Its page on the site" }),
    );
    properties.extend(
        more.into_iter().map(|(name, about, schema)| (name.to_string(), described(about, schema))),
    );
    let required: Vec<&String> = properties.keys().collect();
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// The names of a sheet's columns.
pub fn header<R: Record>() -> Vec<String> {
    let columns = R::fields().into_iter().flat_map(|field| field.columns);
    columns.chain(["url".to_string(), "demonstration".to_string()]).collect()
}

/// Declares a record: its fields with their meaning, its key, and its page.
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* $name:ident = $title:literal {
        $($field:ident: $type:ty = $about:literal,)*
    } key |$keyed:ident| $key:expr, path |$placed:ident| $path:expr $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, sqlx::FromRow)]
        pub struct $name { $(pub $field: $type,)* }

        impl $crate::exchange::model::record::Record for $name {
            const TITLE: &'static str = $title;

            fn fields() -> Vec<$crate::exchange::model::record::Field> {
                use $crate::exchange::model::{cell::Cell, record::Field};
                vec![$(Field {
                    name: stringify!($field),
                    about: $about,
                    schema: <$type as Cell>::schema(),
                    columns: <$type as Cell>::columns(stringify!($field)),
                }),*]
            }

            fn key(&self) -> String {
                let $keyed = self;
                $key
            }

            fn path(&self) -> String {
                let $placed = self;
                $path
            }

            fn values(&self) -> Vec<(&'static str, serde_json::Value)> {
                use $crate::exchange::model::cell::Cell;
                vec![$((stringify!($field), self.$field.json())),*]
            }

            fn texts(&self) -> Vec<String> {
                use $crate::exchange::model::cell::Cell;
                [$(self.$field.texts()),*].concat()
            }
        }
    };
}
