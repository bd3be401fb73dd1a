-- The orders of the office's list of products, each along an index: what waits the longest and then by name, by
-- name, by price. The newest come along the primary key.
create index products_in_waiting_order on products ((state <> 'submitted'), submitted_at, pinyin, id);
create index products_by_name on products (pinyin, id);
create index products_by_price on products (price, id);
-- What there is of each seller, state and category is counted along this, without the table.
create index products_by_seller on products (organisation_id, state, category_code);
drop index products_by_organisation;
-- What waits for somebody is a few among very many.
create index products_unfinished on products (state, organisation_id) where state in ('submitted', 'returned', 'draft');
