{% macro kpi_defective_return_rate(component) -%}
    {{ share_of_sum(component, amount='defective_units', of_amount='shipped_units', mature='is_return_mature') }}
{%- endmacro %}
