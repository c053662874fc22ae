{% macro kpi_fcr_rate(component) -%}
    {{ ratio(component, hit='is_resolved_at_first_contact', of='is_fcr_eligible', mature='is_fcr_mature') }}
{%- endmacro %}
