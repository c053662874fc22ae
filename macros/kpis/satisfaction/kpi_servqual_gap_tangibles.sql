{% macro kpi_servqual_gap_tangibles(component) -%}
    {{ mean(component, value='tangibles_gap') }}
{%- endmacro %}
