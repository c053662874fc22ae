{#- KPI: the statistic that is compared, the side that it stands on, whether more is better. -#}
{%- set parts = [
    ('first_response_time', 'mean', 'speed', false),
    ('resolution_time', 'mean', 'speed', false),
    ('queue_wait_time', 'mean', 'speed', false),
    ('fcr_rate', 'rate', 'quality', true),
    ('csat', 'rate', 'quality', true),
    ('sla_compliance_rate', 'rate', 'quality', true),
    ('repeat_contact_rate', 'rate', 'quality', false),
] -%}
{%- set months_back = (var('balance_trailing_months') | int) - 1 -%}
{%- do register_kpis(
    {'balance_score': none}, {'channel': 'slice_value', 'team': 'slice_value'}, part='components',
    rows='(select * from {kpi_balance_points} where slice_name = $slice_name)',
    period='period_start = $start'
) %}

with parts as (
    {%- for kpi_id, statistic, side, is_higher_better in parts %}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }}' as kpi_id,
        '{{ statistic }}' as statistic,
        '{{ side }}' as side,
        {{ is_higher_better | lower }} as is_higher_better
    {%- endfor %}
),

measured as (
    select
        points.*,
        series.kpi_id,
        series.statistic,
        series.slice_name,
        series.slice_value,
        parts.side,
        parts.is_higher_better
    from {{ ref('kpi_measured') }} as points
    inner join {{ ref('kpi_series') }} as series
        on points.series_id = series.series_id
    inner join parts
        on series.kpi_id = parts.kpi_id and series.statistic = parts.statistic
    where
        series.period_grain = 'month'
        and series.slice_name in ('overall', 'channel', 'team')
        and points.value is not null
        and points.sample_size >= {{ var('min_sample_size') }}
),

months as (
    select distinct
        period_start,
        {{ months_before('period_start', months_back) }} as window_start_date
    from measured
),

-- Each kind of slice has its own ends: channels compare with channels, the whole with its past.
scales as (
    select
        months.period_start,
        measured.kpi_id,
        measured.slice_name,
        {{ percentile('measured.value', 0.1) }} as low_value,
        {{ percentile('measured.value', 0.9) }} as high_value
    from months
    inner join measured
        on measured.period_start between months.window_start_date and months.period_start
    group by months.period_start, measured.kpi_id, measured.slice_name
    having count(distinct measured.period_start) >= {{ var('balance_minimum_months') }}
),

final as (
    select
        measured.kpi_id,
        measured.side,
        measured.period_start,
        measured.slice_name,
        measured.slice_value,
        measured.is_provisional,
        {{ interpolated_points(
            'measured.value', 'scales.low_value', 'scales.high_value', 'measured.is_higher_better'
        ) }} as points,
        {{ interpolated_points(
            'previous.value', 'scales.low_value', 'scales.high_value', 'measured.is_higher_better'
        ) }} as previous_points,
        ({{ squared_error_of_value('measured') }} + {{ squared_error_of_value('previous') }})
        * power(100 / nullif(scales.high_value - scales.low_value, 0), 2) as change_variance
    from measured
    inner join scales
        on
            measured.period_start = scales.period_start
            and measured.kpi_id = scales.kpi_id
            and measured.slice_name = scales.slice_name
    left join measured as previous
        on
            measured.series_id = previous.series_id
            and measured.previous_period_start = previous.period_start
)

select * from final
