{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- Statuses are a picklist of the company; each says whether a case is closed with it.
with final as (
    select
        statuses.api_name as status,
        case
            when known.word is not null then statuses.api_name
            when {{ safe_boolean('statuses.is_closed') }} then 'closed'
            else 'open'
        end as status_word
    from {{ source_rows('salesforce_fivetran', 'case_status') }} as statuses
    left join {{ known_statuses('salesforce') }} as known
        on
            {{ mapping_key('statuses.api_name') }} = known.word
            and {{ safe_boolean('statuses.is_closed') }} = known.is_done
)

select * from final
