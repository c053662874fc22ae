{% macro kpi_flow_out_rate(component) -%}
    {{ ratio(component, hit='is_flowed_out', of='is_offered or is_flowed_out') }}
{%- endmacro %}
