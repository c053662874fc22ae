-- A time with an offset or without one, in UTC.
create temp macro instant(t) as (
    case
        when t like '%Z' then try_cast(t as timestamp)
        else cast(try_cast(t as timestamptz) as timestamp)
    end
);

-- The time of an occurrence, unless it lies after its delivery.
create temp macro occurrence(t, loaded_at) as (
    case
        when instant(t) between timestamp '1970-01-01'
        and instant(loaded_at) + interval 1 hour then instant(t)
    end
);

create temp macro amount(t) as (
    case when try_cast(t as double) >= 0 then try_cast(t as double) end
);

create temp macro is_yes(t) as (coalesce(lower(cast(t as varchar)) in ('true', '1', 'yes'), false));

create temp macro given(t) as (nullif(trim(t), ''));

-- An id that is a phone number or an address is hashed.
create temp macro hidden(t) as (
    case
        when t like '+%' or t like '%@%' then 'hashed_' || md5(lower(trim(t)))
        else given(t)
    end
);

create temp macro seconds(a, b) as ((epoch_us(b) - epoch_us(a)) / 1000000.0);
