{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Audited changes. On hold waits for the caller or for somebody else: the reason is a field of its
-- own, which was set together with the state or stayed from before.
with audits as (
    select
        *,
        sum(case when fieldname = 'hold_reason' then 1 else 0 end) over (
            partition by documentkey order by sys_created_on
        ) as reason_number
    from {{ source_rows('servicenow_fivetran', 'sys_audit') }} as audits
    where
        tablename in ('incident', 'task')
        and fieldname in ('state', 'hold_reason', 'assigned_to', 'assignment_group', 'priority')
),

reasoned as (
    select
        *,
        max(case when fieldname = 'hold_reason' then newvalue end) over (
            partition by documentkey, reason_number
        ) as hold_reason
    from audits
),

final as (
    select
        reasoned.sys_id,
        reasoned.documentkey,
        reasoned.fieldname,
        reasoned.sys_created_on,
        -- How often the incident had been saved: two changes may share a second.
        {{ safe_integer('reasoned.record_checkpoint') }} as sequence,
        reasoned.user as user_name,
        coalesce(old_words.word, nullif(reasoned.oldvalue, '')) as old_value,
        case
            when
                reasoned.fieldname = 'state' and reasoned.newvalue = '3'
                and coalesce(reasoned.hold_reason, incidents.hold_reason) = '1'
                then 'awaiting caller'
            else coalesce(new_words.word, nullif(reasoned.newvalue, ''))
        end as new_value,
        reasoned._fivetran_synced
    from reasoned
    left join {{ source_rows('servicenow_fivetran', 'incident') }} as incidents
        on reasoned.documentkey = incidents.sys_id
    {%- for words, value in [('old_words', 'oldvalue'), ('new_words', 'newvalue')] %}
    left join {{ ref('servicenow_fivetran__words') }} as {{ words }}
        on reasoned.fieldname = {{ words }}.fieldname and reasoned.{{ value }} = {{ words }}.value
    {%- endfor %}
    where reasoned.fieldname <> 'hold_reason'
)

select * from final
