{% macro kpi_complaint_satisfaction_rate(component) -%}
    {{ ratio(component, hit='is_satisfied', of='is_complaint_response') }}
{%- endmacro %}
