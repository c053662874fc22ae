{{ config(enabled=is_source_enabled('jira_fivetran')) }}

-- One rating per request, overwritten when it is given again; invitations are not told.
with newest_values as (
    select * from {{ ref('jira_fivetran__field_values') }} where newest = 1
),

final as (
    select
        'jira' as source_system,
        'rating-' || ratings.issue_id as survey_id,
        'csat' as survey_type,
        ratings.issue_id as ticket_id,
        tickets.customer_id,
        {{ utc_text('coalesce(dates.value, ratings.time)') }} as responded_at,
        -- A number, or an object around it.
        coalesce({{ json_text('ratings.value', ['rating']) }}, ratings.value) as score,
        1 as scale_min,
        5 as scale_max,
        {{ utc_text('ratings._fivetran_synced') }} as loaded_at
    from newest_values as ratings
    inner join {{ ref('jira_fivetran__tickets') }} as tickets
        on ratings.issue_id = tickets.ticket_id
    left join newest_values as dates
        on ratings.issue_id = dates.issue_id and dates.field = 'satisfaction_date'
    where ratings.field = 'satisfaction' and ratings.value is not null
)

select * from final
