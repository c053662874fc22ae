{% macro kpi_result_row(
    kpi_id, statistic, numerator=none, denominator=none, sum_of_squares=none, immature_count=none,
    quantile_value=none
) -%}
    {#- The columns of every kpi_results model, in their order. -#}
    {%- set nothing = 'cast(null as ' ~ type_double() ~ ')' -%}
    {{ return({
        'kpi_id': "'" ~ kpi_id ~ "'",
        'statistic': "'" ~ statistic ~ "'",
        'period_grain': 'period_grain',
        'period_start': 'period_start',
        'slice_name': 'slice_name',
        'slice_value': 'slice_value',
        'numerator': numerator or nothing,
        'denominator': denominator or nothing,
        'sum_of_squares': sum_of_squares or nothing,
        'immature_count': immature_count or nothing,
        'quantile_value': quantile_value or nothing,
    }) }}
{%- endmacro %}
