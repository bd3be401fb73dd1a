//! The indicators of the fair itself, of places and of brands.

use super::{
    Indicator, Source, Unit, Value,
    indicator::Dimension::{Banner, Category, Edition},
    records::{Records, RecordsKind},
};

pub const FAIRS: &[Indicator] = &[
    Indicator {
        key: "editions",
        zh: "已举办的届数",
        en: "Editions held",
        definition: (
            "举办月份不晚于当月的展洽会届数。",
            "Editions of the fair whose month has come.",
        ),
        unit: Unit::Of("届", "editions"),
        rung: None,
        dimensions: &[],
        records: Records::of(RecordsKind::Editions, "/fairs"),
        sources: &[Source::General],
        value: |facts| Value::Count(facts.general.editions),
    },
    Indicator {
        key: "edition_month",
        zh: "举办年月",
        en: "Month held",
        definition: (
            "一届展洽会举办的年月；未指定届次时为本届。",
            "The month in which an edition is held; the current one unless another is given.",
        ),
        unit: Unit::Month,
        rung: None,
        dimensions: &[Edition],
        records: Records::of(RecordsKind::Edition, "/fairs"),
        sources: &[],
        value: |facts| {
            facts.edition.as_ref().map_or(Value::Unknown, |edition| Value::Month(edition.held_in))
        },
    },
    Indicator {
        key: "edition_opening",
        zh: "开幕日",
        en: "Opening day",
        definition: (
            "一届展洽会的第一天；早年的无记载。",
            "The first day of an edition; not on record for the early ones.",
        ),
        unit: Unit::Day,
        rung: None,
        dimensions: &[Edition],
        records: Records::of(RecordsKind::Edition, "/fairs"),
        sources: &[],
        value: |facts| {
            facts
                .edition
                .as_ref()
                .and_then(|edition| edition.starts_on)
                .map_or(Value::Unknown, Value::Day)
        },
    },
    Indicator {
        key: "edition_days",
        zh: "举办天数",
        en: "Days held",
        definition: (
            "从第一天到最后一天，首尾都算。",
            "From the first day to the last, both counted.",
        ),
        unit: Unit::Of("天", "days"),
        rung: None,
        dimensions: &[Edition],
        records: Records::of(RecordsKind::Edition, "/fairs"),
        sources: &[],
        value: |facts| {
            let days = facts
                .edition
                .as_ref()
                .and_then(|edition| Some((edition.ends_on? - edition.starts_on?).num_days() + 1));
            days.map_or(Value::Unknown, Value::Count)
        },
    },
    Indicator {
        key: "exhibitors",
        zh: "展商（参展次）",
        en: "Exhibitors (participations)",
        definition: (
            "已公布的参展：农牧业企业、合作社、种养大户等，一家在一届计一次。同一家参加两届计两次；\
             主体家数见参展主体。",
            "Published participations of enterprises, cooperatives and growers, one for each \
             organisation and edition. An organisation at two editions counts twice here; see \
             exhibiting organisations.",
        ),
        unit: Unit::Of("家", "exhibitors"),
        rung: None,
        dimensions: &[Edition, Banner],
        records: Records::of(RecordsKind::ListOfEditions, "/exhibitors"),
        sources: &[Source::Exhibitors],
        value: |facts| Value::Count(facts.exhibiting.exhibitors),
    },
    Indicator {
        key: "exhibitor_parties",
        zh: "参展主体",
        en: "Exhibiting organisations",
        definition: (
            "至少有一届参展已公布的主体，参加多届只计一家。",
            "Organisations with at least one published participation, each counted once however \
             many editions it joined.",
        ),
        unit: Unit::Of("家", "organisations"),
        rung: None,
        dimensions: &[],
        // The list has a row for each participation.
        records: Records { path: "/exhibitors", query: "edition=all", kind: RecordsKind::Page },
        sources: &[Source::Exhibitors, Source::Parties],
        value: |facts| Value::Count(facts.exhibiting.parties),
    },
    Indicator {
        key: "exhibitor_banners",
        zh: "到场旗区",
        en: "Banners present",
        definition: (
            "有展商参展的旗区，每个计一次。",
            "Banners from which at least one exhibitor comes.",
        ),
        unit: Unit::Of("个", "banners"),
        rung: None,
        dimensions: &[Edition],
        records: Records::of(RecordsKind::ListOfEditions, "/banners"),
        sources: &[Source::Exhibitors],
        value: |facts| Value::Count(facts.exhibiting.banners),
    },
    Indicator {
        key: "products",
        zh: "参展产品",
        en: "Products shown",
        definition: (
            "已公布展商展出的农畜产品，每种计一次，按产地所在的旗区。",
            "Products shown by published exhibitors, each counted once, by the banner of their \
             origin.",
        ),
        unit: Unit::Of("种", "products"),
        rung: None,
        dimensions: &[Edition, Banner, Category],
        records: Records::of(RecordsKind::ListOfShown, "/products"),
        sources: &[Source::Products],
        value: |facts| Value::Count(facts.exhibiting.products),
    },
    Indicator {
        key: "onsite_sales",
        zh: "现场销售",
        en: "On-site sales",
        definition: (
            "展位自报、主办方已确认的销售额，确认当月结束后公布，按销售当日；\
             日期无记载的届次按举办当月的最后一天。不属于任何一级台阶，不与任何印的金额相加。",
            "What booths sold, as confirmed by an organiser and published once the month of \
             confirmation is over, on the day of sale; on the last day of the month where an \
             edition's days are not on record. Not a step of the ladder.",
        ),
        unit: Unit::Yuan,
        rung: None,
        dimensions: &[Edition],
        records: Records::of(RecordsKind::Sales, "/fairs"),
        sources: &[Source::Sales],
        value: |facts| Value::Yuan(facts.sales),
    },
    Indicator {
        key: "dispatch_platforms",
        zh: "信息调度平台",
        en: "Dispatch platforms",
        definition: (
            "已启动的消费扶贫农产品信息调度平台。",
            "Produce information dispatch platforms launched by the day.",
        ),
        unit: Unit::Of("个", "platforms"),
        rung: None,
        dimensions: &[],
        records: Records::of(RecordsKind::Page, "/about"),
        sources: &[Source::General],
        value: |facts| Value::Count(facts.general.dispatch_platforms),
    },
    Indicator {
        key: "gacha_villages",
        zh: "嘎查村",
        en: "Gacha villages",
        definition: (
            "计入统计的嘎查村，以官方区划名录为准。",
            "The counted gacha villages of the official list of divisions.",
        ),
        unit: Unit::Of("个", "villages"),
        rung: None,
        dimensions: &[Banner],
        records: Records::list("/villages", "kind=gacha"),
        sources: &[Source::General],
        value: |facts| Value::Count(facts.general.gacha_villages),
    },
    Indicator {
        key: "new_trademarks",
        zh: "近三年新注册农产品商标",
        en: "Trademarks registered in three years",
        definition: (
            "截至当日的三年之内注册的农产品商标，按品牌所在的旗区。",
            "Trademarks for farm produce registered within the three years up to the day, by the \
             banner of the brand's home.",
        ),
        unit: Unit::Of("件", "trademarks"),
        rung: None,
        dimensions: &[Banner],
        records: Records::list("/brands", "trademark=new"),
        sources: &[Source::General],
        value: |facts| Value::Count(facts.general.trademarks),
    },
    Indicator {
        key: "named_brands",
        zh: "报道提及的品牌",
        en: "Brands named in the press",
        definition: (
            "公开报道提及的农产品品牌。",
            "Brands of farm produce that were named in the press.",
        ),
        unit: Unit::Of("个", "brands"),
        rung: None,
        dimensions: &[],
        records: Records::list("/brands", "named=yes"),
        sources: &[Source::General],
        value: |facts| Value::Count(facts.general.named_brands),
    },
];
