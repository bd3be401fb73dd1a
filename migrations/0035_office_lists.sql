-- The orders of the office's list of products, each along an index: what waits the longest and then by name, by
-- name, by price. The newest come along the primary key.
create index products_in_waiting_order on products ((state <> 'submitted'), submitted_at, pinyin, id);
create index products_by_name on products (pinyin, id);
create index products_by_price on products (price, id);
-- How many there are of a state is counted as far as a thousand: along this, without the table.
create index products_by_state on products (state, organisation_id);
