{{ config(enabled=is_source_enabled('freshdesk_csv')) }}

-- Times are in the account's zone, which the export does not name: `source_timezone` does.
with tickets as (
    select
        *,
        lower(source) in ('outbound email', '10') as is_outbound
    from {{ ref('freshdesk_csv__export') }}
),

final as (
    select
        'freshdesk' as source_system,
        ticket_id,
        created_time as created_at,
        status,
        source as channel,
        case when is_outbound then 'outbound' end as direction,
        case when is_outbound then 'agent' else 'customer' end as created_by_type,
        contact_id as customer_id,
        company_id as organisation_id,
        subject,
        type as ticket_type,
        priority,
        group_name as team_id,
        {{ md5_text('agent_name') }} as assignee_id,
        replace(tags, ';', ',') as tags,
        -- An outbound mail is resolved when it is written: nobody waits for it.
        case when not is_outbound then initial_response_time end as first_responded_at,
        coalesce(nullif(resolved_time, ''), closed_time) as solved_at,
        closed_time as closed_at,
        case when not is_outbound then due_by_time end as resolution_due_at,
        case lower(resolution_status)
            when 'within sla' then 'true'
            when 'sla violated' then 'false'
        end as reported_sla_met,
        agent_interactions as reported_replies,
        last_update_time as updated_at
    from tickets
)

select * from final
