{{ config(enabled=is_source_enabled('hubspot_fivetran')) }}

-- What the stages of pipelines mean. Labels are free, so a closed stage is closed whatever it is
-- called. A stage that only one pipeline has is known without its pipeline, too.
with stages as (
    select
        stage_id,
        pipeline_id,
        case when {{ safe_boolean('is_closed') }} then 'closed' else label end as status
    from {{ source_rows('hubspot_fivetran', 'ticket_pipeline_stage') }} as stages
),

final as (
    select * from stages
    union all
    select
        stage_id,
        cast(null as {{ type_text() }}) as pipeline_id,
        min(status) as status
    from stages
    group by stage_id
    having count(*) = 1
)

select * from final
