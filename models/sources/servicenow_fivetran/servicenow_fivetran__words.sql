{{ config(
    enabled=is_source_enabled('servicenow_fivetran'),
    post_hook="{{ note_counted_statuses(this, 'servicenow_fivetran', 'label', 'word') }}",
) }}

-- What the numbers of states and priorities mean. States of the company's own are negative while a
-- ticket is active, and greater than 8 after that.
with used as (
    select state as value
    from {{ source_rows('servicenow_fivetran', 'task') }} as tasks
    {%- for column in ['oldvalue', 'newvalue'] %}
    union
    select {{ column }} as value
    from {{ source_rows('servicenow_fivetran', 'sys_audit') }} as audits
    where fieldname = 'state'
    {%- endfor %}
),

labels as (
    select
        value,
        min(label) as label
    from {{ source_rows('servicenow_fivetran', 'sys_choice') }} as choices
    where name = 'incident' and element = 'state' and coalesce(language, 'en') = 'en'
    group by value
),

final as (
    select
        'state' as fieldname,
        used.value,
        labels.label,
        case
            when known.word is not null then labels.label
            else coalesce(
                case used.value
                    when '1' then 'new'
                    when '2' then 'in progress'
                    when '3' then 'on hold'
                    when '6' then 'resolved'
                    when '8' then 'canceled'
                end,
                case when {{ safe_integer('used.value') }} < 6 then 'open' else 'closed' end
            )
        end as word
    from used
    left join labels
        on used.value = labels.value
    left join {{ known_statuses('servicenow') }} as known
        on
            {{ mapping_key('labels.label') }} = known.word
            and ({{ safe_integer('used.value') }} >= 6) = known.is_done
    where used.value <> ''
    {%- for word in ['critical', 'high', 'moderate', 'low', 'planning'] %}
    union all
    select
        'priority' as fieldname,
        '{{ loop.index }}' as value,
        '{{ word }}' as label,
        '{{ word }}' as word
    {%- endfor %}
)

select * from final
