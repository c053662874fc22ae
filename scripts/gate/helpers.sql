-- What the rules' SQL may call. Each takes the name of a raw table and returns the rows, days or
-- values that break a rule: the first column is the sample that the report shows.

-- Filled once for every delivered table, because many rules ask: keys of more than one row (no other key can be
-- repeated, reused or contradicted), and what happened on each day.
create table repeated_keys (table_name varchar, row_key varchar, row_count bigint);
create table raw_days (
    table_name varchar, day date, row_count bigint, usual_count double, known_weeks bigint
);

-- Numbers are grouped faster than texts; what shares a number by chance goes in the second step.
create macro counted_keys(t) as table
with hashes as (
    select hash(row_key) as key_hash
    from query_table(t)
    where row_key is not null
    group by key_hash
    having count(*) > 1
)

select
    row_key,
    count(*) as row_count
from query_table(t)
where hash(row_key) in (select key_hash from hashes)
group by row_key
having count(*) > 1;

create macro keys_of(t) as table
select
    row_key,
    row_count
from repeated_keys
where table_name = t;

-- The same thing is counted once however often it was delivered.
-- Days between the first and the newest one, which may not be over yet and is left out.
create macro counted_days(t) as table
with given as (
    select
        cast(happened_at as date) as day,
        row_key,
        row_key in (select row_key from keys_of(t)) as is_repeated
    from query_table(t)
    where happened_at is not null
),

counted as (
    select
        day,
        count(row_key) filter (where not is_repeated)
        + count(distinct row_key) filter (where is_repeated) as row_count
    from given
    group by day
),

calendar as (
    select cast(unnest(generate_series(min(day), max(day), interval 1 day)) as date) as day
    from counted
)

select
    calendar.day,
    coalesce(counted.row_count, 0) as row_count,
    median(coalesce(counted.row_count, 0)) over same_weekday as usual_count,
    count(*) over same_weekday as known_weeks
from calendar
left join counted on calendar.day = counted.day
window same_weekday as (
    partition by dayofweek(calendar.day)
    order by calendar.day
    rows between 8 preceding and 1 preceding
)
qualify calendar.day < max(calendar.day) over ();

create macro days(t) as table
select
    day,
    row_count,
    usual_count,
    known_weeks
from raw_days
where table_name = t;

-- The last seven whole days, against the median of the up to eight weeks before them.
create macro last_week(t) as table
with numbered as (
    select
        day,
        row_count,
        (row_number() over (order by day desc) - 1) // 7 as weeks_ago
    from days(t)
),

weeks as (
    select
        weeks_ago,
        max(day) as until_day,
        sum(row_count) as row_count
    from numbered
    where weeks_ago <= 8
    group by weeks_ago
    having count(*) = 7
)

select
    max(until_day) as until_day,
    cast(max(row_count) filter (where weeks_ago = 0) as bigint) as row_count,
    median(row_count) filter (where weeks_ago > 0) as usual_count,
    count(*) filter (where weeks_ago > 0) as known_weeks
from weeks;

create macro too_few_rows(t, share, at_least) as table
select until_day, row_count, usual_count
from last_week(t)
where known_weeks >= 4 and usual_count >= at_least and row_count < share * usual_count;

create macro too_many_rows(t, factor, at_least) as table
select until_day, row_count, usual_count
from last_week(t)
where known_weeks >= 4 and row_count >= at_least and row_count > factor * usual_count;

-- The same, where the last week is a present one: history that is loaded for the first time may end,
-- begin and swell as it likes, and a row or two with a later time make no week of it.
create macro too_few_now(t, share, at_least) as table
select found.*
from too_few_rows(t, share, at_least) as found
cross join clock
where found.until_day > cast(clock.run_at as date) - 14 and found.row_count > 2;

create macro too_many_now(t, factor, at_least) as table
select found.*
from too_many_rows(t, factor, at_least) as found
cross join clock
where found.until_day > cast(clock.run_at as date) - 14;

-- Days of the last four weeks without a row, where that weekday usually has some.
create macro empty_days(t, usual_at_least) as table
select day, row_count, usual_count
from days(t)
where row_count = 0
    and known_weeks >= 4
    and usual_count >= usual_at_least
    and day >= (select max(day) - 27 from days(t));

-- The newest row, when it is older than so many days at `as_of` and than twice the usual pause.
create macro stale(t, days_allowed) as table
with active_days as (
    select distinct cast(happened_at as date) as day
    from query_table(t)
    where happened_at is not null
),

pauses as (
    select
        day,
        day - lag(day) over (order by day) as pause
    from active_days
),

newest as (
    select
        max(day) as newest_day,
        coalesce(quantile_cont(pause, 0.95), 0) as usual_pause
    from pauses
)

select
    newest.newest_day,
    cast(clock.as_of as date) - newest.newest_day as days_old
from newest
cross join clock
where cast(clock.as_of as date) - newest.newest_day > greatest(days_allowed, 2 * newest.usual_pause);

-- Values of a column in the last four weeks and in the twelve weeks before them.
create macro recent_values(t, c) as table
with dated as (
    select
        happened_at,
        columns(lambda name: name = c) as value
    from query_table(t)
    where happened_at is not null
),

newest as (
    select max(happened_at) as newest_at from dated
)

select
    dated.value,
    dated.happened_at > newest.newest_at - interval 28 day as is_recent
from dated
cross join newest
where dated.happened_at > newest.newest_at - interval 112 day;

-- The share of rows that changed their value group between the two, when it is above a limit.
create macro changed_mix(t, c, above) as table
with shares as (
    select
        value,
        count(*) filter (where is_recent) / sum(count(*) filter (where is_recent)) over ()
            as recent_share,
        count(*) filter (where not is_recent) / sum(count(*) filter (where not is_recent)) over ()
            as usual_share,
        sum(count(*) filter (where is_recent)) over () as recent_rows,
        sum(count(*) filter (where not is_recent)) over () as usual_rows
    from recent_values(t, c)
    where value is not null
    group by value
)

select
    arg_max(value, abs(recent_share - usual_share)) as value,
    round(sum(abs(recent_share - usual_share)) / 2, 3) as changed_share,
    round(arg_max(recent_share, abs(recent_share - usual_share)), 3) as recent_share,
    round(arg_max(usual_share, abs(recent_share - usual_share)), 3) as usual_share
from shares
having min(recent_rows) >= 200
    and min(usual_rows) >= 200
    and sum(abs(recent_share - usual_share)) / 2 > above;

-- A column that was filled before and is empty now.
create macro emptied(t, c, above) as table
select
    c as column_name,
    round(avg(case when value is null then 1 else 0 end) filter (where is_recent), 3)
        as recent_empty_share,
    round(avg(case when value is null then 1 else 0 end) filter (where not is_recent), 3)
        as usual_empty_share
from recent_values(t, c)
having count(*) filter (where is_recent) >= 200
    and count(*) filter (where not is_recent) >= 200
    and recent_empty_share - usual_empty_share > above;

-- Rows whose value is in no row of a mapping seed. Each value is looked up once, however many rows have it.
create macro unmapped(t, c, seed, seed_column) as table
with given as (
    select
        mapping_key(source_system) as source_system,
        columns(lambda name: name = c) as value
    from query_table(t)
),

counted as (
    select
        source_system,
        value,
        mapping_key(value) as word,
        count(*) as row_count
    from given
    where value is not null
    group by source_system, value
),

known as (
    select
        mapping_key(source_system) as source_system,
        mapping_key(columns(lambda name: name = seed_column)) as word
    from query_table(seed)
),

unknown as (
    select counted.*
    from counted
    anti join known
        on counted.word = known.word
        and counted.source_system is not distinct from coalesce(known.source_system, counted.source_system)
)

select value
from unknown, range(unknown.row_count);

-- Rows that point to a row of another table that was not delivered.
create macro orphans(t, c, parent, parent_column) as table
with given as (
    select
        row_key,
        columns(lambda name: name = c) as value
    from query_table(t)
),

parents as (
    select
        columns(lambda name: name = parent_column) as value
    from query_table(parent)
)

select given.row_key
from given
anti join parents on given.value = parents.value
where given.value is not null;

-- Keys that stand for several things at once: rows of one key with different values of a column.
create macro reused_keys(t, c) as table
with keyed as (
    select
        row_key,
        columns(lambda name: name = c) as value
    from query_table(t)
    where row_key in (select row_key from keys_of(t))
),

reused as (
    select row_key
    from keyed
    where value is not null
    group by row_key
    having count(distinct value) > 1
)

select keyed.row_key
from keyed
inner join reused on keyed.row_key = reused.row_key;

-- Keys whose rows contradict each other in a column, where such keys are at least a share of all, and so many.
create macro contradicted(t, c, share, at_least := 1) as table
with reused as (
    select distinct row_key from reused_keys(t, c)
),

known as (
    select count(row_key) - coalesce((select sum(row_count - 1) from keys_of(t)), 0) as key_count
    from query_table(t)
)

select row_key
from reused
where (select count(*) from reused) >= at_least
    and (select count(*) from reused) / (select key_count from known) >= share;

-- Rows beyond the first of a key within one file.
create macro repeated_in_file(t) as table
select row_key
from query_table(t)
where row_key in (select row_key from keys_of(t))
qualify row_number() over (partition by raw_file, row_key) > 1;

-- Rows that say the same as a row of another key: `said` is what they say. Numbers are grouped faster than texts.
create macro under_new_ids(t, said) as table
with told as (
    select
        row_key,
        hash(said) as said_hash
    from query_table(t)
    where row_key is not null
),

repeated as (
    select said_hash
    from told
    group by said_hash
    having count(*) > 1
),

first_keys as (
    select
        said_hash,
        min(row_key) as first_key
    from told
    where said_hash in (select said_hash from repeated)
    group by said_hash
)

select told.row_key
from told
inner join first_keys on told.said_hash = first_keys.said_hash
where told.row_key <> first_keys.first_key;

-- Answered calls that are another call of the same agent once more; any other call says only its own key.
create macro calls_under_new_ids(t) as table
select row_key
from under_new_ids(t, case when agent_id is not null and answered_at is not null and talk_seconds > 0 then (
    agent_id, answered_at, ended_at, started_at, customer_id, talk_seconds, outcome
) else (row_key, null, null, null, null, null, null) end);
