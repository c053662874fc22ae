{{ config(materialized=part_materialization()) }}
{#- KPI, what one case is, its definition, rows, agent who gets the credit, team of that moment,
    date. Each case counts as in the KPI, and durations enter as logarithms: twice as long is as bad
    from an hour as from a day. What counts has brackets of its own: Spark takes `where (flag)` for
    an alias and its column. -#}
{%- set cases = [
    ('fcr_rate', 'share', kpi_fcr_rate(), 'contacts', 'agent_id', 'team_id', 'contacted_date'),
    ('csat', 'share', kpi_csat(), 'survey_responses', 'agent_id', 'team_id', 'responded_date'),
    ('reopen_rate', 'share', kpi_reopen_rate(), 'journeys', 'solved_by_agent_id', 'first_solved_team_id', 'first_solved_date'),
    ('first_response_time', 'duration', kpi_first_response_time(), 'tickets', 'first_reply_agent_id', 'first_reply_team_id', 'first_reply_date'),
    ('resolution_time', 'duration', kpi_resolution_time(), 'tickets', 'solved_by_agent_id', 'solved_team_id', 'solved_date'),
    ('agent_replies_per_ticket', 'number', kpi_agent_replies_per_ticket(), 'journeys', 'solved_by_agent_id', 'solved_team_id', 'solved_date'),
] -%}

with tickets as (
    select * from {{ ref('int_tickets') }}
),

journeys as (
    select
        tickets.*,
        tickets.is_handled and tickets.is_inbound as is_handled_inbound,
        tickets.is_in_scope and tickets.first_solved_at is not null as is_first_solved,
        promises.is_reopened_in_window,
        promises.is_reopen_window_over
    from tickets
    inner join {{ ref('int_ticket_promises') }} as promises
        on tickets.ticket_id = promises.ticket_id
),

contacts as (
    select * from {{ ref('int_contacts') }}
),

survey_responses as (
    select * from {{ ref('int_survey_responses') }}
),

left_out as (
    select agent_id from {{ ref('int_agents_current') }}
    where is_bot or is_test
),

judged as (
    {%- for kpi_id, kind, kpi, relation, agent, team, observed_date in cases %}
    select
        '{{ kpi_id }}' as kpi_id,
        {{ agent }} as agent_id,
        {{ observed_date }} as observed_date,
        {{ team }} as team_id,
        channel,
        priority,
        topic_id,
        cast(
            {%- if kind == 'share' %}
            case when {{ kpi.numerator_rows }} then 1 else 0 end
            {%- elif kind == 'duration' %}
            ln(greatest({{ kpi.row_value }}, 1))
            {%- else %}
            {{ kpi.row_value }}
            {%- endif %}
            as {{ type_double() }}
        ) as observed_value
    from {{ relation }}
    where ({{ kpi.denominator_rows }})
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        judged.kpi_id,
        judged.agent_id,
        judged.observed_date,
        cast(date_trunc('month', judged.observed_date) as date) as month_start_date,
        coalesce(judged.team_id, 'unassigned') as team_id,
        coalesce(judged.channel, 'unknown') || '|' || coalesce(judged.priority, 'unknown')
        || '|' || coalesce(judged.topic_id, 'unknown') as case_cell,
        judged.observed_value
    from judged
    left join left_out
        on judged.agent_id = left_out.agent_id
    where
        judged.observed_date is not null and judged.agent_id is not null
        and left_out.agent_id is null
)

select * from final
