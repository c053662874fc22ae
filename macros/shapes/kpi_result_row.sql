{% macro kpi_result_row(kpi_id, statistic, parts) -%}
    {#- The columns of every kpi_results model, in their order; parts that are not given are NULL. -#}
    {%- set row = {
        'kpi_id': "'" ~ kpi_id ~ "'",
        'statistic': "'" ~ statistic ~ "'",
        'period_grain': 'period_grain',
        'period_start': 'period_start',
        'slice_name': 'slice_name',
        'slice_value': 'slice_value',
    } -%}
    {%- for name in kpi_parts() -%}
        {%- do row.update({name: parts.get(name) or 'cast(null as ' ~ type_double() ~ ')'}) -%}
    {%- endfor -%}
    {{ return(row) }}
{%- endmacro %}
