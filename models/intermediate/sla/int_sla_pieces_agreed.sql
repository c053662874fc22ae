{{ config(materialized=part_materialization()) }}
-- The target in force in each piece: by the word of the priority, else by its group, else, for a
-- ticket to whose solve no policy gives any, the default deadline.
with pieces as (
    select * from {{ ref('int_sla_pieces') }}
),

versions as (
    select
        versions.*,
        case
            when not versions.is_business_hours then 'always_open'
            else schedules.schedule_id
        end as clock_schedule_id
    from {{ ref('int_sla_policy_versions') }} as versions
    left join {{ ref('int_business_schedules') }} as schedules
        on versions.schedule_id = schedules.schedule_id
),

matched as (
    select
        pieces.*,
        case when words.policy_id is not null then words.target_seconds else groups.target_seconds
        end as policy_seconds,
        case
            when words.policy_id is not null
                then coalesce(words.clock_schedule_id, pieces.business_schedule_id)
            when groups.policy_id is not null
                then coalesce(groups.clock_schedule_id, pieces.business_schedule_id)
        end as policy_schedule_id,
        coalesce(words.pausing_statuses, groups.pausing_statuses) as policy_pausing_statuses
    from pieces
    left join versions as words
        on
            pieces.policy_id = words.policy_id
            and pieces.metric = words.metric
            and words.matched_by = 'word'
            and pieces.priority_word = words.matched_priority
            and {{ is_within_span('pieces.valid_from', 'words') }}
    left join versions as groups
        on
            pieces.policy_id = groups.policy_id
            and pieces.metric = groups.metric
            and groups.matched_by = 'group'
            and pieces.priority = groups.matched_priority
            and {{ is_within_span('pieces.valid_from', 'groups') }}
),

with_agreement as (
    select distinct ticket_id
    from matched
    where metric = 'resolution' and policy_seconds is not null
),

final as (
    select
        matched.ticket_id,
        matched.metric,
        matched.target_number,
        matched.valid_from,
        matched.valid_to,
        matched.is_last_piece,
        matched.status_group,
        matched.raw_status,
        matched.priority,
        case when matched.policy_seconds is null then 'default' else 'policy' end as target_source,
        coalesce(matched.policy_seconds, deadline_defaults.target_seconds) as target_seconds,
        case
            when matched.policy_seconds is not null then matched.policy_schedule_id
            when deadline_defaults.is_business_hours then matched.business_schedule_id
            when deadline_defaults.target_seconds is not null then 'always_open'
        end as clock_schedule_id,
        matched.policy_pausing_statuses as pausing_statuses
    from matched
    left join with_agreement
        on matched.ticket_id = with_agreement.ticket_id
    left join {{ ref('deadline_defaults') }} as deadline_defaults
        on
            case
                when matched.metric = 'resolution' and with_agreement.ticket_id is null
                    then matched.priority
            end = deadline_defaults.priority
)

select * from final
