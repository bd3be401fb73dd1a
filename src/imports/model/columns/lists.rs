//! The columns of each kind of sheet, in the order of its template.

use super::{Column, optional, required};

const CODE: Column = optional(
    "credit_code",
    ("统一社会信用代码", "Unified social credit code"),
    ("18 位，设成文本格式", "18 characters, formatted as text"),
);
const NUMBER: Column = optional(
    "number",
    ("主体编号", "Organisation number"),
    (
        "没有信用代码的已有主体填写，例如 GYS-0001；新主体留空，由系统编号",
        "For a known organisation without a code, such as GYS-0001; leave blank for a new one",
    ),
);

pub const EXHIBITORS: [Column; 7] = [
    CODE,
    NUMBER,
    required(
        "name",
        ("名称", "Name"),
        (
            "营业执照上的全称，2 到 80 个字",
            "In full, as on the business licence: 2 to 80 characters",
        ),
    ),
    required("kind", ("类别", "Kind"), ("见“允许的值”", "See the second sheet")),
    required(
        "home",
        ("所在地", "Location"),
        (
            "旗区、苏木乡镇或嘎查村的名称、拼音或区划代码",
            "A banner, township or village: name, pinyin or code",
        ),
    ),
    optional(
        "introduction",
        ("简介", "Introduction"),
        ("不超过 1000 个字", "1,000 characters or fewer"),
    ),
    optional(
        "zone",
        ("展区", "Zone"),
        ("展区的代码或名称，见“允许的值”", "Code or name, see the second sheet"),
    ),
];

pub const PRODUCTS: [Column; 12] = [
    Column { zh: "供应主体信用代码", en: "Supplier's credit code", ..CODE },
    Column { zh: "供应主体编号", en: "Supplier's number", ..NUMBER },
    required(
        "name",
        ("产品名称", "Product"),
        ("通用名称，不超过 40 个字", "The common name, in 40 characters or fewer"),
    ),
    required(
        "specification",
        ("规格", "Specification"),
        ("例如“60 枚一盒”，不超过 80 个字", "For example box of 60, in 80 characters or fewer"),
    ),
    required(
        "category",
        ("类别", "Category"),
        ("第二级类别的代码或名称，见“允许的值”", "Code or name of the second level"),
    ),
    required("unit", ("单位", "Unit"), ("见“允许的值”", "See the second sheet")),
    required("price", ("价格", "Price"), ("填写数字，不带“元”", "Digits without a currency sign")),
    required("price_basis", ("价格口径", "Price basis"), ("见“允许的值”", "See the second sheet")),
    required(
        "origin",
        ("产地", "Origin"),
        ("村名、苏木乡镇名、拼音或区划代码", "A village or township: name, pinyin or code"),
    ),
    required(
        "months",
        ("供应月份", "Months available"),
        (
            "例如 6-9，或 6、7、8，或 全年；设成文本格式",
            "Such as 6-9 or 6、7、8 or 全年, formatted as text",
        ),
    ),
    optional(
        "capacity",
        ("年供应量", "Yearly supply"),
        ("填写数字，单位同上", "Digits, in the unit given"),
    ),
    optional(
        "introduction",
        ("介绍", "Introduction"),
        ("不超过 500 个字", "500 characters or fewer"),
    ),
];

pub const DEALS: [Column; 23] = [
    optional(
        "position",
        ("顺序", "Position"),
        (
            "在串场单上的位置；留空：新项目排在最后，已有项目不变",
            "On the run-sheet; blank: a new deal comes last, a known one stays",
        ),
    ),
    optional(
        "number",
        ("编号", "Number"),
        ("已有项目的编号，例如 3-059；新项目留空", "Of a known deal, such as 3-059"),
    ),
    required("title", ("项目名称", "Title"), ("不超过 80 个字", "80 characters or fewer")),
    required("type", ("类型", "Type"), ("见“允许的值”", "See the second sheet")),
    required("supplier", ("供货方", "Supplier"), ("库里的全称", "Its registered name in full")),
    optional(
        "supplier_code",
        ("供货方信用代码", "Supplier's credit code"),
        ("有几家同名时填写，设成文本格式", "If several have the name; formatted as text"),
    ),
    required("buyer", ("采购方", "Buyer"), ("库里的全称", "Its registered name in full")),
    optional(
        "buyer_code",
        ("采购方信用代码", "Buyer's credit code"),
        ("有几家同名时填写，设成文本格式", "If several have the name; formatted as text"),
    ),
    optional(
        "more_suppliers",
        ("其他供货方", "Further suppliers"),
        ("一起签约的，用顿号隔开", "Who sign with it, separated by 、 or ;"),
    ),
    optional(
        "more_buyers",
        ("其他采购方", "Further buyers"),
        ("一起签约的，用顿号隔开", "Who sign with it, separated by 、 or ;"),
    ),
    required(
        "amount",
        ("金额(万元)", "Amount (10,000 yuan)"),
        ("只填数字，单位是万元，例如 901", "Digits alone, in units of 10,000 yuan"),
    ),
    required(
        "signed_on",
        ("签约日", "Signed on"),
        ("本届的一天，例如 2020-09-28", "A day of the edition, such as 2020-09-28"),
    ),
    optional(
        "villages",
        ("供货村", "Supplying villages"),
        ("村名或区划代码，用顿号隔开", "Names or codes, separated by 、"),
    ),
    optional("goods", ("主要产品", "Main product"), ("不超过 40 个字", "40 characters or fewer")),
    optional("quantity", ("约数量", "Quantity"), ("填写数字，例如 5000", "Digits, such as 5000")),
    optional(
        "quantity_unit",
        ("数量单位", "Unit of quantity"),
        ("见“允许的值”", "See the second sheet"),
    ),
    optional(
        "renews",
        ("续签自", "Renews"),
        (
            "往届项目的编号，例如 2-083；双方须相同。合同填写它由哪项意向转来",
            "The number of a deal of an earlier edition, such as 2-083; of a contract, its intent",
        ),
    ),
    optional(
        "rung",
        ("签的是", "Signed as"),
        ("意向或采购合同；新项目留空即意向", "Blank for a new deal: an intent"),
    ),
    optional(
        "contract_number",
        ("合同编号", "Contract number"),
        ("只填合同；留空则用本项编号", "Of a contract alone; blank: the number of the deal"),
    ),
    optional("method", ("采购方式", "How it buys"), ("只填合同", "Of a contract alone")),
    optional(
        "category",
        ("品类", "Category"),
        ("只填合同，第二级类别的代码或名称", "Of a contract alone: code or name, second level"),
    ),
    optional(
        "ends_on",
        ("合同期至", "Contract ends on"),
        ("只填合同，例如 2021-09-27", "Of a contract alone, such as 2021-09-27"),
    ),
    optional(
        "scan_due_on",
        ("扫描件最迟", "Scan due on"),
        ("例如 2020-10-09", "Such as 2020-10-09"),
    ),
];
