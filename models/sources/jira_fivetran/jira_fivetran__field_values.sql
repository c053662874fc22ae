{{ config(enabled=is_source_enabled('jira_fivetran')) }}

-- Values that fields had, of the fields that are read: the system's own by their ids, custom ones
-- by their names, which variable `jira_fivetran_fields` may change. The first row of a field is its
-- value at creation.
{%- set names = var('jira_fivetran_fields') %}
with fields as (
    select
        id,
        case
            when id in ('status', 'assignee', 'priority') then id
            {%- for field, name in {
                'team': 'Team',
                'satisfaction': 'Satisfaction',
                'satisfaction_date': 'Satisfaction date',
                'resolution_sla': 'Time to resolution',
            }.items() %}
            when name = {{ sql_text(names.get(field, name)) }} then '{{ field }}'
            {%- endfor %}
        end as field
    from {{ source_rows('jira_fivetran', 'field') }} as fields
),

final as (
    select
        fields.field,
        history.issue_id,
        history.time,
        nullif(history.value, '') as value,
        history.author_id,
        history._fivetran_synced,
        lag(nullif(history.value, '')) over in_time as old_value,
        row_number() over in_time as position,
        row_number() over (
            partition by history.issue_id, fields.field
            order by history.time desc, history.value desc
        ) as newest
    from {{ source_rows('jira_fivetran', 'issue_field_history') }} as history
    inner join fields
        on history.field_id = fields.id
    where fields.field is not null
    window in_time as (
        partition by history.issue_id, fields.field order by history.time, history.value
    )
)

select * from final
