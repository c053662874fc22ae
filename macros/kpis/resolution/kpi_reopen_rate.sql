{% macro kpi_reopen_rate(component) -%}
    {{ ratio(component, hit='is_reopened_in_window', of='is_first_solved', mature='is_reopen_window_over') }}
{%- endmacro %}
