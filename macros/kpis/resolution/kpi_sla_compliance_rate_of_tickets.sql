{% macro kpi_sla_compliance_rate_of_tickets(component) -%}
    {{ ratio(component, hit='is_every_target_met', of='has_known_target') }}
{%- endmacro %}
