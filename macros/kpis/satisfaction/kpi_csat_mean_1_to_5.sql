{% macro kpi_csat_mean_1_to_5(component) -%}
    {{ mean(component, value='score', where='is_csat_response and is_one_to_five_scale') }}
{%- endmacro %}
