//! What users read after an act.

crate::flashes! {
    DEAL_SAVED "deal-saved" "已存，等放行。" "Saved; it awaits release.",
    DEAL_PLANNED "deal-planned" "已排进串场单。" "Added to the run-sheet.",
    DEAL_SAME "deal-same" "未登记：与已有的这一笔是同一笔。"
        "Not entered: this deal is there already.",
    DEAL_MOVED "deal-moved" "顺序已改。" "The order has changed.",
    DEAL_RELEASED "deal-released" "已放行，公开页和大屏已计入。"
        "Released: public pages and screens count it.",
    DEAL_WITHDRAWN "deal-withdrawn" "放行已收回，可以改正后再放行。"
        "The release is taken back: correct it, then release it again.",
    DEAL_VOID "deal-void" "已作废，任何一天都不再计入。" "Void: it counts on no day.",
    DEAL_RULE "deal-rule" "放行规则已改。" "The rule for releases has changed.",
    DEAL_STUCK "deal-stuck" "未执行：已有协议、合同、续签或到货引用它。"
        "Not done: an agreement, a contract, a renewal or a delivery names it.",
    SCAN_ATTACHED "scan-attached" "扫描件已附上。" "The scan is attached.",
    SCAN_PROMISED "scan-promised" "承诺补交的日期已改。" "The promised day has changed.",
}
