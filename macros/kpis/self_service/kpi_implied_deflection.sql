{% macro kpi_implied_deflection(component) -%}
    {{ ratio(
        component,
        hit='is_deflected_session',
        of='is_deflected_session or is_ticket',
        mature='is_deflection_mature'
    ) }}
{%- endmacro %}
