{# The typed value of a raw column. `text` is the expression of its cleaned text. #}
{% macro typed_value(column, text) -%}
    {%- set type = column.data_type -%}
    {%- if column.config.meta.identifier -%}
        {{ return(qualified_id(
            unreserved(text, column.config.meta.reserved), is_person=column.config.meta.is_person
        )) }}
    {%- elif column.config.meta.month -%}
        {{ return(safe_date(
            "case when length(" ~ text ~ ") = 7 then " ~ text ~ " || '-01' else " ~ text ~ " end"
        )) }}
    {%- elif column.config.meta.personal_data == 'hashed' -%}
        {{ return(
            personal_hash(text) if column.config.meta.is_person else md5_text(normalised_text(text))
        ) }}
    {%- elif type == 'text' -%}
        {%- if column.config.meta.personal_data or column.config.meta.mapped
            or column.name == 'source_system' -%}
            {{ return(text) }}
        {%- endif -%}
        {{ return(published_text(
            'folded_' ~ column.name if column.config.meta.verbatim else text, text
        )) }}
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

{# An id that is unique across systems and tells nothing about a person. `is_person` says whether it is the id of a
   customer or visitor: true, false, or an SQL condition. #}
{% macro qualified_id(text, source_system='raw_source_system', is_person=false) -%}
    {%- if is_person is string -%}
        {%- set id = (
            'case when ' ~ is_person ~ ' then ' ~ unpersonal_id(text, true) ~ ' else '
            ~ unpersonal_id(text) ~ ' end'
        ) -%}
    {%- else -%}
        {%- set id = unpersonal_id(text, is_person) -%}
    {%- endif -%}
    {#- The id once: an engine prepares its expressions as often as they are written. No colon of a system's name is
        one that ends it. -#}
    {{ return(
        "case when " ~ source_system ~ " is null then '' else replace(" ~ source_system
        ~ ", ':', '%3A') || ':' end || " ~ id
    ) }}
{%- endmacro %}

{# A text that is not the word by which the models call something of their own: such a name gets a sign more, and so
   does every longer one, so that two names stay two. #}
{% macro unreserved(text, word) -%}
    {{ return(
        'case when left(' ~ text ~ ', ' ~ word | length ~ ") = '" ~ word ~ "' then " ~ text ~ " || '_' else " ~ text
        ~ ' end' if word else text
    ) }}
{%- endmacro %}
