{#- Parts that are sums over rows: those of days add up to those of longer periods. -#}
{% macro kpi_summed_parts() -%}
    {{ return(['numerator', 'denominator', 'sum_of_squares', 'sum_of_cubes', 'immature_count']) }}
{%- endmacro %}

{% macro kpi_component_columns(kpis, summed_again=false) -%}
    {%- for kpi_id, kpi in kpis.items() %}
    {%- set last_kpi = loop.last %}
    {%- for component in kpi_summed_parts() %}
    {%- if summed_again %}
    sum({{ kpi_id }}_{{ component }})
    {%- else %}
    cast({{ kpi[component] }} as {{ type_double() }})
    {%- endif %}
        as {{ kpi_id }}_{{ component }}{{ ',' if not (last_kpi and loop.last) }}
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}
