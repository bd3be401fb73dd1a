//! The vocabulary of the trail: each kind of record and each of its fields, with their names in
//! both languages and the format of a value. Only what has a name here can be recorded: the kind is
//! a type, and a field is looked up (`NewEvent`).

use crate::values::lang::Lang;

/// The meaning of a recorded value, which decides how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    Text,
    /// Masked when recorded.
    Telephone,
    /// Masked except for the first letter and the host.
    Email,
    Day,
    Month,
    /// Numbers of months.
    Months,
    Clock,
    YesOrNo,
    /// A code of this vocabulary.
    Term(&'static str),
    Role,
    /// The code of a place, or the number of an organisation.
    Scope,
    Category,
    Unit,
    Place,
    Organisation,
    User,
    /// Their numbers.
    Products,
    ProductState,
    EnquiryState,
    ImportState,
    ImportKind,
    /// The description of a photo; the code of the file follows in brackets.
    Photo,
    /// The path of a list.
    List,
}

#[derive(Debug)]
pub struct Field {
    pub code: &'static str,
    zh: &'static str,
    en: &'static str,
    pub reads: Reads,
}

impl Field {
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.t(self.zh, self.en)
    }
}

macro_rules! nouns {
    ($($noun:ident $code:literal $zh:literal $en:literal {
        $($field:literal $field_zh:literal $field_en:literal $reads:expr;)*
    })*) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Noun { $($noun,)* }

        impl Noun {
            pub const ALL: &[Noun] = &[$(Noun::$noun,)*];

            pub fn code(self) -> &'static str {
                match self { $(Noun::$noun => $code,)* }
            }

            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Noun::$noun => lang.t($zh, $en),)* }
            }

            pub fn fields(self) -> &'static [Field] {
                match self {
                    $(Noun::$noun => &[
                        $(Field { code: $field, zh: $field_zh, en: $field_en, reads: $reads },)*
                    ],)*
                }
            }
        }

        impl std::str::FromStr for Noun {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Noun::$noun),)* _ => Err(()) }
            }
        }
    };
}

nouns! {
    Organisations "organisations" "主体" "Organisation" {
        "name" "名称" "Name" Reads::Text;
        "kind" "类别" "Kind" Reads::Term("organisation_kind");
        "credit_code" "信用代码" "Credit code" Reads::Text;
        "division" "所在地" "Location" Reads::Place;
        "introduction" "介绍" "Introduction" Reads::Text;
        "name_en" "英文名称" "Name in English" Reads::Text;
        "address" "地址" "Address" Reads::Text;
        "founded_on" "成立日期" "Founded" Reads::Day;
        "website" "网站" "Website" Reads::Text;
        "contact_name" "联系人" "Contact" Reads::Text;
        "contact_phone" "联系电话" "Telephone" Reads::Telephone;
        "contact_is_public" "公开联系方式" "Contact is public" Reads::YesOrNo;
    }
    Registrations "registrations" "主体登记" "Registration" {
        "name" "名称" "Name" Reads::Text;
        "kind" "类别" "Kind" Reads::Term("organisation_kind");
        "credit_code" "信用代码" "Credit code" Reads::Text;
        "division" "所在地" "Location" Reads::Place;
        "contact_name" "联系人" "Contact" Reads::Text;
        "telephone" "手机号" "Telephone" Reads::Telephone;
        "state" "状态" "State" Reads::Term("registration_state");
        "word" "审核意见" "Reviewer's note" Reads::Text;
        "organisation" "主体" "Organisation" Reads::Organisation;
        "user" "账户" "Account" Reads::User;
    }
    Products "products" "产品" "Product" {
        "category" "类别" "Category" Reads::Category;
        "name" "产品名称" "Name" Reads::Text;
        "specification" "规格" "Specification" Reads::Text;
        "unit" "单位" "Unit" Reads::Unit;
        "price" "价格" "Price" Reads::Text;
        "price_basis" "价格口径" "Price basis" Reads::Text;
        "origin" "产地" "Origin" Reads::Place;
        "months" "供应月份" "Months available" Reads::Months;
        "yearly_capacity" "年供应量" "Yearly supply" Reads::Text;
        "introduction" "介绍" "Introduction" Reads::Text;
        "state" "状态" "State" Reads::ProductState;
        "review_note" "退回原因" "Reason for return" Reads::Text;
        "price_at_the_fair" "展会价" "Price at the fair" Reads::Text;
        "fairs" "展出的届次" "Shown at the fairs" Reads::Text;
        "brand" "品牌" "Brand" Reads::Text;
        "photo" "照片" "Photo" Reads::Photo;
        "photo_place" "照片顺序" "Order of photos" Reads::Photo;
    }
    Certifications "certifications" "证书" "Certificate" {
        "scheme" "认证类型" "Certification scheme" Reads::Term("certification_scheme");
        "number" "证书编号" "Number" Reads::Text;
        "issuer" "发证机构" "Issuer" Reads::Text;
        "valid_from" "有效期起" "Valid from" Reads::Day;
        "valid_to" "有效期止" "Valid until" Reads::Day;
        "products" "证书覆盖的产品" "Products covered" Reads::Products;
        "state" "状态" "State" Reads::Term("certification_state");
        "review_note" "退回原因" "Reason for return" Reads::Text;
    }
    Trademarks "trademarks" "商标" "Trademark" {
        "brand" "品牌" "Brand" Reads::Text;
        "number" "注册号" "Registration number" Reads::Text;
        "class" "类别" "Class" Reads::Text;
        "registered_on" "注册日期" "Registered on" Reads::Day;
        "expires_on" "有效期止" "Valid until" Reads::Day;
        "renews" "续展的是" "Renews" Reads::Text;
        "scan" "注册证扫描件" "Scan" Reads::Text;
        "state" "状态" "State" Reads::Term("certification_state");
        "review_note" "退回原因" "Reason for return" Reads::Text;
    }
    Exhibitors "exhibitors" "参展报名" "Application" {
        "state" "状态" "State" Reads::Term("exhibitor_state");
        "word" "审核意见" "Reviewer's note" Reads::Text;
        "zone" "展区" "Zone" Reads::Text;
        "contact_name" "联系人" "Contact" Reads::Text;
        "contact_phone" "联系电话" "Telephone" Reads::Telephone;
        "note" "备注" "Note" Reads::Text;
        "products" "参展产品" "Products to show" Reads::Text;
    }
    Editions "editions" "届次" "Fair" {
        "name" "名称" "Name" Reads::Text;
        "name_en" "英文名称" "Name in English" Reads::Text;
        "theme" "主题" "Theme" Reads::Text;
        "theme_en" "英文主题" "Theme in English" Reads::Text;
        "venue" "场馆" "Venue" Reads::Text;
        "venue_en" "英文场馆" "Venue in English" Reads::Text;
        "place" "举办地" "Place" Reads::Place;
        "held_in" "举办月份" "Held in" Reads::Month;
        "starts_on" "开始日期" "First day" Reads::Day;
        "ends_on" "结束日期" "Last day" Reads::Day;
        "opens_at" "开门" "Opens at" Reads::Clock;
        "closes_at" "关门" "Closes at" Reads::Clock;
        "last_day_closes_at" "最后一天关门" "Closes on the last day at" Reads::Clock;
        "hall" "展区和展位复制自" "Hall copied from" Reads::Text;
        "state" "状态" "State" Reads::Term("edition_state");
    }
    PublicNotices "public_notices" "公示" "Public notice" {
        "notice_from" "公示从" "From" Reads::Day;
        "notice_until" "公示截止" "Until" Reads::Day;
        "objections_to" "异议联系方式" "Objections to" Reads::Text;
        "exhibitors" "公示展商" "Exhibitors" Reads::Text;
    }
    Zones "zones" "展区" "Zone" {
        "name" "名称" "Name" Reads::Text;
        "name_en" "英文名称" "Name in English" Reads::Text;
        "purpose" "展区用途" "Purpose" Reads::Text;
        "purpose_en" "展区用途（英文）" "Purpose, in English" Reads::Text;
        "booths" "展位" "Booths" Reads::Text;
    }
    Booths "booths" "展位" "Booth" {
        "code" "展位号" "Code" Reads::Text;
        "place" "位置和大小" "Place and size" Reads::Text;
        "exhibitor" "展商" "Exhibitor" Reads::Text;
    }
    Enquiries "enquiries" "询价" "Enquiry" {
        "state" "状态" "State" Reads::EnquiryState;
        "messages" "消息条数" "Messages" Reads::Text;
    }
    Imports "imports" "导入" "Import" {
        "kind" "表格内容" "Sheet of" Reads::ImportKind;
        "new" "新增" "New" Reads::Text;
        "changed" "有改动" "Changed" Reads::Text;
        "unchanged" "无变化" "Unchanged" Reads::Text;
        "refused" "不能导入" "Refused" Reads::Text;
        "state" "状态" "State" Reads::ImportState;
    }
    Users "users" "账户" "Account" {
        "login" "账号" "Account" Reads::Text;
        "name" "称呼" "Name" Reads::Text;
        "role" "角色" "Role" Reads::Role;
        "scope" "范围" "Scope" Reads::Scope;
        "email" "邮箱" "E-mail" Reads::Email;
    }
    SavedFilters "saved_filters" "已存筛选条件" "Saved filter" {
        "query" "条件" "Filter" Reads::Text;
        "list" "列表" "List" Reads::List;
    }
    Trail "audit" "审计记录" "Audit trail" {}
    Routes "routes" "页面或操作" "Page or act" {}
}

impl Noun {
    /// `photo 2` is the field `photo`, of the second photo.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        let code = name.split(' ').next().unwrap_or_default();
        self.fields().iter().find(|field| field.code == code)
    }

    /// The name of a back-office list, by its path.
    pub fn of_list(path: &str) -> Self {
        match path.rsplit('/').next().unwrap_or_default() {
            // Exhibitors that are not approved yet.
            "applications" => Noun::Exhibitors,
            list => list.parse().unwrap_or(Noun::Routes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::vocabulary;
    use std::collections::HashSet;

    #[test]
    fn each_field_stands_once_and_its_vocabulary_is_there() {
        for noun in Noun::ALL {
            let codes: HashSet<&str> = noun.fields().iter().map(|field| field.code).collect();
            assert_eq!(codes.len(), noun.fields().len(), "{noun:?}");
            for field in noun.fields() {
                if let Reads::Term(of) = field.reads {
                    assert!(vocabulary::size(of) > 0, "{noun:?} {}", field.code);
                }
            }
        }
    }

    #[test]
    fn a_list_tells_what_it_lists() {
        assert_eq!(Noun::of_list("/admin/applications"), Noun::Exhibitors);
        assert_eq!(Noun::of_list("/admin/editions/4/booths"), Noun::Booths);
        assert_eq!(Noun::of_list("/admin/audit"), Noun::Trail);
        assert_eq!(Noun::of_list("/admin/nothing"), Noun::Routes);
    }
}
