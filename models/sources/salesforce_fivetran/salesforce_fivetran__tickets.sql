{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

with queues as (
    select
        case_id,
        owner_id as queue_id,
        row_number() over (partition by case_id order by owned_at desc, event_id desc) as newest
    from {{ ref('salesforce_fivetran__owners') }}
    where owner_id like '00G%'
),

openings as (
    select * from {{ ref('salesforce_fivetran__emails') }} where position = 1
),

final as (
    select
        'salesforce' as source_system,
        cases.id as ticket_id,
        {{ utc_text('cases.created_date') }} as created_at,
        coalesce(statuses.status_word, cases.status) as status,
        cases.origin as channel,
        -- Who created the record is often the user under which mails are taken in: who wrote first
        -- opened the case. What was logged of a call or a form is the customer's.
        case
            when coalesce(lower(cases.origin), 'email') = 'email' and authors.kind = 'agent'
                and not openings.is_incoming then 'agent'
            else 'customer'
        end as created_by_type,
        cases.contact_id as customer_id,
        cases.account_id as organisation_id,
        cases.subject,
        cases.type as ticket_type,
        nullif(cases.priority, '') as priority,
        queues.queue_id as team_id,
        case when cases.owner_id like '005%' then cases.owner_id end as assignee_id,
        cases.is_deleted,
        nullif(cases.master_record_id, '') as merged_into_ticket_id,
        nullif(cases.business_hours_id, '') as schedule_id,
        first_replies.policy_id as sla_policy_id,
        -- For cases without a history of statuses, such as those that were closed when created.
        {{ utc_text("nullif(cases.closed_date, '')") }} as solved_at,
        {{ utc_text("nullif(resolutions.target_date, '')") }} as resolution_due_at,
        not {{ safe_boolean('resolutions.is_violated') }} as reported_sla_met,
        {{ utc_text('cases.system_modstamp') }} as updated_at,
        {{ utc_text('cases._fivetran_synced') }} as loaded_at
    from {{ source_rows('salesforce_fivetran', 'case') }} as cases
    left join {{ ref('salesforce_fivetran__statuses') }} as statuses
        on cases.status = statuses.status
    left join queues
        on cases.id = queues.case_id and queues.newest = 1
    left join openings
        on cases.id = openings.case_id
    left join {{ ref('salesforce_fivetran__people') }} as authors
        on openings.author_id = authors.user_id
    left join {{ ref('salesforce_fivetran__milestones') }} as first_replies
        on cases.id = first_replies.case_id and first_replies.metric = 'first_reply'
    left join {{ ref('salesforce_fivetran__milestones') }} as resolutions
        on cases.id = resolutions.case_id and resolutions.metric = 'resolution'
)

select * from final
