{% macro kpi_transfer_rate(component) -%}
    {{ ratio(component, hit='is_transferred', of='is_handled') }}
{%- endmacro %}
