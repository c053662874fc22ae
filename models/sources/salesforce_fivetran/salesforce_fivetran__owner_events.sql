{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- A case that an agent takes from a queue stays with that queue's team until another queue has it.
with queues as (
    select
        *,
        lag(owner_id) over (partition by case_id order by owned_at, event_id) as owner_before
    from {{ ref('salesforce_fivetran__owners') }}
    where owner_id like '00G%'
),

assignees as (
    select
        case_id,
        event_id,
        owned_at,
        case when owner_id like '005%' then owner_id end as owner_id,
        author_id,
        _fivetran_synced
    from {{ ref('salesforce_fivetran__owners') }}
),

persons as (
    select
        *,
        lag(owner_id) over (partition by case_id order by owned_at, event_id) as owner_before
    from assignees
),

final as (
    {%- for events, event_type in [('queues', 'team_change'), ('persons', 'assignment')] %}
    {{ 'union all' if not loop.first }}
    select
        event_id || '-{{ event_type }}' as event_id,
        case_id as ticket_id,
        owned_at as occurred_at,
        '{{ event_type }}' as event_type,
        author_id,
        owner_before as old_value,
        owner_id as new_value,
        _fivetran_synced
    from {{ events }}
    where owner_before is distinct from owner_id
    {%- endfor %}
)

select * from final
