{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

-- A merge is a part of either side and names neither: both were written at the same moment, and the
-- sides have a contact in common. Where two conversations may be the survivor, it is unknown.
with contacts as (
    select
        conversation_id,
        contact_id
    from {{ source_rows('intercom_fivetran', 'conversation_contact_history') }} as contacts
    union
    select
        ticket_id as conversation_id,
        id as contact_id
    from {{ source_rows('intercom_fivetran', 'ticket_contact_history') }} as contacts
),

sides as (
    select
        parts.part_type,
        parts.conversation_id,
        contacts.contact_id,
        {{ utc_text('parts.created_at') }} as merged_at
    from {{ ref('intercom_fivetran__parts') }} as parts
    inner join contacts
        on parts.conversation_id = contacts.conversation_id
    where parts.part_type in ('merged_primary_conversation', 'merged_secondary_conversation')
),

final as (
    select
        merged.conversation_id as ticket_id,
        max(survivors.conversation_id) as merged_into_ticket_id
    from sides as merged
    inner join sides as survivors
        on
            merged.contact_id = survivors.contact_id
            and merged.conversation_id <> survivors.conversation_id
            and abs({{ seconds_between(
                safe_timestamp('merged.merged_at'), safe_timestamp('survivors.merged_at')
            ) }}) <= 5
    where
        merged.part_type = 'merged_secondary_conversation'
        and survivors.part_type = 'merged_primary_conversation'
    group by merged.conversation_id
    having count(distinct survivors.conversation_id) = 1
)

select * from final
