//! What users read after an act.

crate::flashes! {
    HALL_DRAWN "hall" "平面图已保存。" "Floor plan saved.",
    BOOTH_GIVEN "booth-given" "展位已分配。" "Booth allocated.",
    BOOTH_EXCHANGED "booth-exchanged" "展位已调换。" "Booths swapped.",
    BOOTH_FREED "booth-freed" "展位已收回，现为空位。" "Booth released; it is free again.",
}
