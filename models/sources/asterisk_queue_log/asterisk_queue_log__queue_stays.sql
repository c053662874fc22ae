{{ config(
    enabled=is_source_enabled('asterisk_queue_log'),
    post_hook="{{ note_callers_of_asterisk(this) }}",
) }}

-- Which entry, which end of a wait and which end of a talk belong together. A caller is in a queue
-- once at a time, so they follow each other: the first entry goes with the first end. Their times
-- do not tell, because a caller may leave and come back within one second.
with events as (
    select
        callid,
        queuename,
        agent,
        event,
        data1,
        data2,
        data3,
        data4,
        data5,
        case
            when {{ matches('time', '^[0-9]{1,12}([.][0-9]+)?$') }}
                then {{ raw_timestamp(add_seconds(
                    "cast('1970-01-01 00:00:00' as " ~ type_timestamp() ~ ')', safe_double('time')
                )) }}
            else time
        end as happened_at,
        case
            when event = 'ENTERQUEUE' then 'entry'
            when event in ('CONNECT', 'ABANDON', 'EXITWITHTIMEOUT', 'EXITEMPTY', 'EXITWITHKEY')
                then 'end_of_wait'
            when
                event in (
                    'COMPLETEAGENT', 'COMPLETECALLER', 'TRANSFER', 'BLINDTRANSFER',
                    'ATTENDEDTRANSFER'
                )
                then 'end_of_talk'
        end as kind
    from {{ source_rows('asterisk_queue_log', 'queue_log') }} as queue_log
),

-- The log may begin with the end of an older stay.
known as (
    select
        *,
        min(case when kind = 'entry' then happened_at end) over (
            partition by callid, queuename
        ) as first_entry_at,
        case
            when kind = 'entry' then 'entry'
            when kind = 'end_of_talk' or event = 'CONNECT' then 'talk'
            else 'no talk'
        end as branch
    from events
    where kind is not null
),

final as (
    select
        *,
        row_number() over (
            partition by callid, queuename, kind order by happened_at, agent, data1, data3
        ) as stay_number,
        row_number() over (
            partition by callid, queuename, kind, branch order by happened_at, agent
        ) as talk_number
    from known
    where happened_at >= first_entry_at
)

select * from final
