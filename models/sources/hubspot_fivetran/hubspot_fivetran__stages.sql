{{ config(
    enabled=is_source_enabled('hubspot_fivetran'),
    post_hook="{{ note_counted_statuses(this, 'hubspot_fivetran', 'label', 'status') }}",
) }}

-- What the stages of pipelines mean. Labels are free: a closed stage is closed and an open one is
-- open, whatever they are called. A stage that only one pipeline has is known without its pipeline,
-- too.
with labels as (
    select
        stage_id,
        pipeline_id,
        label,
        {{ safe_boolean('is_closed') }} as is_closed,
        min(pipeline_id) over (partition by stage_id)
        = max(pipeline_id) over (partition by stage_id) as is_only_there
    from {{ source_rows('hubspot_fivetran', 'ticket_pipeline_stage') }} as labels
),

stages as (
    select
        labels.*,
        case
            when labels.is_closed and not coalesce(known.is_done, false) then 'closed'
            when not labels.is_closed and known.is_done then 'open'
            else labels.label
        end as status
    from labels
    left join {{ known_statuses('hubspot') }} as known
        on {{ mapping_key('labels.label') }} = known.word
),

final as (
    {%- for pipeline_id, condition in [
        ('pipeline_id', '1 = 1'),
        ('cast(null as ' ~ type_text() ~ ')', 'is_only_there')
    ] %}
    select
        stage_id,
        {{ pipeline_id }} as pipeline_id,
        label,
        is_closed,
        status
    from stages
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
