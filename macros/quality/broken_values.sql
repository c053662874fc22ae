{# Rows of a model that have an unknown, a missing, too small or too large a value. #}
{% macro broken_values(model, rules) -%}
{%- set name = model.identifier -%}
{%- set key = rules.key or rules.unique_together or rules.not_null or [] -%}
{%- set cases = [] -%}
{%- for column in rules.not_null or [] -%}
    {%- do cases.append((column ~ ' is null', column ~ ' of ' ~ name ~ ' is NULL', column)) -%}
{%- endfor -%}
{%- for columns in rules.together or [] -%}
    {%- set conditions = [] -%}
    {%- for column in columns[1:] -%}
        {%- do conditions.append('(' ~ columns[0] ~ ' is null) != (' ~ column ~ ' is null)') -%}
    {%- endfor -%}
    {%- do cases.append((
        conditions | join(' or '), 'not all of ' ~ columns | join(', ') ~ ' of ' ~ name ~ ' are given', columns[0]
    )) -%}
{%- endfor -%}
{%- for column in rules.slices or [] -%}
    {%- set slices = [] -%}
    {%- for slice_name in known_slices() -%}
        {%- do slices.append(sql_text(slice_name)) -%}
    {%- endfor -%}
    {%- do cases.append((
        column ~ ' not in (' ~ slices | join(', ') ~ ')', column ~ ' of ' ~ name ~ ' is no slice', column
    )) -%}
{%- endfor -%}
{%- for column, values in (rules.accepted_values or {}).items() -%}
    {%- do cases.append((
        'cast(' ~ column ~ ' as ' ~ type_text() ~ ") not in ('" ~ values | join("', '") ~ "')",
        column ~ ' of ' ~ name ~ ' has an unknown value', column
    )) -%}
{%- endfor -%}
{%- for column, minimum in (rules.at_least or {}).items() -%}
    {%- do cases.append((
        column ~ ' < ' ~ minimum, column ~ ' of ' ~ name ~ ' is less than ' ~ minimum, column
    )) -%}
{%- endfor -%}
{%- for column, maximum in (rules.no_more_than or {}).items() -%}
    {%- do cases.append((
        column ~ ' > ' ~ maximum, column ~ ' of ' ~ name ~ ' is more than ' ~ maximum, column
    )) -%}
{%- endfor -%}
{%- for word, sign, pairs in [('less than', '>=', rules.less_than), ('at most', '>', rules.at_most)] -%}
    {%- for low, high in (pairs or {}).items() -%}
        {%- do cases.append((
            low ~ ' ' ~ sign ~ ' ' ~ high, low ~ ' of ' ~ name ~ ' is not ' ~ word ~ ' ' ~ high, low
        )) -%}
    {%- endfor -%}
{%- endfor -%}
select
    broken_rule,
    broken_key,
    broken_value
from (
    select
        case
            {%- for condition, rule, column in cases %}
            when {{ condition }} then '{{ rule }}'
            {%- endfor %}
        end as broken_rule,
        {{ text_of_key(key) }} as broken_key,
        case
            {%- for condition, rule, column in cases %}
            when {{ condition }} then cast({{ column }} as {{ type_text() }})
            {%- endfor %}
        end as broken_value
    from {{ model }}
) as ruled
where broken_rule is not null
{%- endmacro %}
