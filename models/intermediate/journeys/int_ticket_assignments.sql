{{ config(materialized='ephemeral') }}
-- What the assignments of a ticket say: how long its holder took to reply, and which level had it.
with spans as (
    select
        spans.*,
        lower(trim(versions.tier)) as tier
    from {{ ref('int_ticket_attribute_spans') }} as spans
    left join {{ ref('int_agents_current') }} as agents
        on spans.attribute_value = agents.agent_id
    left join {{ ref('int_agent_versions') }} as versions
        on
            case when spans.attribute = 'agent' then spans.attribute_value end = versions.agent_id
            and {{ is_within_span('spans.valid_from', 'versions') }}
    where
        spans.attribute in ('agent', 'team')
        and spans.attribute_value is not null
        and not coalesce(agents.is_bot, false)
),

replies as (
    select
        ticket_id,
        first_reply_at
    from {{ ref('int_ticket_first_responses') }}
    where is_first_response_counted
),

solvers as (
    select * from {{ ref('int_ticket_assignees_at_solve') }}
),

ranked as (
    select
        spans.*,
        replies.first_reply_at,
        -- The agent who held it at the solve, as the tier was when the agent got it.
        spans.attribute = 'agent' and spans.attribute_value = solvers.agent_id as is_solver,
        row_number() over (
            partition by spans.ticket_id, spans.attribute order by spans.change_number
        ) as rank_from_start
    from spans
    left join replies
        on spans.ticket_id = replies.ticket_id
    left join solvers
        on spans.ticket_id = solvers.ticket_id
),

levels as (
    select
        ticket_id,
        first_reply_at,
        {%- for attribute in ['agent', 'team'] %}
        max(
            case
                when attribute = '{{ attribute }}' and valid_from <= first_reply_at then valid_from
            end
        ) as {{ attribute }}_assigned_at,
        {%- endfor %}
        max(case when attribute = 'agent' and rank_from_start = 1 then tier end) as first_tier,
        max(case when is_solver then tier end) as solver_tier
    from ranked
    group by ticket_id, first_reply_at
),

final as (
    select
        ticket_id,
        case
            when first_reply_at > coalesce(agent_assigned_at, team_assigned_at)
                then {{ seconds_between(
                    'coalesce(agent_assigned_at, team_assigned_at)', 'first_reply_at'
                ) }}
        end as response_after_assignment_seconds,
        {{ is_word_of('first_tier', 'first_level_tiers') }} and solver_tier is not null
            as is_first_level,
        {{ is_word_of('first_tier', 'first_level_tiers') }}
        and {{ is_word_of('solver_tier', 'first_level_tiers') }} as is_solved_at_first_level
    from levels
)

select * from final
