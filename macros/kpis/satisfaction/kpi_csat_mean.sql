{% macro kpi_csat_mean(component) -%}
    {{ mean(component, value='100 * normalised_score', where='is_csat_response') }}
{%- endmacro %}
