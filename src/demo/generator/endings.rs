//! Reasons for a lapsed promise, by the public class.

use super::chance::Chance;
use crate::{
    deliveries::model::record::RefusalClass,
    projects::model::EndingClass::{self, *},
};

const UNKEPT: [(EndingClass, &str); 8] = [
    (Price, "双方对年度结算价未达成一致"),
    (Price, "市场价上涨，供方按原价无法供货"),
    (Supply, "因旱减产，可供数量不足约定的一半"),
    (Supply, "供方存栏不足，无法按期供货"),
    (Demand, "需方食堂改为承包经营，不再自行采购"),
    (Quality, "产品检验报告未能按时提供"),
    (Logistics, "供货点较远，冷链车辆无法保证"),
    (Other, "供方调整经营方向，双方协商不再推进"),
];

const RETURNED: [(RefusalClass, &str); 6] = [
    (RefusalClass::Specification, "抽检水分超出约定"),
    (RefusalClass::Damaged, "部分外包装破损"),
    (RefusalClass::Spoiled, "运输途中温度超标"),
    (RefusalClass::ShortWeight, "到货数量与送货单不符"),
    (RefusalClass::Other, "结算单价与合同不一致"),
    (RefusalClass::Papers, "随货单据不全"),
];

pub fn unkept(chance: &mut Chance) -> (EndingClass, String) {
    let (class, reason) = chance.draw(&UNKEPT);
    (class, reason.to_string())
}

pub fn returned(chance: &mut Chance) -> (RefusalClass, String) {
    let (class, reason) = chance.draw(&RETURNED);
    (class, reason.to_string())
}
