-- Search: what a record's tokens let through is read again in its text, and ranked by where it was found.
-- How text, tokens and needles are written is said in src/values/search_text.

-- The rank of one word, of 13 needles: 1 the whole name, 2 its beginning, 3 a part of it, 4 and 5 the whole
-- initials or pinyin, 6 to 8 their beginning, 9 to 11 a part of them, 12 the place, 13 anything else.
-- Null: it is not there. Written so that it can be unfolded into the statement that asks.
create function search_rank_of(record text, needles text[], skipped integer) returns integer
    language sql immutable parallel safe
    return case
        when strpos(record, needles[skipped + 1]) > 0 then 1
        when strpos(record, needles[skipped + 2]) > 0 then 2
        when strpos(record, needles[skipped + 3]) between 1 and strpos(record, '/') then 3
        when strpos(record, needles[skipped + 4]) > 0 then 4
        when strpos(record, needles[skipped + 5]) > 0 then 5
        when strpos(record, needles[skipped + 6]) > 0 then 6
        when strpos(record, needles[skipped + 7]) > 0 then 7
        when strpos(record, needles[skipped + 8]) > 0 then 8
        when strpos(record, needles[skipped + 9]) > 0 then 9
        when strpos(record, needles[skipped + 10]) > 0 then 10
        when strpos(record, needles[skipped + 11]) between 1 and strpos(record, '/') then 11
        when strpos(record, needles[skipped + 12]) > 0 then 12
        when strpos(record, needles[skipped + 13]) > 0 then 13
    end;

-- What was typed as a whole comes before its words one by one.
create function search_rank(record text, needles text[]) returns integer
    language sql immutable parallel safe
    return case when cardinality(needles) = 13 then search_rank_of(record, needles, 0)
        else coalesce(search_rank_of(record, needles, 0),
                      20 + search_rank_of(record, needles, 13) + search_rank_of(record, needles, 26) + search_rank_of(record, needles, 39)) end;

create function search_finds(tokens text[], record text, query text, needles text[]) returns boolean
    language sql immutable parallel safe
    return array_to_tsvector(tokens) @@ query::tsquery and search_rank(record, needles) is not null;

-- Without a list of what is still to be sorted in: every search would have to read it.
drop index divisions_by_search_token, organisations_by_search_token, brands_by_search_token, products_by_search_token,
    signed_projects_by_search_token, framework_agreements_by_search_token, contracts_by_search_token;
create index divisions_by_search_token on divisions using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);
create index organisations_by_search_token on organisations using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);
create index brands_by_search_token on brands using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);
create index products_by_search_token on products using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);
create index signed_projects_by_search_token on signed_projects using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);
create index framework_agreements_by_search_token on framework_agreements using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);
create index contracts_by_search_token on contracts using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);

-- Written anew in the present form when the reference files are loaded again.
delete from reference_files where name in ('divisions.csv', 'product_categories.csv');
