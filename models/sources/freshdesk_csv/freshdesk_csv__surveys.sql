{{ config(enabled=is_source_enabled('freshdesk_csv')) }}

-- Three steps up, one in the middle, three down. The vendor counts every step up as satisfied, so
-- do three points of one scale. When the customer answered is not exported: no later than the last
-- update.
with ratings as (
    select
        *,
        lower(trim(survey_results)) as rating
    from {{ source_rows('freshdesk_csv', 'tickets') }} as tickets
    where trim(survey_results) <> ''
),

final as (
    select
        'freshdesk' as source_system,
        'rating-' || ticket_id as survey_id,
        'csat' as survey_type,
        ticket_id,
        contact_id as customer_id,
        last_update_time as responded_at,
        case
            when rating in ('extremely happy', 'very happy', 'happy') then '2'
            when rating = 'neutral' then '1'
            when rating in ('unhappy', 'very unhappy', 'extremely unhappy') then '0'
            else rating
        end as score,
        '0' as scale_min,
        '2' as scale_max
    from ratings
)

select * from final
