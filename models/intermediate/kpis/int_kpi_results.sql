with components as (
    select * from {{ ref('int_kpi_components__agent_months') }}
    union all
    select * from {{ ref('int_kpi_components__longest_wait') }}
    union all
    select * from {{ ref('int_kpi_components__contact_rate') }}
    union all
    select * from {{ ref('int_kpi_components__assigned_backlog') }}
    union all
    select * from {{ ref('int_kpi_components__agent_time') }}
    union all
    select * from {{ ref('int_kpi_components__agent_days') }}
    union all
    select * from {{ ref('int_kpi_components__customers_contacting') }}
    union all
    select * from {{ ref('int_kpi_components__calls_ended') }}
    union all
    select * from {{ ref('int_kpi_components__call_legs_ended') }}
    union all
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
    select * from {{ ref('int_kpi_components__forecast') }}
    union all
    select * from {{ ref('int_kpi_components__relationship_nps') }}
    union all
    select * from {{ ref('int_kpi_components__replies') }}
    union all
    select * from {{ ref('int_kpi_components__sla_targets') }}
    union all
    select * from {{ ref('int_kpi_components__survey_responses') }}
    union all
    select * from {{ ref('int_kpi_components__cost_shares') }}
    union all
    select * from {{ ref('int_kpi_components__support_costs') }}
    union all
    select * from {{ ref('int_kpi_components__product_movements') }}
    union all
    select * from {{ ref('int_kpi_components__products_shipped') }}
    union all
    select * from {{ ref('int_kpi_components__self_service_people') }}
    union all
    select * from {{ ref('int_kpi_components__help_center_sessions') }}
    union all
    select * from {{ ref('int_kpi_components__help_center_visitors') }}
    union all
    select * from {{ ref('int_kpi_components__help_center_actions') }}
    union all
    select * from {{ ref('int_kpi_components__customer_retention') }}
    union all
    select * from {{ ref('int_kpi_components__customer_repurchases') }}
    union all
    select * from {{ ref('int_kpi_components__low_scores') }}
    union all
    select * from {{ ref('int_kpi_components__servqual_respondents') }}
    union all
    select * from {{ ref('int_kpi_components__survey_invitations') }}
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
    select * from {{ ref('int_kpi_components__journeys_created') }}
    union all
    select * from {{ ref('int_kpi_components__journeys_solved') }}
    union all
    select * from {{ ref('int_kpi_components__journeys_first_solved') }}
    union all
    select * from {{ ref('int_kpi_components__journeys_first_replied') }}
    union all
    select * from {{ ref('int_kpi_components__journeys_first_assigned') }}
    union all
    select * from {{ ref('int_kpi_components__requests') }}
    union all
    select * from {{ ref('int_kpi_components__ticket_flows') }}
    union all
    select * from {{ ref('int_kpi_components__ticket_sla_verdicts') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_same_period') }}
    union all
    select * from {{ ref('int_kpi_components__waiting') }}
    union all
    select * from {{ ref('int_kpi_components__complaints_per_customer') }}
    union all
    select * from {{ ref('int_kpi_components__tickets_solved') }}
),

quantiles as (
    select * from {{ ref('int_kpi_quantiles__calls_ended') }}
    union all
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
    select * from {{ ref('int_kpi_quantiles__journeys_solved') }}
    union all
    select * from {{ ref('int_kpi_quantiles__journeys_first_assigned') }}
    union all
    select * from {{ ref('int_kpi_quantiles__ticket_cohorts') }}
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
        -- Rounded before anything is divided: a ratio that ends on a five must not waver.
        {{ published_number('numerator') }} as numerator,
        {{ published_number('denominator') }} as denominator,
        {{ published_number('sum_of_squares') }} as sum_of_squares,
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
