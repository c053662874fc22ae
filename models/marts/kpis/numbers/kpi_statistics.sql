{{ config(materialized='ephemeral') }}
with catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

statistics as (
    select * from {{ ref('statistics') }}
),

final as (
    select
        catalogue.kpi_id,
        statistics.statistic
    from catalogue
    inner join statistics
        on
            '|' || catalogue.statistics || '|'
            like '%|' || coalesce(statistics.announced_with, statistics.statistic) || '|%'
)

select * from final
