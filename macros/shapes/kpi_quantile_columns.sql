{% macro kpi_quantile_columns(kpis) -%}
    {%- for kpi_id, kpi in kpis.items() %}
    count({{ kpi.row_value }}) as {{ kpi_id }}_count,
    {{ percentiles(kpi.row_value, var('kpi_quantiles').values() | list) }}
        as {{ kpi_id }}_quantiles{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
