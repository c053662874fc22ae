{% macro kpi_callback_success_rate(component) -%}
    {{ ratio(
        component,
        hit='is_callback_reached',
        of='is_offered and is_callback_accepted and are_callbacks_followed',
        mature='is_callback_mature'
    ) }}
{%- endmacro %}
