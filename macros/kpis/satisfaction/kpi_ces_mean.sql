{% macro kpi_ces_mean(component) -%}
    {{ mean(component, value='(1 + 6 * normalised_score)', where='is_ces_response') }}
{%- endmacro %}
