{{ config(enabled=is_source_enabled('asterisk_queue_log')) }}

with stays as (
    select * from {{ ref('asterisk_queue_log__queue_stays') }}
),

-- Callers who still wait have no end, and no outcome yet.
waits as (
    select
        entries.callid || '-' || entries.queuename || '-'
        || cast(entries.stay_number as {{ type_text() }}) as call_id,
        entries.callid,
        entries.queuename,
        entries.happened_at as queued_at,
        entries.data2 as caller,
        ends.event,
        ends.happened_at as left_at,
        ends.agent,
        ends.talk_number,
        case ends.event
            when 'CONNECT' then ends.data1
            when 'EXITWITHKEY' then ends.data4
            else ends.data3
        end as wait_seconds,
        case when ends.event = 'CONNECT' then ends.data3 end as ring_seconds
    from stays as entries
    inner join stays as ends
        on
            entries.callid = ends.callid
            and entries.queuename = ends.queuename
            and entries.stay_number = ends.stay_number
            and ends.kind = 'end_of_wait'
    where entries.kind = 'entry'
),

final as (
    select
        'asterisk' as source_system,
        waits.call_id,
        lag(waits.call_id) over (
            partition by waits.callid order by waits.queued_at, waits.left_at, waits.queuename
        ) as parent_call_id,
        'voice' as media,
        'inbound' as direction,
        -- A telephone number, and no customer of a help desk.
        {{ md5_text("nullif(waits.caller, '')") }} as customer_id,
        waits.queuename as queue_id,
        waits.queuename as queue_name,
        waits.queued_at as started_at,
        waits.queued_at,
        case when waits.event = 'CONNECT' then waits.left_at end as answered_at,
        coalesce(
            talks.happened_at, case when waits.event <> 'CONNECT' then waits.left_at end
        ) as ended_at,
        waits.event as outcome,
        waits.wait_seconds,
        waits.ring_seconds,
        case
            when talks.event like 'COMPLETE%' then talks.data2
            -- Names two channels instead of one bridge.
            when talks.event = 'ATTENDEDTRANSFER' and talks.data1 = 'LINK' then talks.data5
            else talks.data4
        end as talk_seconds,
        case when waits.event = 'CONNECT' then waits.agent end as agent_id,
        case talks.event
            when 'ATTENDEDTRANSFER' then talks.data2
            when 'BLINDTRANSFER' then talks.data1
            when 'TRANSFER' then talks.data1
        end as transferred_to,
        case talks.event when 'COMPLETEAGENT' then 'agent' when 'COMPLETECALLER' then 'customer' end
            as disconnected_by
    from waits
    left join stays as talks
        on
            waits.callid = talks.callid
            and waits.queuename = talks.queuename
            and waits.event = 'CONNECT'
            and waits.talk_number = talks.talk_number
            and talks.kind = 'end_of_talk'
)

select * from final
