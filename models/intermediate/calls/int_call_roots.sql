{{ config(materialized=part_materialization()) }}
-- Transfers of transfers are followed sixteen steps, four times four, to the call that the customer
-- made. Where that row was not delivered, or does not count, the first one that does stands for it,
-- and a telephone that only rang stands for no other row.
with calls as (
    select
        calls.call_id,
        calls.parent_call_id,
        calls.started_at,
        calls.direction,
        calls.outcome = 'phantom' or coalesce(agents.is_test, false) as is_set_aside,
        coalesce({{ is_ringing_row('calls') }}, false) as is_ringing
    from {{ ref('stg_telephony__calls') }} as calls
    left join {{ ref('int_agents_current') }} as agents
        on calls.agent_id = agents.agent_id
),

legs as (
    select
        call_id,
        parent_call_id
    from calls
    where parent_call_id is not null
),

ancestors as (
    select
        step_1.call_id,
        coalesce(
            {%- for step in range(4, 0, -1) %}
            step_{{ step }}.parent_call_id{{ ',' if not loop.last }}
            {%- endfor %}
        ) as ancestor_id
    from legs as step_1
    {%- for step in range(2, 5) %}
    left join legs as step_{{ step }}
        on step_{{ step - 1 }}.parent_call_id = step_{{ step }}.call_id
    {%- endfor %}
),

followed as (
    select
        calls.*,
        coalesce(
            {%- for step in range(4, 0, -1) %}
            step_{{ step }}.ancestor_id,
            {%- endfor %}
            calls.call_id
        ) as named_call_id
    from calls
    left join ancestors as step_1
        on calls.call_id = step_1.call_id
    {%- for step in range(2, 5) %}
    left join ancestors as step_{{ step }}
        on step_{{ step - 1 }}.ancestor_id = step_{{ step }}.call_id
    {%- endfor %}
),

rooted as (
    select
        call_id,
        first_value(call_id) over (
            partition by named_call_id
            order by
                case when is_set_aside then 1 else 0 end,
                case when direction = 'inbound' then 0 else 1 end,
                case when call_id = named_call_id then 0 else 1 end,
                case when is_ringing then 1 else 0 end,
                started_at,
                call_id
        ) as root_call_id
    from followed
),

final as (
    select
        call_id,
        root_call_id,
        count(*) over (partition by root_call_id) as leg_count
    from rooted
)

select * from final
