//! What users read after an act.

crate::flashes! {
    CONTRACT_COMPLETED "contract-completed" "合同已完成。" "The contract is completed.",
    CONTRACT_TERMINATED "contract-terminated" "合同已终止。" "The contract is terminated.",
    CONTRACT_VOID "contract-void" "合同已作废，任何一天都不再计入。"
        "The contract is void and counts on no day.",
    CONTRACT_STUCK "contract-stuck" "合同还有到货或补充协议，请先作废它们。"
        "Deliveries or amendments follow it: void them first.",
}
