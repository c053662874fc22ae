{% macro is_open_status(status_group) -%}
    {{ status_group }} in ('new', 'open', 'pending', 'on_hold', 'other')
{%- endmacro %}
