{{ config(
    enabled=is_source_enabled('salesforce_fivetran'),
    post_hook="{{ note_counted_statuses(this, 'salesforce_fivetran', 'status', 'status_word') }}",
) }}

-- Statuses are a picklist of the company; each says whether a case is closed with it, and so does
-- every case that has it now.
with told as (
    select
        api_name as status,
        {{ safe_boolean('is_closed') }} as is_closed
    from {{ source_rows('salesforce_fivetran', 'case_status') }} as picklist
    union all
    select
        status,
        {{ safe_boolean('is_closed') }} as is_closed
    from {{ source_rows('salesforce_fivetran', 'case') }} as cases
),

statuses as (
    select
        status,
        max(case when is_closed then 1 else 0 end) = 1 as is_closed
    from told
    where is_closed is not null
    group by status
),

final as (
    select
        statuses.status,
        case
            when known.word is not null then statuses.status
            when statuses.is_closed then 'closed'
            else 'open'
        end as status_word
    from statuses
    left join {{ known_statuses('salesforce') }} as known
        on
            {{ mapping_key('statuses.status') }} = known.word
            and statuses.is_closed = known.is_done
)

select * from final
