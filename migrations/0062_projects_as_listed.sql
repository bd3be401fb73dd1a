-- The list of projects and its facets look at all of them, and at no more than this of each.
create index signed_projects_as_listed on signed_projects (edition_id desc, run_order)
    include (id, type, owner_banner_code, buyer_kind, stage, amount, renews_id, signed_on, supplier_id, buyer_id)
    where voided_at is null;
