//! What users read after an act.

crate::flashes! {
    AGREEMENT_TERMINATED "agreement-terminated" "协议已终止。" "The agreement is terminated.",
    AGREEMENT_VOID "agreement-void" "协议已作废，任何一天都不再计入。"
        "The agreement is void and counts on no day.",
    AGREEMENT_RELINKED "agreement-relinked" "来源已更正，项下合同和到货随之归入。"
        "Corrected: its contracts and goods follow it.",
    AGREEMENT_STUCK "agreement-stuck"
        "项下还有合同或续签，请先作废它们或改挂别处。"
        "Contracts or a renewal follow it: void them first, or link them elsewhere.",
}
