//! The participants and places of the fair: exhibitors, products, brands, buyers, editions and
//! divisions.

use super::money::{Quantity, Yuan};
use crate::{
    fairs::model::EditionState,
    organisations::model::OrganisationKind,
    record,
    values::{
        amount::Amount,
        ids::{BrandId, ExhibitorId, OrganisationId, ProductId},
        place_code::PlaceCode,
        rung::{Contract, Framework, Intent, Purchase},
    },
};
use chrono::NaiveDate;

record! {
    /// The participation of an organisation in one edition.
    ExhibitorRecord = "Exhibitor" {
        id: ExhibitorId = "Of this participation in one edition",
        edition: i16 = "Ordinal of the edition",
        organisation_id: OrganisationId =
            "The same for all its participations; deals name it as supplier_id",
        organisation_number: String = "The platform's number of the organisation",
        name: String = "Name",
        kind: OrganisationKind = "Kind of organisation",
        division_code: PlaceCode = "Division of its home",
        division: String = "Name of that division",
        division_en: String = "The same in English",
        banner_code: Option<PlaceCode> = "Banner of its home",
        founded_on: Option<NaiveDate> = "Day it was founded",
        booth: Option<String> = "Code of its booth",
        zone: Option<String> = "Code of the booth's zone",
        products: i64 = "How many products it shows at this edition",
        certifications: Vec<String> =
            "Schemes under which it holds a verified certificate that is valid today",
        introduction: Option<String> = "Its own introduction",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// A product of an organisation.
    ProductRecord = "Product" {
        id: ProductId = "Id",
        name: String = "Name",
        category_code: String = "Code of its category",
        category: String = "Name of that category",
        category_en: String = "The same in English",
        specification: String = "Specification",
        price: Yuan = "Per unit: the price at the edition asked for, otherwise the seller's usual price",
        price_basis: String = "What kind of price it is",
        unit: String = "Code of the unit of price and capacity",
        net_kilograms: Option<Quantity> =
            "What one unit weighs, in kilograms, where the unit is a package",
        months: Vec<i16> = "Months of the year in which it can be bought",
        yearly_capacity: Option<Quantity> = "What the seller can supply in a year, in the unit",
        origin_code: PlaceCode = "Division of origin",
        origin: String = "Name of that division",
        origin_en: String = "The same in English",
        banner_code: Option<PlaceCode> = "Banner of origin",
        brand_id: Option<BrandId> = "Brand",
        brand: Option<String> = "Name of the brand",
        supplier_id: OrganisationId = "Who sells it",
        supplier: String = "Name of the seller",
        supplier_kind: OrganisationKind = "Kind of seller",
        booth: Option<String> = "Booth at the edition asked for",
        certifications: Vec<String> = "Schemes of its verified certificates that are valid today",
        photo: Option<String> =
            "Path of its cover, a JPEG at most 1280 pixels wide; null where the seller gave no photo",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// A brand with its trademarks.
    BrandRecord = "Brand" {
        id: BrandId = "Id",
        name: String = "Name",
        banner_code: Option<PlaceCode> = "Banner of its home",
        trademarks: Option<String> = "Numbers of its registrations in force",
        registered_on: Option<NaiveDate> = "Day of the first registration",
        products: i64 = "Number of products of the brand",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// A buyer, with its signed and accepted totals up to today.
    BuyerRecord = "Buyer" {
        id: OrganisationId = "Deals name it as buyer_id",
        name: String = "Name",
        kind: OrganisationKind = "Kind of buyer",
        banner_code: Option<PlaceCode> = "Banner of its home",
        agreements: i64 = "Framework agreements signed",
        amount: Option<Amount<Contract>> = "Its contracts that count, as amended",
        accepted: Option<Amount<Purchase>> = "Goods it accepted under contracts",
    }
    key |it| it.id.to_string(), path |it| it.id.buyer_path()
}

record! {
    /// An edition, with its results up to today.
    EditionRecord = "Edition" {
        ordinal: i16 = "Which edition: 3 is the third",
        name: String = "Name",
        name_en: String = "Name in English",
        theme: Option<String> = "Theme",
        theme_en: Option<String> = "Theme in English",
        venue: Option<String> = "Venue",
        venue_en: Option<String> = "Venue in English",
        held_in: String = "Year and month",
        starts_on: Option<NaiveDate> = "First day; null where only the month is on record",
        ends_on: Option<NaiveDate> = "Last day",
        state: EditionState = "State",
        exhibitors: i64 = "Exhibitors",
        products: i64 = "Products shown",
        banners: i64 = "Banners that came",
        projects: i64 = "Projects signed",
        signed: Amount<Intent> = "What its ceremony signed; never falls",
        live: Amount<Intent> = "Of this, what has not lapsed",
        contracts: Amount<Contract> = "Contracts that came from its signings, as amended",
        accepted: Amount<Purchase> = "Goods accepted under them",
        onsite_sales: Yuan = "Confirmed sales at the booths, which are not a step of the ladder",
    }
    key |it| it.ordinal.to_string(), path |it| format!("/fairs/{}", it.ordinal)
}

record! {
    /// The confirmed sales of a category on a day of a fair; of a whole fair if requested by banner
    /// or zone. Not a step of the ladder.
    SalesRecord = "Sales" {
        edition: i16 = "Which edition: 3 is the third",
        fair_day: Option<i16> = "The first, second or third day of the fair; null for all days",
        category_code: Option<String> =
            "Product category of the first level; null for several together, or all",
        banner_code: Option<PlaceCode> = "Banner of the exhibitors, where it was asked for",
        zone_code: Option<String> = "Zone of the exhibitors, where it was asked for",
        exhibitors: i64 = "How many exhibitors sold it",
        onsite_sales: Yuan = "What they sold",
    }
    key |it| {
        let category = it.category_code.as_deref().unwrap_or("99");
        format!("{}-{}-{category}-{}", it.edition, it.fair_day.unwrap_or_default(), it.exhibitors)
    },
    path |it| format!("/fairs/{}/sales", it.edition)
}

record! {
    /// A division of the official list.
    DivisionRecord = "Division" {
        code: PlaceCode = "Official code",
        level: String = "city, banner, township or village",
        kind: String = "What the official list calls it",
        name: String = "Name",
        full_name: String = "Name, with its township where another village is called the same",
        name_en: String = "Name in English",
        pinyin: String = "Pinyin",
        parent_code: Option<PlaceCode> = "The division above",
        banner_code: Option<PlaceCode> = "The banner it belongs to",
        counts_as_736: bool = "Whether it is one of the 736 gacha villages of the programme",
    }
    key |it| it.code.to_string(),
    path |it| if it.level == "city" { "/banners".to_string() } else { it.code.path() }
}

record! {
    /// A village with its produce.
    VillageRecord = "Village" {
        code: PlaceCode = "Official code",
        name: String = "Name",
        full_name: String = "Name, with its township where another village is called the same",
        name_en: String = "Name in English",
        banner_code: PlaceCode = "Banner",
        township_code: PlaceCode = "Township",
        township: String = "Name of the township",
        counts_as_736: bool = "Whether it is one of the 736 gacha villages of the programme",
        products: i64 = "Products of this origin",
        contracts: i64 = "Contracts it supplies, without terminated ones",
    }
    key |it| it.code.to_string(), path |it| it.code.path()
}

record! {
    /// The five ledgers of a banner: each deal counts once, under one banner, so that they add up
    /// to the city's.
    BannerRecord = "Banner" {
        code: PlaceCode = "Official code",
        name: String = "Name",
        name_en: String = "Name in English",
        exhibitors: i64 = "Exhibitors at the edition",
        products: i64 = "Products shown at the edition",
        gacha_villages: i64 = "Gacha villages of the programme",
        signed: Amount<Intent> = "Signed at the edition's ceremony",
        ceilings: Amount<Framework> = "Ceilings of the agreements in force",
        contracts: Amount<Contract> = "Contracts that count, as amended",
        accepted: Amount<Purchase> = "Goods accepted under contracts",
    }
    key |it| it.code.to_string(), path |it| it.code.path()
}
