//! What users read after an act.

crate::flashes! {
    ADMITTED "admitted" "已通过：主体和账号均已开通。"
        "Admitted: the organisation and its account are ready.",
    REGISTRATION_RETURNED "sent-back" "已退回，登记人可在私人链接中查看原因。"
        "Returned: the registrant will see your note on the private link.",
    REGISTRATION_REFUSED "refused" "不予登记，登记人可查看原因。"
        "Refused: the registrant will see the reason.",
}
