{# The clock of the engine, as a timestamp in UTC. #}
{% macro current_instant() -%}
    {{ return(adapter.dispatch('current_instant')()) }}
{%- endmacro %}

{% macro default__current_instant() -%}
    timezone('UTC', now())
{%- endmacro %}

{# The session's zone is UTC, and its timestamps have none. #}
{% macro spark__current_instant() -%}
    current_timestamp()
{%- endmacro %}

{# Whether the engine knows a time zone of this name. Asks the database while a command runs. #}
{% macro is_time_zone(zone) -%}
    {{ return(adapter.dispatch('is_time_zone')(zone)) }}
{%- endmacro %}

{% macro default__is_time_zone(zone) -%}
    {%- set known = run_query(
        'select 1 as found from pg_timezone_names() where name = ' ~ quote_text(zone)
    ) -%}
    {{ return(known.rows | length > 0) }}
{%- endmacro %}

{# Spark has no list of its zones. #}
{% macro spark__is_time_zone(zone) -%}
    {{ return(zone in modules.pytz.all_timezones_set) }}
{%- endmacro %}

{# The wall-clock timestamp a number of seconds after midnight of a date. #}
{% macro local_timestamp(date_expression, second_of_day) -%}
    {{ return(adapter.dispatch('local_timestamp')(date_expression, second_of_day)) }}
{%- endmacro %}

{% macro duckdb__local_timestamp(date_expression, second_of_day) -%}
    cast({{ date_expression }} as timestamp) + to_seconds(cast({{ second_of_day }} as bigint))
{%- endmacro %}

{% macro postgres__local_timestamp(date_expression, second_of_day) -%}
    (
        cast({{ date_expression }} as timestamp)
        + make_interval(secs => cast({{ second_of_day }} as double precision))
    )
{%- endmacro %}

{% macro spark__local_timestamp(date_expression, second_of_day) -%}
    timestamp_micros(
        unix_micros(cast({{ date_expression }} as timestamp))
        + cast({{ second_of_day }} as bigint) * 1000000
    )
{%- endmacro %}

{# A wall-clock timestamp of a zone (an SQL expression) as naive UTC. #}
{% macro local_to_utc(timestamp_expression, zone) -%}
    {{ return(adapter.dispatch('local_to_utc')(timestamp_expression, zone)) }}
{%- endmacro %}

{% macro duckdb__local_to_utc(timestamp_expression, zone) -%}
    make_timestamp(epoch_us(timezone({{ zone }}, {{ timestamp_expression }})))
{%- endmacro %}

{% macro postgres__local_to_utc(timestamp_expression, zone) -%}
    timezone('UTC', timezone({{ zone }}, {{ timestamp_expression }}))
{%- endmacro %}

{# Of an hour that comes twice Spark takes the first, the other engines the second. So the wall clock
   is also read with the offset of a day later, and that is taken where it gives the same hour. #}
{% macro spark__local_to_utc(timestamp_expression, zone) -%}
    {%- set first = 'to_utc_timestamp(' ~ timestamp_expression ~ ', ' ~ zone ~ ')' -%}
    {%- set next_day = '(' ~ first ~ ' + interval 24 hours)' -%}
    {%- set second -%}
        timestamp_micros(
            unix_micros({{ timestamp_expression }}) + unix_micros({{ next_day }})
            - unix_micros(from_utc_timestamp({{ next_day }}, {{ zone }}))
        )
    {%- endset -%}
    case
        when from_utc_timestamp({{ second }}, {{ zone }}) = {{ timestamp_expression }}
            then {{ second }}
        else {{ first }}
    end
{%- endmacro %}

{# A timestamp read in `source_timezone` as UTC. Converting zones row by row is slow, so nothing is
   converted where the zone is UTC. #}
{% macro source_local_to_utc(timestamp_expression) -%}
    {{ return(adapter.dispatch('source_local_to_utc')(timestamp_expression)) }}
{%- endmacro %}

{% macro default__source_local_to_utc(timestamp_expression) -%}
    {%- if var('source_timezone') | upper in ['UTC', 'ETC/UTC', 'GMT'] -%}
        {{ timestamp_expression }}
    {%- else -%}
        {{ local_to_utc(timestamp_expression, "'" ~ var('source_timezone') ~ "'") }}
    {%- endif -%}
{%- endmacro %}

{# A timestamp moved by a number of seconds (an SQL expression; fractions count). #}
{% macro add_seconds(timestamp_expression, seconds) -%}
    {{ return(adapter.dispatch('add_seconds')(timestamp_expression, seconds)) }}
{%- endmacro %}

{% macro duckdb__add_seconds(timestamp_expression, seconds) -%}
    ({{ timestamp_expression }} + to_microseconds(
        cast(round(cast({{ seconds }} as double) * 1000000) as bigint)
    ))
{%- endmacro %}

{% macro postgres__add_seconds(timestamp_expression, seconds) -%}
    ({{ timestamp_expression }} + make_interval(secs => cast({{ seconds }} as double precision)))
{%- endmacro %}

{% macro spark__add_seconds(timestamp_expression, seconds) -%}
    timestamp_micros(
        unix_micros({{ timestamp_expression }})
        + cast(round(cast({{ seconds }} as double) * 1000000) as bigint)
    )
{%- endmacro %}

{# Seconds from one timestamp to another as a double, fractions included;
   negative if it is earlier. #}
{% macro seconds_between(start_at, end_at) -%}
    {{ return(adapter.dispatch('seconds_between')(start_at, end_at)) }}
{%- endmacro %}

{% macro duckdb__seconds_between(start_at, end_at) -%}
    (epoch_us({{ end_at }}) - epoch_us({{ start_at }})) / cast(1000000 as double)
{%- endmacro %}

{% macro postgres__seconds_between(start_at, end_at) -%}
    cast(extract(epoch from ({{ end_at }} - {{ start_at }})) as double precision)
{%- endmacro %}

{% macro spark__seconds_between(start_at, end_at) -%}
    ((unix_micros({{ end_at }}) - unix_micros({{ start_at }})) / cast(1000000 as double))
{%- endmacro %}
