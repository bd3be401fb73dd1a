//! The end of a statement that selects labels.

/// The columns of the labels of the products in `today`, in their order.
pub(super) const LABELS: &str = r#"
    select l.product_id as id, l.name, l.category_code, l.price, l.unit_code, l.origin, l.origin_en,
           l.origin_level,
           nullif(l.banner_code, '') as banner_code, l.booth_code, l.certificates, l.cover
    from today
    cross join unnest(today.ids) with ordinality as place (id, n)
    join product_listings l on l.edition_id = today.edition_id and l.product_id = place.id
    order by place.n"#;
