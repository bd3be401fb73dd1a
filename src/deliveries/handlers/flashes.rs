//! What users read after an act.

crate::flashes! {
    DELIVERY_SENT "delivery-sent" "已记下，已通知收货方。" "Recorded: the buyer has been told.",
    DELIVERY_PLANNED "delivery-planned" "已记下，发货后请标为已发。"
        "Recorded. Mark it as shipped once it is on its way.",
    DELIVERY_SHIPPED "delivery-shipped" "已标为已发，已通知收货方。"
        "Marked as shipped: the buyer has been told.",
    DELIVERY_ACCEPTED "delivery-accepted" "已交验收单，定了的行已计入。"
        "Received: the lines you decided on count.",
    DELIVERY_VOID "delivery-void" "已作废，任何一天都不再计入。" "It is void and counts on no day.",
    DELIVERY_STUCK "delivery-stuck" "已有验收、拒收或争议，请先撤回它们。"
        "Some of it is decided: those decisions are withdrawn first.",
    OTHERS_GOODS "others-goods" "这车货还有别的村的，请由供货方处理。"
        "Goods of other villages are on it: its supplier acts on the whole load.",
    DELIVERY_WITHDRAWN "delivery-withdrawn" "已撤回，可以重新验收；为它付的款转为预付。"
        "Withdrawn: it can be decided anew, and what was paid for it is prepaid.",
    DISPUTE_OFFERED "dispute-offered" "已告诉对方，对方同意即了结。"
        "The other side has been told: it is settled once they agree.",
    DISPUTE_SETTLED "dispute-settled" "争议已了结。" "The dispute is settled.",
    VOUCHER_ADDED "voucher-added" "已收下照片。" "The photo has been received.",
    OWN_ENTRY "own-entry" "这车货是您录入的，请由他人验收。"
        "You entered this delivery, so someone else accepts it.",
    CONTRACT_CLOSED "contract-closed" "合同已完成、终止或作废，不能再发货和验收。"
        "Its contract is completed, terminated or void: nothing more is sent or accepted.",
}
