//! What users read after an act.

crate::flashes! {
    IMPORT_BEGUN "import-begun" "已开始导入。" "The import has begun.",
    IMPORT_DISCARDED "import-discarded" "已放弃，没有导入任何内容。"
        "Discarded: nothing was imported.",
    IMPORT_BUSY "import-busy" "未开始：正在导入另一张表，请完成后再试。"
        "Not started: another sheet is being imported; try again when it is done.",
    IMPORT_CLOSED "import-closed" "未开始：本届已闭幕。" "Not started: this fair is over.",
}
