{% macro kpi_quantiles(rows, date_column, kpis, slices) -%}
    with rows_of_fact as (
        select
            fact.*,
            {{ slice_columns(slices, 'values') }}
            period_days.period_grain,
            period_days.period_start
        from {{ rows }} as fact
        inner join {{ ref('int_period_days') }} as period_days
            on fact.{{ date_column }} = period_days.date_day
        where period_days.period_grain in ('week', 'month')
    ),

    by_period as (
        select
            period_grain,
            period_start,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value,
            {%- for kpi_id, kpi in kpis.items() %}
            count({{ kpi('value') }}) as {{ kpi_id }}_count,
            {{ percentiles(kpi('value'), [0.5, 0.9]) }}
                as {{ kpi_id }}_quantiles{{ ',' if not loop.last }}
            {%- endfor %}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
    )

    {%- set kpi_rows = [] -%}
    {%- for kpi_id in kpis -%}
        {%- for statistic in ['median', 'p90'] -%}
            {%- do kpi_rows.append({
                'kpi_id': "'" ~ kpi_id ~ "'",
                'statistic': "'" ~ statistic ~ "'",
                'period_grain': 'period_grain',
                'period_start': 'period_start',
                'slice_name': 'slice_name',
                'slice_value': 'slice_value',
                'quantile_value': percentile_at(kpi_id ~ '_quantiles', loop.index0) | trim,
                'denominator': 'cast(' ~ kpi_id ~ '_count as ' ~ type_double() ~ ')',
            }) -%}
        {%- endfor -%}
    {%- endfor %}

    {{ rows_from_columns('by_period', kpi_rows) }}
{%- endmacro %}
