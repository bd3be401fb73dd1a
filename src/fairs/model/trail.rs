//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const EDITIONS: Record = Record::new(
    "editions",
    "届次",
    "Fair",
    &[
        Field::new("name", "名称", "Name", Reads::Text),
        Field::new("name_en", "英文名称", "Name in English", Reads::Text),
        Field::new("theme", "主题", "Theme", Reads::Text),
        Field::new("theme_en", "英文主题", "Theme in English", Reads::Text),
        Field::new("venue", "场馆", "Venue", Reads::Text),
        Field::new("venue_en", "英文场馆", "Venue in English", Reads::Text),
        Field::new("place", "举办地", "Place", Reads::Place),
        Field::new("held_in", "举办月份", "Held in", Reads::Month),
        Field::new("starts_on", "开始日期", "First day", Reads::Day),
        Field::new("ends_on", "结束日期", "Last day", Reads::Day),
        Field::new("opens_at", "开门", "Opens at", Reads::Clock),
        Field::new("closes_at", "关门", "Closes at", Reads::Clock),
        Field::new("last_day_closes_at", "最后一天关门", "Closes on the last day at", Reads::Clock),
        Field::new(
            "releases_need_two",
            "放行需另一人",
            "Released by a second person",
            Reads::YesOrNo,
        ),
        Field::new("hall", "展区和展位复制自", "Hall copied from", Reads::Text),
        Field::new("state", "状态", "State", Reads::Term("edition_state")),
    ],
)
.at_office("/admin/editions/{id}");
