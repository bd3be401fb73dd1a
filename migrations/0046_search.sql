-- Search reads one table: an entry for each public record, with all that a result shows and all that it is found by. An
-- entry holds only what everybody may see. What is withdrawn or voided leaves in the same transaction.
--
-- As with listings, a view says what an entry should be, and triggers set the entries of changed records to what the
-- view says. Only triggers write here, and `farmfair verify` compares the entries with the records.
create table search_entries (
    kind text not null,
    -- For a place its code.
    id bigint not null,
    name text not null,
    -- The name in English. Null except for places: only they have names in both languages.
    name_en text,
    number text,
    -- A category, a kind of organisation, a stage or a state.
    code text,
    place text,
    place_en text,
    -- Null for the city itself.
    banner_code text,
    -- Other words it may have been found by: a specification, the parties.
    words text[] not null,
    -- The latest edition at which it is shown, or the one at which it was signed.
    edition smallint,
    signed_on date,
    ends_on date,
    price numeric(16, 4),
    unit_code text,
    booth_code text,
    -- As signed. For a contract without its amendments, which depend on the day.
    amount numeric(18, 2),
    -- The order among entries of the same rank and edition: by a random rank that is fair to all, then by a number,
    -- then by a name.
    neutral_rank integer,
    position bigint,
    sort_name text collate "C",
    -- For an exhibitor its organisation: suggestions show one exhibitor of each.
    organisation_id bigint,
    -- For a product the exhibitors that show it, at any edition, and beside each its banner ('' for the city itself).
    shown_by bigint[],
    shown_by_banners text[],
    search_text text not null,
    -- Each token begins with the letter of its kind and the number of a shelf (search_shelf), as in 'p12~羊肉', so that
    -- the entries of one shelf are found without reading the index for all others.
    tokens tsvector not null,
    primary key (kind, id),
    constraint search_entries_kind_is_known check (kind in (
        'township', 'product', 'exhibitor', 'project', 'agreement', 'contract', 'village', 'brand', 'buyer'))
);
-- Without a pending list (fastupdate), because every search would have to read it.
create index search_entries_by_token on search_entries using gin (tokens) with (fastupdate = off);

-- Pages and suggestions show them.
create trigger announce_change after insert or update or delete or truncate on search_entries
    for each statement execute function announce_change('search');

-- ------------------------------------------------------------------------------------------------------ tokens

-- The letter of a kind, as src/search/model.rs writes it.
create function search_letter(kind text) returns text
    language sql immutable parallel safe
    return case kind when 'township' then 't' when 'product' then 'p' when 'exhibitor' then 'e' when 'project' then 'j'
                     when 'agreement' then 'a' when 'contract' then 'c' when 'village' then 'v' when 'brand' then 'b'
                     when 'buyer' then 'u' end;

-- Records of a kind stand on shelves of twenty thousand. For a common word the index holds very many entries and reads
-- all of those asked for before it returns the first, so a search asks for one shelf after the other.
create function search_shelf(kind text, id bigint) returns bigint
    language sql immutable parallel safe
    return case when kind in ('village', 'township') then 0 else id / 20000 end;

create function search_tokens_of(kind text, id bigint, tokens text[]) returns tsvector
    language sql immutable parallel safe
    return array_to_tsvector(array(select search_letter(kind) || search_shelf(kind, id) || '~' || token
                                   from unnest(tokens) as token));

-- The tokens that a query asks for on a shelf. The query is written without shelf numbers, as in 'p~羊肉'.
create function search_on_shelf(query text, shelf bigint) returns tsquery
    language sql immutable parallel safe
    return replace(query, '~', shelf || '~')::tsquery;

-- ----------------------------------------------------------------------------------------------------- ranking

-- A record whose tokens match is checked in its text, and ranked by where it matches. How texts, tokens and needles are
-- written is described in src/values/search_text.

-- The rank of one word, which has 13 needles: 1 the whole name, 2 its beginning, 3 a part of it, 4 and 5 the whole
-- initials or pinyin, 6 to 8 their beginning, 9 to 11 a part of them, 12 the place, 13 anything else. Null if the word
-- is not there. A whole name is looked for only where a name begins with the word. The function is a single expression,
-- so that Postgres can inline it.
create function search_rank_of(record text, needles text[], skipped integer) returns integer
    language sql immutable parallel safe
    return case
        when strpos(record, needles[skipped + 2]) > 0
            then case when strpos(record, needles[skipped + 1]) > 0 then 1 else 2 end
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

-- The rank of a query of up to three words. A match of the whole query ranks before matches of its single words.
create function search_rank(record text, needles text[]) returns integer
    language sql immutable parallel safe
    return case when cardinality(needles) = 13 then search_rank_of(record, needles, 0)
        else coalesce(search_rank_of(record, needles, 0),
                      20 + search_rank_of(record, needles, 13) + search_rank_of(record, needles, 26)
                         + search_rank_of(record, needles, 39)) end;

-- Whether a record of any noun's own table matches. Back-office lists and selections search with it.
create function search_finds(tokens text[], record text, query text, needles text[]) returns boolean
    language sql immutable parallel safe
    return array_to_tsvector(tokens) @@ query::tsquery and search_rank(record, needles) is not null;
