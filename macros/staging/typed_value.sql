{# The typed value of a raw column. `text` is the expression of its cleaned text. #}
{% macro typed_value(column, text) -%}
    {%- set type = column.data_type -%}
    {%- if column.config.meta.identifier -%}
        {{ return(qualified_id(text)) }}
    {%- elif column.config.meta.month -%}
        {{ return(safe_date(
            "case when length(" ~ text ~ ") = 7 then " ~ text ~ " || '-01' else " ~ text ~ " end"
        )) }}
    {%- elif column.config.meta.personal_data == 'hashed' -%}
        {{ return(md5_text(normalised_text(text))) }}
    {%- elif type == 'text' -%}
        {{ return(text) }}
    {%- elif type == 'timestamp' -%}
        {{ return(safe_timestamp(text)) }}
    {%- elif type == 'date' -%}
        {{ return(safe_date(text)) }}
    {%- elif type == 'time' -%}
        {{ return(safe_time_of_day(text)) }}
    {%- elif type == 'double' -%}
        {{ return(safe_double(text)) }}
    {%- elif type == 'integer' -%}
        {{ return(safe_integer(text)) }}
    {%- elif type == 'boolean' -%}
        {{ return(safe_boolean(text)) }}
    {%- endif -%}
    {%- do exceptions.raise_compiler_error(
        'The contract gives column ' ~ column.name ~ ' the type ' ~ type
        ~ '; use text, timestamp, date, time, double, integer or boolean.'
    ) -%}
{%- endmacro %}

{# An id that is unique across systems and tells nothing about a person. The `like` tests come first
   because they are cheap and nearly no id passes them. #}
{% macro qualified_id(text, source_system='raw_source_system') -%}
    {%- set is_suspicious = (
        "(" ~ text ~ " like '%@%' or " ~ text ~ " like '+%' or " ~ text ~ " like '0%' or "
        ~ text ~ " like '%-%' or " ~ text ~ " like '% %' or " ~ text ~ " like '%.%' or "
        ~ text ~ " like '(%')"
    ) -%}
    {%- set hashed -%}
        case
            when {{ is_suspicious }} and {{ looks_personal(text) }}
                then 'hashed_' || {{ md5_text('lower(' ~ text ~ ')') }}
            else {{ text }}
        end
    {%- endset -%}
    {{ return(
        "case when " ~ source_system ~ " is null then " ~ hashed
        ~ " else " ~ source_system ~ " || ':' || " ~ hashed ~ " end"
    ) }}
{%- endmacro %}

{# Whether an id is an e-mail address or a telephone number: 8 to 15 digits that start with + or 0,
   or that separators group. Bare digits that do not start with 0 are ordinary ids. #}
{% macro looks_personal(text) -%}
    {%- set email = '^[^@ ]+@[^@ ]+[.][^@ ]+$' -%}
    {%- set phone = '^([+]|0)([ ().-]*[0-9]){7,15}$' -%}
    {%- set grouped = '^[(]?[0-9]([ ().-]*[0-9]){7,14}$' -%}
    {{ return(
        "(" ~ matches(text, email) ~ " or " ~ matches(text, phone)
        ~ " or (" ~ matches(text, grouped) ~ " and " ~ matches(text, '[ ().-]') ~ "))"
    ) }}
{%- endmacro %}
