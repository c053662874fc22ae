{# The known values of an aggregated expression, sorted, as a list of doubles. #}
{% macro sorted_values(expression) -%}
    {{ return(adapter.dispatch('sorted_values')(expression)) }}
{%- endmacro %}

{% macro duckdb__sorted_values(expression) -%}
    list_sort(list(cast({{ expression }} as double)) filter (where {{ expression }} is not null))
{%- endmacro %}

{% macro postgres__sorted_values(expression) -%}
    array_agg(cast({{ expression }} as double precision) order by {{ expression }})
        filter (where {{ expression }} is not null)
{%- endmacro %}

{% macro spark__sorted_values(expression) -%}
    sort_array(collect_list(cast({{ expression }} as double)))
{%- endmacro %}

{# The value of a rank, from 1; NULL where the list is shorter or the rank is not above 0. #}
{% macro value_of_rank(values, rank) -%}
    {{ return(adapter.dispatch('value_of_rank')(values, rank)) }}
{%- endmacro %}

{# DuckDB counts ranks below 1 from the end. #}
{% macro duckdb__value_of_rank(values, rank) -%}
    case when {{ rank }} > 0 then {{ values }}[cast({{ rank }} as bigint)] end
{%- endmacro %}

{% macro postgres__value_of_rank(values, rank) -%}
    ({{ values }})[cast({{ rank }} as integer)]
{%- endmacro %}

{% macro spark__value_of_rank(values, rank) -%}
    get({{ values }}, cast({{ rank }} as int) - 1)
{%- endmacro %}
