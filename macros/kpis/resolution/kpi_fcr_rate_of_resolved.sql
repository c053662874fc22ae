{% macro kpi_fcr_rate_of_resolved(component) -%}
    {{ ratio(component, hit='is_resolved_at_first_contact', of='is_fcr_eligible and is_solved', mature='is_fcr_mature') }}
{%- endmacro %}
