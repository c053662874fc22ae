{% macro kpi_servqual_gap_weighted(component) -%}
    {{ mean(component, value='weighted_gap') }}
{%- endmacro %}
