{{ config(enabled=is_source_enabled('asterisk_queue_log')) }}

with final as (
    select distinct
        'asterisk' as source_system,
        agent as agent_id
    from {{ source_rows('asterisk_queue_log', 'queue_log') }} as queue_log
    where event = 'CONNECT' and agent not in ('', 'NONE')
)

select * from final
