//! Trade names of sellers by kind of produce, and the origin of the goods.

/// How produce comes about; it decides who sells it and what they are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Crop,
    Herd,
    Craft,
}

pub struct Trade {
    pub word: &'static str,
    pub work: Work,
    /// Of the Nice classification.
    pub mark_class: i16,
}

/// Category, trade, work, class.
const TRADES: &[(&str, &str, Work, i16)] = &[
    ("0101", "粮食", Work::Crop, 31),
    ("0102", "水稻", Work::Crop, 30),
    ("0103", "谷黍", Work::Crop, 30),
    ("0104", "杂粮", Work::Crop, 30),
    ("0105", "粮食加工", Work::Craft, 30),
    ("0106", "榨油", Work::Craft, 29),
    ("0107", "葵花", Work::Crop, 31),
    ("0201", "马铃薯", Work::Crop, 31),
    ("0202", "葱蒜", Work::Crop, 31),
    ("0203", "蔬菜", Work::Crop, 31),
    ("0204", "设施蔬菜", Work::Crop, 31),
    ("0205", "腌菜", Work::Craft, 29),
    ("0301", "西甜瓜", Work::Crop, 31),
    ("0302", "果品", Work::Crop, 31),
    ("0303", "干果", Work::Craft, 29),
    ("0401", "肉羊", Work::Herd, 29),
    ("0402", "肉牛", Work::Herd, 29),
    ("0403", "生猪", Work::Herd, 29),
    ("0404", "特种养殖", Work::Herd, 29),
    ("0405", "肉羊", Work::Herd, 29),
    ("0501", "土鸡", Work::Herd, 29),
    ("0502", "特禽", Work::Herd, 29),
    ("0503", "蛋鸡", Work::Herd, 29),
    ("0601", "肉羊", Work::Herd, 31),
    ("0602", "肉牛", Work::Herd, 31),
    ("0603", "生猪", Work::Herd, 31),
    ("0605", "马驼", Work::Herd, 31),
    ("0701", "奶牛", Work::Herd, 29),
    ("0702", "奶食品", Work::Craft, 29),
    ("0703", "乳品", Work::Craft, 29),
    ("0801", "渔业", Work::Herd, 31),
    ("0802", "对虾", Work::Herd, 31),
    ("0803", "水产", Work::Herd, 31),
    ("0901", "食用菌", Work::Crop, 31),
    ("0902", "藻业", Work::Craft, 29),
    ("1001", "肉食品", Work::Craft, 29),
    ("1002", "炒米", Work::Craft, 30),
    ("1003", "饮品", Work::Craft, 32),
    ("1004", "调味品", Work::Craft, 30),
    ("1005", "方便食品", Work::Craft, 30),
    ("1101", "养蜂", Work::Herd, 30),
    ("1102", "药材", Work::Crop, 5),
    ("1103", "药材", Work::Crop, 5),
    ("1104", "沙棘", Work::Crop, 31),
    ("1201", "绒山羊", Work::Herd, 22),
    ("1202", "养羊", Work::Herd, 22),
    ("1203", "绒毛制品", Work::Craft, 25),
    ("1204", "民族手工", Work::Craft, 18),
    ("1301", "牧草", Work::Crop, 31),
    ("1302", "饲草", Work::Crop, 31),
    ("1303", "牧草", Work::Crop, 31),
    ("1304", "饲料", Work::Craft, 31),
    ("1305", "苗木", Work::Crop, 31),
    ("1402", "奶酒", Work::Craft, 33),
    ("1501", "劳保服装", Work::Craft, 25),
];

pub fn trade(category: &str) -> Trade {
    let known = TRADES.iter().find(|(code, ..)| *code == category);
    let (_, word, work, mark_class) = known.copied().unwrap_or(("", "农牧业", Work::Craft, 35));
    Trade { word, work, mark_class }
}

#[cfg(test)]
mod tests {
    use super::{super::produce::PRODUCE, *};

    #[test]
    fn every_kind_of_produce_has_a_trade() {
        for produce in PRODUCE.iter() {
            assert!(
                TRADES.iter().any(|(code, ..)| *code == produce.category),
                "{}",
                produce.category
            );
        }
    }
}
