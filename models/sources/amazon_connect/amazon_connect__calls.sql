{{ config(enabled=is_source_enabled('amazon_connect')) }}

with contacts as (
    select * from {{ ref('amazon_connect__contacts') }}
),

-- The contact that calls back is scheduled when the customer asks for it: what lies between is no
-- wait in a queue.
callbacks as (
    select
        previouscontactid,
        min(answered_at) as completed_at,
        min(initiationtimestamp) as accepted_at
    from contacts
    where initiationmethod = 'CALLBACK'
    group by previouscontactid
),

final as (
    select
        'amazon_connect' as source_system,
        contacts.contactid as call_id,
        contacts.previouscontactid as parent_call_id,
        case contacts.channel when 'VOICE' then 'voice' else 'chat' end as media,
        case
            when
                contacts.initiationmethod in ('OUTBOUND', 'EXTERNAL_OUTBOUND', 'CALLBACK')
                -- A program starts calls to customers, but chats by them.
                or contacts.initiationmethod = 'API' and contacts.channel = 'VOICE'
                then 'outbound'
            else 'inbound'
        end as direction,
        {{ md5_text(json_text('contacts.customerendpoint', ['Address'])) }} as customer_id,
        {{ json_text('contacts.queue', ['ARN']) }} as queue_id,
        {{ json_text('contacts.queue', ['Name']) }} as queue_name,
        {{ utc_text('contacts.initiationtimestamp') }} as started_at,
        case
            when contacts.initiationmethod <> 'CALLBACK' then {{ utc_text('contacts.queued_at') }}
        end as queued_at,
        {{ utc_text('contacts.answered_at') }} as answered_at,
        -- After a transfer to the outside the agent is gone, though the call goes on.
        {{ utc_text(
            'coalesce(contacts.transfercompletedtimestamp, contacts.disconnecttimestamp)'
        ) }}
            as ended_at,
        case
            when contacts.answered_at is not null then 'agent'
            when callbacks.previouscontactid is not null then 'callback'
            when contacts.queued_at is null then 'ivr_only'
            when contacts.passed_to is not null then 'flow_out'
            else 'abandoned'
        end as outcome,
        case when contacts.initiationmethod <> 'CALLBACK' then contacts.queue_seconds end
            as wait_seconds,
        {{ json_text('contacts.agent', ['AgentInteractionDuration']) }} as talk_seconds,
        {{ json_text('contacts.agent', ['CustomerHoldDuration']) }} as hold_seconds,
        {{ json_text('contacts.agent', ['AfterContactWorkDuration']) }} as wrap_seconds,
        {{ json_text('contacts.agent', ['Username']) }} as agent_id,
        case when contacts.answered_at is not null then contacts.passed_to end as transferred_to,
        {{ utc_text('callbacks.accepted_at') }} as callback_accepted_at,
        {{ utc_text('callbacks.completed_at') }} as callback_completed_at,
        case contacts.disconnectreason
            when 'CUSTOMER_DISCONNECT' then 'customer'
            when 'AGENT_DISCONNECT' then 'agent'
            when 'CONTACT_FLOW_DISCONNECT' then 'system'
            when 'TELECOM_PROBLEM' then 'system'
        end as disconnected_by,
        {{ utc_text('contacts.lastupdatetimestamp') }} as updated_at
    from contacts
    left join callbacks
        on contacts.contactid = callbacks.previouscontactid
)

select * from final
