//! What users read after an act.

crate::flashes! {
    CONTRACT_COMPLETED "contract-completed" "合同已完成。" "The contract is completed.",
    CONTRACT_TERMINATED "contract-terminated" "合同已终止。" "The contract is terminated.",
    CONTRACT_VOID "contract-void" "合同已作废，任何一天都不再计入。"
        "The contract is void and counts on no day.",
    CONTRACT_STUCK "contract-stuck" "合同还有到货或补充协议，请先作废它们。"
        "Deliveries or amendments follow it: void them first.",
    AMENDED "contract-amended" "补充协议已记下，原签的金额和条款照旧可看。"
        "The amendment is recorded; what was signed stays on record.",
    AMENDMENT_VOID "amendment-void" "补充协议已作废，合同回到它之前的样子。"
        "The amendment is void: the contract says what it said before.",
    SCAN_ADDED "amendment-scanned" "扫描件已收到。" "The scan has been received.",
}
