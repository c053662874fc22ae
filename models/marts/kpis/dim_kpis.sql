with catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

availability as (
    select * from {{ ref('kpi_availability') }}
),

final as (
    select
        catalogue.*,
        {{ date_add_days('catalogue.reviewed_on', var('review_after_days') | int) }} as review_due,
        availability.missing_input
    from catalogue
    left join availability
        on catalogue.kpi_id = availability.kpi_id
)

select * from final
