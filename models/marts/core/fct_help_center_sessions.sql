{%- set windows = {
    '': variable_seconds('deflection_window_hours'), '_48h': 48 * 3600, '_72h': 72 * 3600
} -%}
{%- set longest_window = windows.values() | max -%}

with visits as (
    select * from {{ ref('int_help_center_visits') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

contacts as (
    select * from {{ ref('int_contacts') }} where customer_id is not null
),

sources as (
    select max(case when is_delivered then 1 else 0 end) = 1 as is_contact_known
    from {{ ref('int_source_coverage') }}
    where raw_table in ('tickets', 'calls')
),

next_contacts as (
    select
        visits.help_center_session_id,
        min(contacts.contacted_at) as next_contact_at
    from visits
    inner join contacts
        on
            visits.customer_id = contacts.customer_id
            and visits.started_at < contacts.contacted_at
            and {{ add_seconds('visits.ended_at', longest_window) }} >= contacts.contacted_at
    group by visits.help_center_session_id
),

judged as (
    select
        visits.*,
        next_contacts.next_contact_at,
        visits.has_self_service and sources.is_contact_known as is_countable,
        as_of.as_of
    from visits
    cross join as_of
    cross join sources
    left join next_contacts
        on visits.help_center_session_id = next_contacts.help_center_session_id
),

final as (
    select
        help_center_session_id,
        visitor_id,
        customer_id,
        customer_segment,
        language,
        country,
        topic_id,
        started_at,
        {{ report_date('started_at') }} as started_date,
        ended_at,
        page_view_count,
        search_count,
        bot_answer_count,
        next_contact_at,
        has_self_service,
        has_form_submit,
        is_countable and customer_id is not null as is_deflection_eligible,
        is_countable as is_upper_bound_eligible,
        {%- for suffix, seconds in windows.items() %}
        not has_form_submit
        and not has_ticket
        and coalesce(next_contact_at > {{ add_seconds('ended_at', seconds) }}, true)
            as is_deflected{{ suffix }},
        {{ add_seconds('ended_at', seconds) }} <= as_of
            as is_deflection{{ suffix }}_mature{{ ',' if not loop.last }}
        {%- endfor %}
    from judged
)

select * from final
