{{ config(materialized='ephemeral') }}
-- Through how many hands a ticket went, and how long it was in nobody's, until its solve or now.
with tickets as (
    select
        tickets.ticket_id,
        tickets.created_at,
        tickets.assignee_id,
        tickets.team_id,
        coalesce(tickets.reassignment_count, 0) as reassignment_count,
        coalesce(resolutions.solved_at, as_of.as_of) as ended_at
    from {{ ref('int_tickets_scoped') }} as tickets
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('int_ticket_resolutions') }} as resolutions
        on tickets.ticket_id = resolutions.ticket_id
    where resolutions.solved_at is not null or resolutions.is_open
),

stations as (
    select
        tickets.ticket_id,
        tickets.ended_at,
        spans.attribute,
        spans.attribute_value,
        spans.valid_from,
        least(spans.valid_to, tickets.ended_at) as valid_to,
        lag(spans.attribute_value) over (
            partition by spans.ticket_id, spans.attribute order by spans.change_number
        ) as previous_value
    from tickets
    inner join {{ ref('int_ticket_attribute_spans') }} as spans
        on
            tickets.ticket_id = spans.ticket_id
            and spans.attribute in ('agent', 'team')
            and tickets.ended_at >= spans.valid_from
    where spans.valid_to is null or spans.valid_to > spans.valid_from
),

held as (
    select
        ticket_id,
        {%- for attribute, name in [('agent', 'assignee'), ('team', 'team')] %}
        sum(
            case
                when attribute = '{{ attribute }}' and attribute_value is not null
                    and attribute_value is distinct from previous_value then 1
                else 0
            end
        ) as {{ name }}_station_count,
        max(case when attribute = '{{ attribute }}' then 1 else 0 end) as has_{{ name }}_history,
        {%- endfor %}
        count(distinct case when attribute = 'agent' then attribute_value end) as assignee_count,
        min(case when attribute = 'agent' and attribute_value is not null then valid_from end)
            as first_assigned_at,
        max(
            case
                when attribute = 'agent' and attribute_value is not null
                    and attribute_value is distinct from previous_value then valid_from
            end
        ) as last_assigned_at,
        sum(
            case
                when attribute = 'agent' and attribute_value is null
                    then {{ seconds_between('valid_from', 'valid_to') }}
                else 0
            end
        ) as unassigned_seconds
    from stations
    group by ticket_id
),

-- Without changes it was with one agent and team all along, but for its own reassignment count.
final as (
    select
        tickets.ticket_id,
        {%- for name in ['assignee', 'team'] %}
        case
            when held.has_{{ name }}_history = 1 then held.{{ name }}_station_count
            {%- if name == 'assignee' %}
            when tickets.reassignment_count > 0 then 1 + tickets.reassignment_count
            {%- endif %}
            when tickets.{{ name }}_id is null then 0
            else 1
        end as {{ name }}_station_count,
        {%- endfor %}
        case
            when held.has_assignee_history = 1 then held.assignee_count
            when tickets.reassignment_count > 0 then null
            when tickets.assignee_id is null then 0
            else 1
        end as assignee_count,
        {%- for column in ['first_assigned_at', 'last_assigned_at', 'unassigned_seconds'] %}
        case when held.has_assignee_history = 1 then held.{{ column }} end as {{ column }},
        {%- endfor %}
        tickets.ended_at
    from tickets
    left join held
        on tickets.ticket_id = held.ticket_id
)

select * from final
