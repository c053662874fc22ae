{% macro kpi_repurchase_rate_without_contact(component) -%}
    {{ ratio(component, hit='is_repurchased', of="start_kind = 'order_without_contact'", mature='is_repurchase_mature') }}
{%- endmacro %}
