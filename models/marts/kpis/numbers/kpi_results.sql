{{ config(materialized='view') }}
{%- set subjects = [
    'tickets', 'journeys', 'survival', 'replies', 'requests', 'sla', 'backlog', 'backlog_age',
    'waiting', 'calls', 'contacts', 'composed', 'surveys', 'loyalty', 'self_service', 'people',
    'forecast', 'costs', 'products',
] -%}

-- Nothing but a union of tables: writing its rows again would cost more than reading them.
with results as (
    {%- for subject in subjects %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('kpi_results__' ~ subject) }}
    {%- endfor %}
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
        quantile_value
    from results
)

select * from final
