{% macro kpi_component_columns(kpis, summed_again=false) -%}
    {%- set components = ['numerator', 'denominator', 'sum_of_squares', 'immature_count'] -%}
    {%- for kpi_id, kpi in kpis.items() %}
    {%- set last_kpi = loop.last %}
    {%- for component in components %}
    {%- if summed_again %}
    sum({{ kpi_id }}_{{ component }})
    {%- else %}
    cast({{ kpi[component] }} as {{ type_double() }})
    {%- endif %}
        as {{ kpi_id }}_{{ component }}{{ ',' if not (last_kpi and loop.last) }}
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}
