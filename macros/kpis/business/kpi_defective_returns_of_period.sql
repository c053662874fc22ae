{% macro kpi_defective_returns_of_period(component) -%}
    {{ per(component, amount='defective_units', base='shipped_units') }}
{%- endmacro %}
