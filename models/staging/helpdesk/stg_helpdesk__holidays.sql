with holidays as (
    select * from {{ ref('base_helpdesk__holidays') }}
),

final as (
    select
        ---------- ids
        holidays.schedule_id,

        ---------- categories
        holidays.name as holiday_name,

        ---------- dates
        holidays.holiday_date,

        ---------- delivery
        holidays.source_system,
        holidays.updated_at,
        holidays.loaded_at,
        holidays.is_stale
    from holidays
    where holidays.version_rank = 1
)

select * from final
