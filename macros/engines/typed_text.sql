{# Folded text as a boolean; NULL for anything else. Capitals are listed, because not every engine knows those of
   other letters than a to z. #}
{% macro safe_boolean(column) -%}
    {{ return(adapter.dispatch('safe_boolean')(column)) }}
{%- endmacro %}

{% macro default__safe_boolean(column) -%}
    {%- set words = boolean_words() -%}
    case
        when lower({{ column }}) in ('{{ words.yes | join("', '") }}') then true
        when lower({{ column }}) in ('{{ words.no | join("', '") }}') then false
    end
{%- endmacro %}

{# Words for yes and no that mean the same wherever they are written, and what spreadsheets make of them in several
   languages. `x` is none: it is yes in a list of crosses, and no beside check marks. #}
{% macro boolean_words() -%}
    {%- set given = {
        'yes': [
            'true', 't', 'yes', 'y', '1', '1.0', '1.00', 'da', 'adevărat', 'ja', 'wahr', 'oui', 'vrai', 'sí', 'si',
            'verdadero', 'vero', 'да', 'истина', 'так', 'بله', 'بلی', 'آری',
        ],
        'no': [
            'false', 'f', 'no', 'n', '0', '0.0', '0.00', 'nu', 'fals', 'nein', 'falsch', 'non', 'faux', 'falso', 'нет',
            'ложь', 'ні', 'خیر', 'نه',
        ],
    } -%}
    {%- set words = {'yes': [], 'no': []} -%}
    {%- for meaning, listed in given.items() -%}
        {%- for word in listed -%}
            {%- for form in [word, word.title(), word.upper()] -%}
                {%- do words[meaning].extend([form.encode().lower().decode(), form.lower()]) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- do words.update({meaning: words[meaning] | unique(case_sensitive=true) | list}) -%}
    {%- endfor -%}
    {{ return(words) }}
{%- endmacro %}

{# A check mark or cross as a boolean, also as telephones write them, with a sign behind; NULL for anything else. A box
   with a cross (`☒`) is none: on forms it is ticked. #}
{% macro check_mark(text) -%}
    {%- set sign = "replace(" ~ text ~ ", '" ~ '%c' | format(0xFE0F) ~ "', '')" -%}
    case
        when {{ sign }} in ('✓', '✔', '☑', '✅') then true
        when {{ sign }} in ('✗', '✘', '☐', '❌') then false
    end
{%- endmacro %}

{# Text as a 64-bit integer, NULL for anything else. `3.0` is the integer 3, `3.5` is none. #}
{% macro safe_integer(column) -%}
    {{ return(adapter.dispatch('safe_integer')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_integer(column) -%}
    case
        when regexp_full_match({{ column }}, '[+-]?[0-9]+([.]0*)?')
            then try_cast(split_part({{ column }}, '.', 1) as bigint)
    end
{%- endmacro %}

{% macro postgres__safe_integer(column) -%}
    case
        when {{ column }} ~ '^[+-]?[0-9]+([.]0*)?$'
            and pg_input_is_valid(split_part({{ column }}, '.', 1), 'bigint')
            then cast(split_part({{ column }}, '.', 1) as bigint)
    end
{%- endmacro %}

{% macro spark__safe_integer(column) -%}
    case
        when {{ column }} rlike r'^[+-]?[0-9]+([.]0*)?\z'
            then try_cast(split_part({{ column }}, '.', 1) as bigint)
    end
{%- endmacro %}

{# Text as a double, NULL for anything that is no finite plain number: no thousand separators, no
   decimal comma, no digits of other scripts, no infinity. #}
{% macro safe_double(column) -%}
    {{ return(adapter.dispatch('safe_double')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_double(column) -%}
    case
        when regexp_full_match({{ column }}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?')
            and isfinite(try_cast({{ column }} as double))
            then try_cast({{ column }} as double)
    end
{%- endmacro %}

{% macro postgres__safe_double(column) -%}
    case
        when {{ column }} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$'
            and pg_input_is_valid({{ column }}, 'double precision')
            then cast({{ column }} as double precision)
    end
{%- endmacro %}

{% macro spark__safe_double(column) -%}
    case
        when {{ column }} rlike r'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\z'
            and abs(try_cast({{ column }} as double)) < cast('Infinity' as double)
            then try_cast({{ column }} as double)
    end
{%- endmacro %}

{# Text in ISO 8601 as a date, NULL for anything else. Of a timestamp the date is taken as written:
   a calendar day is not an instant, so no zone moves it. #}
{% macro safe_date(column) -%}
    {{ return(adapter.dispatch('safe_date')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_date(column) -%}
    case
        when {{ column }} like '____-__-__'
            then try_cast({{ column }} as date)
        when regexp_full_match(
            {{ column }},
            '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
            || ' ?(Z|[+-][0-9:]+)?'
        )
            then try_cast(left({{ column }}, 10) as date)
    end
{%- endmacro %}

{% macro postgres__safe_date(column) -%}
    case
        when {{ column }} ~ (
            '^[0-9]{4}-[0-9]{2}-[0-9]{2}'
            || '([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?(Z|[+-][0-9:]+)?)?$'
        )
            and pg_input_is_valid(left({{ column }}, 10), 'date')
            then cast(left({{ column }}, 10) as date)
    end
{%- endmacro %}

{% macro spark__safe_date(column) -%}
    case
        when {{ column }} rlike r'^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?(Z|[+-][0-9:]+)?)?\z'
            then try_cast(left({{ column }}, 10) as date)
    end
{%- endmacro %}

{# Text in ISO 8601 as a naive UTC timestamp, NULL for anything else.
   With an offset the instant is used as is; without one it is read in `source_timezone`.
   The first two branches are there for speed: nearly all real values take them, and a `like` of
   fixed length costs a third of a regular expression. #}
{% macro safe_timestamp(column) -%}
    {{ return(adapter.dispatch('safe_timestamp')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_timestamp(column) -%}
    {%- set date_part = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock_part = '[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?' -%}
    {%- set zone_part = ' ?(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' -%}
    {%- set parsed = 'try_cast(' ~ column ~ ' as timestamp)' -%}
    case
        {#- `10:00:0Z` fits the form as well, and DuckDB would read it in the zone of the source. #}
        when ({{ column }} like '____-__-__ __:__:__' or {{ column }} like '____-__-__T__:__:__')
            and right({{ column }}, 1) <> 'Z'
            then {{ source_local_to_utc(parsed) }}
        when {{ column }} like '____-__-__T__:__:__Z'
            then {{ parsed }}
        when regexp_full_match({{ column }}, '{{ date_part }}({{ clock_part }})?')
            then {{ source_local_to_utc(parsed) }}
        when regexp_full_match({{ column }}, '{{ date_part }}{{ clock_part }}{{ zone_part }}')
            then make_timestamp(epoch_us(try_cast(
                {# DuckDB reads an offset only behind seconds and without a space before it. -#}
                case
                    when {{ column }} like '____-__-_____:__:%'
                        then left({{ column }}, 10) || ' '
                            || replace(substr({{ column }}, 12), ' ', '')
                    else left({{ column }}, 16) || ':00' || trim(substr({{ column }}, 17))
                end as timestamptz
            )))
    end
{%- endmacro %}

{% macro postgres__safe_timestamp(column) -%}
    {%- set date_part = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock_part = '[T ][0-9]{2}:[0-9]{2}(:[0-5][0-9]([.][0-9]{1,9})?)?' -%}
    {%- set zone_part = ' ?(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' -%}
    {%- set parsed = 'cast(' ~ column ~ ' as timestamp)' -%}
    case
        when {{ column }} ~ '^{{ date_part }}({{ clock_part }})?$'
            and pg_input_is_valid({{ column }}, 'timestamp')
            then {{ source_local_to_utc(parsed) }}
        when {{ column }} ~ '^{{ date_part }}{{ clock_part }}{{ zone_part }}$'
            and pg_input_is_valid({{ column }}, 'timestamptz')
            then timezone('UTC', cast({{ column }} as timestamptz))
    end
{%- endmacro %}

{% macro spark__safe_timestamp(column) -%}
    {%- set date_part = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock_part = '[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?' -%}
    {%- set zone_part = ' ?(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' -%}
    {%- set parsed = 'try_cast(' ~ column ~ ' as timestamp)' -%}
    case
        when {{ column }} rlike r'^{{ date_part }}({{ clock_part }})?\z'
            then {{ source_local_to_utc(parsed) }}
        when {{ column }} rlike r'^{{ date_part }}{{ clock_part }}{{ zone_part }}\z'
            then try_cast(
                {# Spark reads an offset only behind seconds, too. -#}
                case
                    when {{ column }} like '____-__-_____:__:%'
                        then left({{ column }}, 10) || 'T'
                            || replace(substr({{ column }}, 12), ' ', '')
                    else left({{ column }}, 10) || 'T' || substr({{ column }}, 12, 5) || ':00'
                        || trim(substr({{ column }}, 17))
                end as timestamp
            )
    end
{%- endmacro %}

{# A wall-clock time (`9:00`, `09:00:30`, `24:00`) as seconds since midnight,
   NULL for anything else. #}
{% macro safe_time_of_day(column) -%}
    {{ return(adapter.dispatch('safe_time_of_day')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_time_of_day(column) -%}
    case
        when regexp_full_match({{ column }}, '([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.]0+)?)?')
            then cast(split_part({{ column }}, ':', 1) as bigint) * 3600
                + cast(split_part({{ column }}, ':', 2) as bigint) * 60
                + coalesce(try_cast(left(split_part({{ column }}, ':', 3), 2) as bigint), 0)
        when regexp_full_match({{ column }}, '24:00(:00([.]0+)?)?')
            then cast(86400 as bigint)
    end
{%- endmacro %}

{% macro postgres__safe_time_of_day(column) -%}
    case
        when {{ column }} ~ '^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.]0+)?)?$'
            then cast(split_part({{ column }}, ':', 1) as bigint) * 3600
                + cast(split_part({{ column }}, ':', 2) as bigint) * 60
                + cast(coalesce(nullif(left(split_part({{ column }}, ':', 3), 2), ''), '0') as bigint)
        when {{ column }} ~ '^24:00(:00([.]0+)?)?$'
            then cast(86400 as bigint)
    end
{%- endmacro %}

{% macro spark__safe_time_of_day(column) -%}
    case
        when {{ column }} rlike r'^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.]0+)?)?\z'
            then cast(split_part({{ column }}, ':', 1) as bigint) * 3600
                + cast(split_part({{ column }}, ':', 2) as bigint) * 60
                + coalesce(try_cast(left(split_part({{ column }}, ':', 3), 2) as bigint), 0)
        when {{ column }} rlike r'^24:00(:00([.]0+)?)?\z'
            then cast(86400 as bigint)
    end
{%- endmacro %}
