{% macro kpi_sla_compliance_rate(component) -%}
    {{ ratio(component, hit='is_met', of='is_known') }}
{%- endmacro %}
