{%- set moments = [
    'created', 'first_touch', 'first_reply', 'first_solved', 'solved', 'fulfilled'
] -%}

-- The team that had a ticket when something was measured: a later hand-over moves nothing that was
-- done before it. Before its first team a ticket belongs to that one; without history, to its own.
with spans as (
    select
        *,
        min(case when attribute_value is not null then change_number end)
            over (partition by ticket_id) as first_known_number
    from {{ ref('int_ticket_attribute_spans') }}
    where attribute = 'team'
),

moments as (
    select
        tickets.ticket_id,
        tickets.team_id,
        tickets.created_at,
        tickets.fulfilled_at,
        first_responses.first_touch_at,
        first_responses.first_reply_at,
        resolutions.first_solved_at,
        resolutions.solved_at
    from {{ ref('int_tickets_scoped') }} as tickets
    left join {{ ref('int_ticket_first_responses') }} as first_responses
        on tickets.ticket_id = first_responses.ticket_id
    left join {{ ref('int_ticket_resolutions') }} as resolutions
        on tickets.ticket_id = resolutions.ticket_id
),

final as (
    select
        moments.ticket_id,
        {%- for moment in moments %}
        coalesce(
            max(
                case
                    when coalesce({{ is_held_at('moments.' ~ moment ~ '_at', 'spans') }}, true)
                        then spans.attribute_value
                end
            ),
            max(
                case
                    when spans.change_number = spans.first_known_number then spans.attribute_value
                end
            ),
            max(moments.team_id)
        ) as {{ moment }}_team_id{{ ',' if not loop.last }}
        {%- endfor %}
    from moments
    left join spans
        on moments.ticket_id = spans.ticket_id
    group by moments.ticket_id
)

select * from final
