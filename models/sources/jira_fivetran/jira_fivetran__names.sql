{{ config(
    enabled=is_source_enabled('jira_fivetran'),
    post_hook="{{ note_counted_statuses(this, 'jira_fivetran', 'label', 'name') }}",
) }}

-- What the ids of statuses and priorities are called. Names of statuses are free, their categories
-- are not: 2 to do, 4 in progress, 3 done, in no order.
with statuses as (
    select
        statuses.id,
        statuses.name as label,
        case
            when known.word is not null then statuses.name
            else coalesce(
                case statuses.status_category_id
                    when '2' then 'to do'
                    when '4' then 'in progress'
                    when '3' then 'done'
                end,
                statuses.name
            )
        end as name
    from {{ source_rows('jira_fivetran', 'status') }} as statuses
    left join {{ known_statuses('jira') }} as known
        on
            {{ mapping_key('statuses.name') }} = known.word
            and (statuses.status_category_id = '3') = known.is_done
),

final as (
    select
        'status' as field,
        id,
        label,
        name
    from statuses
    union all
    select
        'priority' as field,
        id,
        name as label,
        name
    from {{ source_rows('jira_fivetran', 'priority') }} as priorities
)

select * from final
