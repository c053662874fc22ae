{% macro kpi_servqual_gap_assurance(component) -%}
    {{ mean(component, value='assurance_gap') }}
{%- endmacro %}
