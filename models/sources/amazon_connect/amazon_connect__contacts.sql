{{ config(
    enabled=is_source_enabled('amazon_connect'),
    post_hook="{{ note_contacts_of_connect() }}",
) }}

-- Records come more than once and change for months; the newest version of each counts.
with records as (
    select
        *,
        row_number() over (
            partition by contactid order by lastupdatetimestamp desc, disconnecttimestamp desc
        ) as newest,
        {{ json_text('queue', ['EnqueueTimestamp']) }} as queued_at,
        {{ json_text('queue', ['Duration']) }} as queue_seconds,
        {{ json_text('agent', ['ConnectedToAgentTimestamp']) }} as answered_at
    from {{ source_rows('amazon_connect', 'contact_records') }} as records
),

-- A supervisor who listens, a task, and a flow after the end, unless it queues the customer again,
-- are nobody's call: who is followed by one of them was not passed on.
kinds as (
    select
        *,
        channel in ('VOICE', 'CHAT')
        and initiationmethod <> 'MONITOR'
        and (initiationmethod <> 'DISCONNECT' or queued_at is not null) as is_call
    from records
    where newest = 1
),

final as (
    select
        kinds.*,
        case when coalesce(nexts.is_call, true) then kinds.nextcontactid end as passed_to
    from kinds
    left join kinds as nexts
        on kinds.nextcontactid = nexts.contactid
    where kinds.is_call
)

select * from final
