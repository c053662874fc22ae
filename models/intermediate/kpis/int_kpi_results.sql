with components as (
    select * from {{ ref('int_kpi_components__backlog') }}
    union all
    select * from {{ ref('int_kpi_components__channel_shares') }}
    union all
    select * from {{ ref('int_kpi_components__call_legs_handled') }}
    union all
    select * from {{ ref('int_kpi_components__calls_handled') }}
    union all
    select * from {{ ref('int_kpi_components__calls_queued') }}
    union all
    select * from {{ ref('int_kpi_components__contacts') }}
    union all
    select * from {{ ref('int_kpi_components__relationship_nps') }}
    union all
    select * from {{ ref('int_kpi_components__replies') }}
    union all
    select * from {{ ref('int_kpi_components__sla_targets') }}
    union all
    select * from {{ ref('int_kpi_components__survey_responses') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_created') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_first_replied') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_first_solved') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_first_touched') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_fulfilled') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_solved') }}
),

quantiles as (
    select * from {{ ref('int_kpi_quantiles__calls_handled') }}
    union all
    select * from {{ ref('int_kpi_quantiles__calls_queued') }}
    union all
    select * from {{ ref('int_kpi_quantiles__replies') }}
    union all
    select * from {{ ref('int_kpi_quantiles__tickets_created') }}
    union all
    select * from {{ ref('int_kpi_quantiles__tickets_first_replied') }}
    union all
    select * from {{ ref('int_kpi_quantiles__tickets_first_solved') }}
    union all
    select * from {{ ref('int_kpi_quantiles__tickets_solved') }}
),

final as (
    select
        kpi_id,
        statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        numerator,
        denominator,
        sum_of_squares,
        immature_count,
        cast(null as {{ type_double() }}) as quantile_value
    from components
    union all
    select
        kpi_id,
        statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        cast(null as {{ type_double() }}) as numerator,
        denominator,
        cast(null as {{ type_double() }}) as sum_of_squares,
        cast(0 as {{ type_double() }}) as immature_count,
        quantile_value
    from quantiles
)

select * from final
