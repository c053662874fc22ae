{{ config(enabled=is_source_enabled('hubspot_fivetran')) }}

-- The first row of a property is its value at creation; a change starts from the row before.
with history as (
    select
        history.*,
        case history.name
            when 'hs_pipeline_stage'
                then coalesce(own_stages.status, only_stages.status, 'stage ' || history.value)
            else history.value
        end as new_value
    from {{ source_rows('hubspot_fivetran', 'ticket_property_history') }} as history
    left join {{ source_rows('hubspot_fivetran', 'ticket') }} as tickets
        on history.ticket_id = tickets.id
    left join {{ ref('hubspot_fivetran__stages') }} as own_stages
        on
            history.value = own_stages.stage_id
            and tickets.property_hs_pipeline = own_stages.pipeline_id
    left join {{ ref('hubspot_fivetran__stages') }} as only_stages
        on history.value = only_stages.stage_id and only_stages.pipeline_id is null
    where
        history.name in (
            'hs_pipeline_stage', 'hubspot_owner_id', 'hubspot_team_id', 'hs_ticket_priority'
        )
),

changes as (
    select
        *,
        lag(new_value) over (
            partition by ticket_id, name order by timestamp_instant, value
        ) as old_value,
        coalesce(source like '%AUTOMATION%' or source like '%WORKFLOW%', false) as is_automated
    from history
),

events as (
    select
        ticket_id || '-' || name || '-' || timestamp_instant as event_id,
        ticket_id,
        timestamp_instant as occurred_at,
        case name
            when 'hs_pipeline_stage' then 'status_change'
            when 'hubspot_owner_id' then 'assignment'
            when 'hubspot_team_id' then 'team_change'
            else 'priority_change'
        end as event_type,
        case when is_automated then 'system' end as actor_type,
        cast(null as {{ type_text() }}) as actor_id,
        is_automated,
        old_value,
        nullif(new_value, '') as new_value,
        _fivetran_synced
    from changes
    where old_value is distinct from new_value
    union all
    select
        event_id,
        ticket_id,
        occurred_at,
        event_type,
        actor_type,
        actor_id,
        actor_type in ('bot', 'system') as is_automated,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        _fivetran_synced
    from {{ ref('hubspot_fivetran__messages') }}
),

final as (
    select
        'hubspot' as source_system,
        event_id,
        ticket_id,
        {{ utc_text('occurred_at') }} as occurred_at,
        event_type,
        actor_type,
        actor_id,
        is_automated,
        old_value,
        new_value,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from events
)

select * from final
