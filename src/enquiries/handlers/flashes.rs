//! What users read after an act.

crate::flashes! {
    ANSWERED "answered" "已答复，对方可通过私人链接查看。"
        "Answered: the visitor can read it with the private link.",
    ENQUIRY_CLOSED "enquiry-closed" "这次询价已结束。" "The enquiry is closed.",
    MARKED_AS_SPAM "spam" "已标为垃圾信息。" "Marked as spam.",
    RESTORED "restored" "已恢复，待答复。" "Restored: waiting for an answer.",
}
