{% macro kpi_servqual_gap_responsiveness(component) -%}
    {{ mean(component, value='responsiveness_gap') }}
{%- endmacro %}
