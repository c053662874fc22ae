{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- Mails of cases that were sent or received: 5 is a draft. An incoming mail bears the time of its
-- header, which lies before the case that it opens.
with cases as (
    select * from {{ source_rows('salesforce_fivetran', 'case') }} as cases
),

final as (
    select
        emails.id,
        emails.parent_id as case_id,
        {{ safe_boolean('emails.incoming') }} as is_incoming,
        case
            when {{ safe_boolean('emails.incoming') }}
                then greatest(emails.message_date, cases.created_date)
            else emails.message_date
        end as occurred_at,
        emails.created_by_id as author_id,
        coalesce(emails.automation_type = 'AiAutomated', false) as is_by_machine,
        emails._fivetran_synced,
        row_number() over (
            partition by emails.parent_id order by emails.message_date, emails.id
        ) as position
    from {{ source_rows('salesforce_fivetran', 'email_message') }} as emails
    inner join cases
        on emails.parent_id = cases.id
    where
        coalesce(emails.status, '') <> '5'
        and not coalesce({{ safe_boolean('emails.is_deleted') }}, false)
)

select * from final
