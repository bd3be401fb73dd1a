-- One database is one city's installation. What holds for all of it stands in one row, so that every
-- page and every command reads the same answer.
create table installation (
    one_row boolean primary key default true,
    -- Demonstration data is marked as a whole: each page and export says so, and only a marked
    -- database may be wiped.
    is_demonstration boolean not null default false,
    -- The day the site lives in. Null: the real day in Beijing. Only a demonstration has a day of its own.
    business_day date,
    -- The day the information dispatch platform went into service; null before.
    dispatch_launched_on date,
    constraint installation_has_one_row check (one_row),
    constraint installation_business_day_is_of_a_demonstration check (business_day is null or is_demonstration)
);
insert into installation default values;

-- Which version of each reference file is loaded, by the SHA-256 of its bytes: a loader that runs at
-- every start has nothing to do unless a file changed.
create table reference_files (
    name text primary key,
    sha256 text not null,
    loaded_at timestamptz not null default now(),
    constraint reference_files_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$')
);

-- GB 32100-2015: 18 characters of an alphabet without I, O, S, V and Z; the last is a check character.
-- The same rule as values/credit_code.rs, said again where it cannot be passed by.
create function credit_code_is_valid(code text) returns boolean
    language sql immutable strict parallel safe
    return code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' and (
        select (31 - sum((strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, i, 1)) - 1)
                         * (array[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])[i]) % 31) % 31
               = strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 18, 1)) - 1
        from generate_series(1, 17) as i);
