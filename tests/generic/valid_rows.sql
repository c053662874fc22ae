{# What must hold for the rows of one model, in one query: a broken rule names its column.

   key: columns that are the key, never NULL. unique_together: columns that no two rows share, where
   NULL counts as a value. unique: columns that are a key each. not_null: columns that are always
   given. accepted_values: the known values of a column. at_least: the minimum of a column. NULL is
   an accepted value and is below no minimum.

   Why it matters: a doubled key multiplies what is joined to it, a missing or unknown value drops
   out of every group.
   How to fix: `broken_rule` and `broken_value` of the rows that the test returns say what to look
   for. The rule is told to people; the value may be personal and is not. #}
{% test valid_rows(
    model, key=[], unique_together=[], unique=[], not_null=[], accepted_values={}, at_least={}
) %}
{%- set keys = [(key, false)] if key else [] -%}
{%- for column in unique -%}
    {%- do keys.append(([column], false)) -%}
{%- endfor -%}
{%- if unique_together -%}
    {%- do keys.append((unique_together, true)) -%}
{%- endif -%}
{%- if not_null or accepted_values or at_least -%}
select
    broken_rule,
    broken_value
from (
    select
        case
            {%- for column in not_null %}
            when {{ column }} is null then '{{ column }} is NULL'
            {%- endfor %}
            {%- for column, values in accepted_values.items() %}
            when cast({{ column }} as {{ type_text() }}) not in ('{{ values | join("', '") }}')
                then '{{ column }} has an unknown value'
            {%- endfor %}
            {%- for column, minimum in at_least.items() %}
            when {{ column }} < {{ minimum }} then '{{ column }} is less than {{ minimum }}'
            {%- endfor %}
        end as broken_rule,
        case
            {%- for column in not_null %}
            when {{ column }} is null then null
            {%- endfor %}
            {%- for column, values in accepted_values.items() %}
            when cast({{ column }} as {{ type_text() }}) not in ('{{ values | join("', '") }}')
                then cast({{ column }} as {{ type_text() }})
            {%- endfor %}
            {%- for column, minimum in at_least.items() %}
            when {{ column }} < {{ minimum }} then cast({{ column }} as {{ type_text() }})
            {%- endfor %}
        end as broken_value
    from {{ model }}
) as judged
where broken_rule is not null
{{ 'union all' if keys }}
{%- endif %}
{%- for columns, is_null_allowed in keys %}
{{ broken_keys(model, columns, is_null_allowed) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endtest %}
