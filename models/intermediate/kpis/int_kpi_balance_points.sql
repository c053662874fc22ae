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
{%- do remember_rows(
    {'balance_score': none}, {'channel': 'slice_value', 'team': 'slice_value'}, part='components',
    rows='(select * from {int_kpi_balance_points} where slice_name = $slice_name)',
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
        measured.*,
        parts.side,
        parts.is_higher_better,
        {{ squared_error_of_value('measured') }} as squared_error
    from {{ ref('int_kpi_measured') }} as measured
    inner join parts
        on measured.kpi_id = parts.kpi_id and measured.statistic = parts.statistic
    where
        measured.period_grain = 'month'
        and measured.slice_name in ('overall', 'channel', 'team')
        and measured.value is not null
        and measured.sample_size >= {{ var('min_sample_size') }}
),

months as (
    select distinct
        period_start,
        {{ months_before('period_start', months_back) }} as window_start_date
    from measured
),

-- Each kind of slice has its own ends: a channel is compared with channels, the whole with its own
-- past.
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
        (measured.squared_error + previous.squared_error)
        * power(100 / nullif(scales.high_value - scales.low_value, 0), 2) as change_variance
    from measured
    inner join scales
        on
            measured.period_start = scales.period_start
            and measured.kpi_id = scales.kpi_id
            and measured.slice_name = scales.slice_name
    left join measured as previous
        on
            measured.kpi_id = previous.kpi_id
            and measured.slice_name = previous.slice_name
            and measured.slice_value = previous.slice_value
            and previous.period_start
            = {{ previous_period_start("'month'", 'measured.period_start') }}
)

select * from final
