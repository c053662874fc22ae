{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

with holidays as (
    select
        schedule_id,
        name,
        {{ safe_date('start_date') }} as first_day,
        {{ safe_date('end_date') }} as last_day,
        _fivetran_synced
    from {{ source_rows('zendesk_fivetran', 'schedule_holiday') }} as holidays
),

final as (
    select distinct
        'zendesk' as source_system,
        holidays.schedule_id,
        days.date_day as holiday_date,
        holidays.name,
        {{ utc_text('holidays._fivetran_synced') }} as loaded_at
    from holidays
    inner join {{ generate_dates(
        '(select min(first_day) from holidays)', '(select max(last_day) from holidays)'
    ) }} as days
        on days.date_day between holidays.first_day and holidays.last_day
)

select * from final
