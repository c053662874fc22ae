{% macro kpi_received_and_resolved_same_period(component) -%}
    {{ count_of(component, where='is_handled and solved_date <= period_end') }}
{%- endmacro %}
