-- One database serves one city. What holds for the whole installation is in a single row, so that every page and every
-- command reads the same answer.
create table installation (
    one_row boolean primary key default true,
    -- Demonstration data is marked as a whole. Every page and export says so, and only a marked database may be wiped.
    is_demonstration boolean not null default false,
    -- The site's current day. Null means the real day in Beijing; only a demonstration has a day of its own.
    business_day date,
    -- The day the information dispatch platform went into service. Null until then.
    dispatch_launched_on date,
    constraint installation_has_one_row check (one_row),
    constraint installation_business_day_is_of_a_demonstration check (business_day is null or is_demonstration)
);
insert into installation default values;

-- Which version of each reference file is loaded, as the SHA-256 of its bytes. The program compares it at every start
-- and loads a file only if it has changed.
create table reference_files (
    name text primary key,
    sha256 text not null,
    loaded_at timestamptz not null default now(),
    constraint reference_files_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
