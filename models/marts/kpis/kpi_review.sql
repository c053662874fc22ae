-- Definitions age by the clock of the run, however old the data is.
with kpis as (
    select
        *,
        cast({{ current_instant() }} as date) as today
    from {{ ref('dim_kpis') }}
),

bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

final as (
    select
        kpis.kpi_id,
        kpis.kpi_name_en,
        kpis.owner,
        kpis.review_due,
        cast({{ days_between('kpis.review_due', 'kpis.today') }} as integer) as overdue_days,
        bounds.as_of
    from kpis
    cross join bounds
    where
        kpis.review_due
        <= {{ date_add_days('kpis.today', var('review_notice_days') | int) }}
)

select * from final
