{% macro kpi_servqual_gap_reliability(component) -%}
    {{ mean(component, value='reliability_gap') }}
{%- endmacro %}
