{{ config(materialized='view') }}
-- Nothing but a union of tables: writing its rows again would cost more than reading them.
with components as (
    {%- for subject in ['tickets', 'journeys', 'calls', 'customers', 'business'] %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_results__' ~ subject) }}
    {%- endfor %}
),

quantiles as (
    select * from {{ ref('int_kpi_results__quantiles') }}
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
