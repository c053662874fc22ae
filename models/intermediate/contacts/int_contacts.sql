{%- set solve_seconds = variable_seconds('fcr_solve_days') -%}
{%- set window_seconds = variable_seconds('fcr_window_days') -%}

with contacts as (
    select * from {{ ref('int_contacts_joined') }}
),

judged as (
    select
        contacts.*,
        neighbours.previous_contact_at,
        neighbours.next_contact_at,
        as_of.as_of,
        contacts.handled_by = 'bot' as is_bot_only,
        coalesce(
            contacts.contacted_at
            <= {{ add_seconds('neighbours.previous_contact_at', window_seconds) }}, false
        ) as is_repeat_contact,
        coalesce(
            contacts.contacted_at
            <= {{ add_seconds('neighbours.earlier_issue_quiet_from', window_seconds) }}, false
        ) as is_on_earlier_issue,
        coalesce(
            contacts.first_solved_at
            <= {{ add_seconds('contacts.contacted_at', solve_seconds) }}, false
        ) as is_solved_in_time,
        coalesce(
            neighbours.next_contact_at
            <= {{ add_seconds('contacts.first_solved_at', window_seconds) }}
            or contacts.first_reopened_at
            <= {{ add_seconds('contacts.first_solved_at', window_seconds) }}, false
        ) as is_followed_up,
        answers.replies_before_solve,
        answers.answered_contacts,
        coalesce(answers.is_handed_over, false) as is_handed_over
    from contacts
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_contact_neighbours') }} as neighbours
        on contacts.contact_id = neighbours.contact_id
    left join {{ ref('int_contact_answers') }} as answers
        on contacts.contact_id = answers.contact_id
),

final as (
    select
        contact_id,
        contact_kind,
        ticket_id,
        call_id,
        customer_id,
        topic_id,
        product_id,
        channel,
        team_id,
        agent_id,
        priority,
        ticket_type,
        customer_segment,
        language,
        country,
        handled_by,
        contacted_at,
        {{ report_date('contacted_at') }} as contacted_date,
        first_solved_at,
        previous_contact_at,
        next_contact_at,
        cast(coalesce(replies_before_solve, 0) as integer) as replies_before_solve,
        cast(answered_contacts as integer) as answered_contacts,
        case when customer_id is not null then contact_id end as identified_contact_id,
        case when is_repeat_contact then customer_id end as repeating_customer_id,
        true as is_inbound_contact,
        customer_id is not null as is_identified,
        is_repeat_contact,
        first_solved_at is not null as is_solved,
        is_handed_over,
        customer_id is not null and is_outcome_known
        and not is_bot_only
        and not is_repeat_contact
        and not is_on_earlier_issue as is_fcr_eligible,
        {{ add_seconds('contacted_at', solve_seconds + window_seconds) }} <= as_of as is_fcr_mature,
        is_solved_in_time
        and not is_followed_up
        and not is_handed_over
        and coalesce(answered_contacts, 0) <= 1 as is_resolved_at_first_contact,
        case
            when not is_solved_in_time then 'not_solved_in_time'
            when is_followed_up then 'followed_up'
            when is_handed_over then 'handed_over'
            when answered_contacts > 1 then 'answered_again'
        end as fcr_failure
    from judged
)

select * from final
