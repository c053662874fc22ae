{# Several rows from each row of a relation, one per item of a list. #}
{% macro rows_from_columns(relation, rows) -%}
    {{ return(adapter.dispatch('rows_from_columns')(relation, rows)) }}
{%- endmacro %}

{% macro default__rows_from_columns(relation, rows) -%}
    {%- for row in rows -%}
    {{ 'union all' if not loop.first }}
    select
        {%- for name, expression in row.items() %}
        {{ expression }}{{ ' as ' ~ name if expression != name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }}
    {% endfor -%}
{%- endmacro %}

{# Spark computes a step that is named twice twice: here it is named once. #}
{% macro spark__rows_from_columns(relation, rows) -%}
    select
        stack(
            {{ rows | length }},
            {%- for row in rows %}
            {{ row.values() | join(', ') }}{{ ',' if not loop.last }}
            {%- endfor %}
        ) as ({{ rows[0] | join(', ') }})
    from {{ relation }}
{%- endmacro %}
