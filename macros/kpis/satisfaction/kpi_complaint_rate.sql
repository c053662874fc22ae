{% macro kpi_complaint_rate(component) -%}
    {{ per(
        component, amount='case when is_complaint then 1 else 0 end',
        base='case when is_counted_in_volume then 1 else 0 end', factor=100
    ) }}
{%- endmacro %}
