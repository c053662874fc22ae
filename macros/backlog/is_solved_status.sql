{% macro is_solved_status(status_group) -%}
    {{ status_group }} in ('solved', 'closed', 'closed_without_solve')
{%- endmacro %}
