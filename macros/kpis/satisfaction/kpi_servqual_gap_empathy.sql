{% macro kpi_servqual_gap_empathy(component) -%}
    {{ mean(component, value='empathy_gap') }}
{%- endmacro %}
