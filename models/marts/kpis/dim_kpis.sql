with catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

final as (
    select * from catalogue
)

select * from final
