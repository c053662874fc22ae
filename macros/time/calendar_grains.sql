{% macro calendar_grains() -%}
    {#- Grains beside the Gregorian ones: published where `kpi_period_grains` names them. -#}
    {{ return(['jalali_month', 'fiscal_quarter', 'fiscal_year']) }}
{%- endmacro %}
