{% macro kpi_low_score_rate(component) -%}
    {{ ratio(component, hit='is_low_score', of='is_csat_response') }}
{%- endmacro %}
