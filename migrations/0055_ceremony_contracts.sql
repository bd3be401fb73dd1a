-- A deal of the run-sheet is an intent or a contract. A contract signed at the ceremony stands in contracts alone: a
-- draft until the desk releases it. Its line on the run-sheet says where it stands and how far the desk is.

-- ----------------------------------------------------------------------------------------------- the run-sheet

alter table signed_projects
    -- The rung on which the deal counts.
    add column rung text not null default 'intent',
    -- The intent of an earlier edition that has become this contract. Null for others.
    add column follows_id bigint references signed_projects,
    add constraint signed_projects_rung_is_known check (rung in ('intent', 'contract')),
    add constraint signed_projects_intents_are_renewed check (renews_id is null or rung = 'intent'),
    add constraint signed_projects_contracts_follow check (follows_id is null or rung = 'contract');
create index signed_projects_by_followed on signed_projects (follows_id) where follows_id is not null;

create or replace view public_projects as
    select id, edition_id, run_order, number, title, type, supplier_id, buyer_id, owner_banner_code, amount, signed_on,
           signed_at, stage, lapsed_on, lapse_class, lapse_reason, renews_id, voided_at, void_reason, recorded_at,
           search_text, search_tokens, buyer_kind, released_at
    from signed_projects where voided_at is null and ceremony_state = 'released' and rung = 'intent';

drop index signed_projects_as_listed;
create index signed_projects_as_listed on signed_projects (edition_id desc, run_order)
    include (id, type, owner_banner_code, buyer_kind, stage, amount, renews_id, signed_on, supplier_id, buyer_id)
    where voided_at is null and ceremony_state = 'released' and rung = 'intent';

-- ----------------------------------------------------------------------------------------------- the contracts

alter table contracts
    -- The edition at whose ceremony it was signed, and its line on the run-sheet. Null for other contracts.
    add column edition_id bigint references editions,
    add column deal_id bigint references signed_projects,
    add constraint contracts_of_a_deal_carry_its_edition check (deal_id is null or edition_id is not null);
create unique index contracts_are_one_of_a_deal on contracts (deal_id);

-- A number is used again only by a contract entered anew for one that was voided.
alter table contracts drop constraint contracts_number_is_unique;
create unique index contracts_number_is_unique on contracts (buyer_id, number) where state <> 'void';
create index contracts_by_number on contracts (number);

-- A contract carries its own edition if it was signed at a ceremony, otherwise that of the project it comes from.
create or replace view public_contracts as
    select c.id, c.number, c.title, c.framework_id, c.project_id, c.buyer_id, c.supplier_id, c.owner_banner_code,
           c.method, c.signed_on, c.starts_on, c.ends_on, c.signed_amount, c.adjustment, c.adjustment_name, c.state,
           c.performing_on, c.completed_on, c.terminated_on, c.termination_class, c.termination_reason, c.voided_at,
           c.void_reason, c.recorded_at, c.search_text, c.search_tokens,
           coalesce(c.project_id, a.project_id) as origin_project_id,
           coalesce(c.edition_id, p.edition_id) as origin_edition_id, c.buyer_kind
    from contracts c
    left join framework_agreements a on a.id = c.framework_id
    left join signed_projects p on p.id = coalesce(c.project_id, a.project_id)
    where c.state not in ('draft', 'void');
