{{ config(enabled=is_source_enabled('genesys_conversations')) }}

with answering as (
    select distinct agent_id
    from {{ ref('genesys_conversations__queue_stays') }}
    where agent_id is not null
),

final as (
    select
        'genesys' as source_system,
        answering.agent_id,
        users.name as display_name
    from answering
    left join {{ source_rows('genesys_conversations', 'users') }} as users
        on answering.agent_id = users.id
)

select * from final
