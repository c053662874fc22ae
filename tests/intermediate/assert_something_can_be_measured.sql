-- What: the raw rows that could be read hold something that happened, and as_of is not before it.
-- Why it matters: without either every number is empty, and an empty release would take the place
-- of a good one.
-- How to fix: broken_rule says which; deliver rows that can be read (staging.quarantined_rows has
-- the others), or choose a later as_of.
with occurrences as (
    select min(covered_from) as first_at
    from {{ ref('int_source_coverage') }}
    where raw_table in ('tickets', 'ticket_events', 'calls', 'surveys', 'help_center_events')
),

final as (
    select
        case
            when occurrences.first_at is null
                then
                    'Inputs refused: The raw files hold no usable ticket, event, call, survey or '
                    || 'help-centre event: deliver rows with their required columns and '
                    || 'readable times.'
            else
                'Configuration wrong: as_of is '
                || cast(as_of.as_of as {{ type_text() }})
                || ', before the first thing in the raw files ('
                || cast(occurrences.first_at as {{ type_text() }})
                || '): choose a later one.'
        end as broken_rule
    from {{ ref('int_as_of') }} as as_of
    cross join occurrences
    where occurrences.first_at is null or as_of.as_of < occurrences.first_at
)

select * from final
