{% macro kpi_post_service_repurchase_rate(component) -%}
    {{ ratio(component, hit='is_repurchased', of="start_kind = 'service'", mature='is_repurchase_mature') }}
{%- endmacro %}
