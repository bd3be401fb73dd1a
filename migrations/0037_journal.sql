-- One journal under every figure. An entry says that something begins or ceases to count: in which account, from which
-- day, how much, and which record it comes from. Entries are only added. A correction reverses what was posted and
-- posts again, so that any figure can be given as of any day and as it was known at any time.

-- What is counted. Each account belongs to at most one rung of the ladder; amounts of different rungs are never added.
create type journal_account as enum (
    'intent.signed', 'intent.live',
    -- Of what was signed, the projects that renew one of an earlier edition.
    'intent.renewal',
    'framework.signed', 'framework.standing', 'framework.in_term',
    -- Of those standing, the agreements without a ceiling: counted, without an amount.
    'framework.open_ceiling',
    'contract.current',
    -- A contract and a village that supplies under it.
    'contract.village',
    'purchase.accepted', 'purchase.off_contract',
    -- Of the goods accepted under contracts, those of the three reported household categories. The account is separate,
    -- so that no statement on other accounts can read a household category.
    'purchase.by_household',
    'payment.paid', 'payment.off_contract',
    -- Paid, but not yet for accepted goods.
    'payment.prepaid',
    'onsite.confirmed'
);

-- The kind of record an entry comes from.
create type journal_source as enum (
    'project', 'agreement', 'contract', 'amendment', 'acceptance', 'payment', 'allocation', 'sale'
);

-- The kind of record whose postings belong together and are posted under its lock.
create type journal_root as enum ('project', 'agreement', 'contract', 'delivery', 'payment', 'sale');

create table journal_entries (
    -- The order in which things became known.
    id bigint generated always as identity primary key,
    recorded_at timestamptz not null default clock_timestamp(),
    account journal_account not null,
    -- The day in Beijing from which it counts.
    effective_on date not null,
    amount numeric(18, 2) not null,
    -- 1 when something begins to count, -1 when it ceases, 0 where only an amount changes.
    records integer not null,
    source journal_source not null,
    -- For an allocation the delivery line.
    source_id bigint not null,
    root journal_root not null,
    root_id bigint not null,
    -- Null for a record that does not originate from an edition's ceremony.
    edition_id bigint,
    is_renewal boolean not null,
    -- Null for prepaid money, which is not yet for any goods, and for on-site sales.
    owner_banner_code text collate "C",
    -- Null for on-site sales, whose buyers are unknown.
    buyer_id bigint,
    buyer_kind text collate "C",
    supplier_id bigint not null,
    -- For goods and what was paid for them. Null for the rest.
    category_code text collate "C",
    -- For goods and what was paid for them, and for supplying villages. Null for the rest.
    village_code text collate "C",
    -- For purchase.by_household alone.
    household_category text collate "C",
    households integer,
    constraint journal_entries_keep_household_categories_apart check (
        (account = 'purchase.by_household') = (household_category is not null)
        and (household_category is null) = (households is null))
);
create index journal_entries_by_root on journal_entries (root_id, root);
create index journal_entries_by_buyer on journal_entries (buyer_id, account, effective_on)
    where account <> 'purchase.by_household';
create index journal_entries_by_supplier on journal_entries (supplier_id, account)
    where account <> 'purchase.by_household';
create index journal_entries_by_village on journal_entries (village_code, account)
    where account <> 'purchase.by_household';
-- The figure of frameworks includes how many buyers have one.
create index journal_entries_of_frameworks on journal_entries (account, buyer_id) where root = 'agreement';
-- Entries arrive nearly in the order of their days.
create index journal_entries_by_day on journal_entries using brin (effective_on);

create function refuse_to_change_the_journal() returns trigger
    language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' and (select is_demonstration from installation) then
        return null;
    end if;
    raise exception 'the journal is only added to' using errcode = 'insufficient_privilege';
end $$;
create trigger journal_entries_are_kept before update or delete or truncate on journal_entries
    for each statement execute function refuse_to_change_the_journal();

create trigger announce_change after insert or update or delete or truncate on journal_entries
    for each statement execute function announce_change('journal');
