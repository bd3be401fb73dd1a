-- Suppliers list their own products: drafted, submitted, and published or returned by an officer; withdrawn and
-- submitted again.
alter table products drop constraint products_state_is_known;
alter table products add constraint products_state_is_known check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn'));
-- Why it was returned, for the supplier to read.
alter table products add column review_note text;
alter table products add constraint products_return_with_a_word check (state <> 'returned' or review_note is not null);
-- When it began to wait; null for what never did.
alter table products add column submitted_at timestamptz;
-- Counts up with each change, so that the later of two savers is told.
alter table products add column version integer not null default 1;
-- The form that made it: one form sent twice makes one product. Null for what came otherwise.
alter table products add column form_code text;
alter table products add constraint products_form_is_posted_once unique (form_code);
create index products_waiting on products (submitted_at, id) where state = 'submitted';

-- What a product cost from when on.
create table product_prices (
    product_id bigint not null references products,
    set_at timestamptz not null default clock_timestamp(),
    price numeric(16, 4) not null,
    primary key (product_id, set_at)
);
insert into product_prices select id, recorded_at, price from products;
select announce_changes('product_prices', 'products');
