{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

-- One rating per conversation, given when its time of request is known. When it was answered is not
-- told: the first version that has the rating of today was written then.
with versions as (
    select
        *,
        first_value(conversation_rating_value) over (partition by id order by updated_at desc)
            as rating_now
    from {{ source_rows('intercom_fivetran', 'conversation_history') }} as conversations
),

final as (
    select
        'intercom' as source_system,
        'rating-' || id as survey_id,
        'csat' as survey_type,
        id as ticket_id,
        {{ utc_text('min(conversation_rating_created_at)') }} as sent_at,
        {{ utc_text(
            'min(case when conversation_rating_value = rating_now then updated_at end)'
        ) }} as responded_at,
        max(rating_now) as score,
        1 as scale_min,
        5 as scale_max,
        max(conversation_rating_remark) as comment,
        {{ utc_text('max(_fivetran_synced)') }} as loaded_at
    from versions
    group by id
    having max(conversation_rating_created_at) is not null or max(rating_now) is not null
)

select * from final
