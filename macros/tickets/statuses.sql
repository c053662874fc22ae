{% macro is_open_status(status_group) -%}
    {{ status_group }} in ('new', 'open', 'pending', 'on_hold', 'other')
{%- endmacro %}

{% macro is_solved_status(status_group) -%}
    {{ status_group }} in ('solved', 'closed', 'closed_without_solve')
{%- endmacro %}
