{%- do remember_rows(
    {'support_cost_share_of_revenue': kpi_support_cost_share_of_revenue}, {},
    rows='{int_cost_shares}', period='period_grain = $grain and period_start = $start'
) %}

with shares as (
    select * from {{ ref('int_cost_shares') }}
),

final as (
    select
        'support_cost_share_of_revenue' as kpi_id,
        {{ kpi_support_cost_share_of_revenue('statistic') }} as statistic,
        period_grain,
        period_start,
        'overall' as slice_name,
        'all' as slice_value,
        cast({{ kpi_support_cost_share_of_revenue('numerator') }} as {{ type_double() }})
            as numerator,
        cast({{ kpi_support_cost_share_of_revenue('denominator') }} as {{ type_double() }})
            as denominator,
        cast({{ kpi_support_cost_share_of_revenue('sum_of_squares') }} as {{ type_double() }})
            as sum_of_squares,
        cast({{ kpi_support_cost_share_of_revenue('immature_count') }} as {{ type_double() }})
            as immature_count
    from shares
    group by period_grain, period_start
)

select * from final
