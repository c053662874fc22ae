{{ config(materialized='ephemeral') }}
{%- set piece = 'case when is_running then clock_until - clock_from else 0 end' -%}
{%- set promise = 'ticket_id, metric, target_number' -%}
{%- set clock = 'partition by ' ~ promise ~ ', clock_schedule_id, pausing_statuses' -%}
-- The clocks of a promise, each read at every cut from the original start: a target that comes into
-- force later finds on its clock what has passed already.
with as_of as (
    select * from {{ ref('int_as_of') }}
),

pieces as (
    select * from {{ ref('int_sla_pieces_agreed') }}
),

clocks as (
    select distinct
        ticket_id,
        metric,
        target_number,
        clock_schedule_id,
        pausing_statuses
    from pieces
    where target_seconds is not null
),

running as (
    select
        pieces.ticket_id,
        pieces.metric,
        pieces.target_number,
        pieces.valid_from,
        pieces.valid_to,
        pieces.is_last_piece,
        pieces.priority,
        pieces.target_source,
        case
            when
                pieces.clock_schedule_id = clocks.clock_schedule_id
                and coalesce(pieces.pausing_statuses, '') = coalesce(clocks.pausing_statuses, '')
                then pieces.target_seconds
        end as target_seconds,
        clocks.clock_schedule_id,
        clocks.pausing_statuses,
        coalesce(pieces.valid_to, as_of.as_of) as read_at,
        case
            when not {{ is_open_status('pieces.status_group') }}
                then {{ is_in_word_list("'solved'", "'|' || metrics.runs_in || '|'") }}
            -- A policy that names its own pauses runs in every other status of an open ticket.
            when clocks.pausing_statuses is not null
                then not (
                    {{ is_in_word_list('pieces.status_group', 'clocks.pausing_statuses') }}
                    or coalesce(
                        {{ is_in_word_list('pieces.raw_status', 'clocks.pausing_statuses') }}, false
                    )
                )
            else {{ is_in_word_list(
                "replace(pieces.status_group, 'other', 'open')", "'|' || metrics.runs_in || '|'"
            ) }}
        end as is_running
    from pieces
    cross join as_of
    inner join {{ ref('sla_metrics') }} as metrics
        on pieces.metric = metrics.metric
    inner join clocks
        on
            pieces.ticket_id = clocks.ticket_id
            and pieces.metric = clocks.metric
            and pieces.target_number = clocks.target_number
),

clocked as (
    select
        running.*,
        {{ business_clock('from_clock', 'running.valid_from') }} as clock_from,
        {{ business_clock('until_clock', 'running.read_at') }} as clock_until
    from running
    {{ business_clock_join('from_clock', 'running.clock_schedule_id', 'running.valid_from') }}
    {{ business_clock_join('until_clock', 'running.clock_schedule_id', 'running.read_at') }}
),

-- A millionth of a second is what a clock tells; sums of them end in other last digits.
final as (
    select
        *,
        {{ piece }} as piece_seconds,
        {{ round_double(
            'sum(' ~ piece ~ ') over (' ~ clock
            ~ ' order by valid_from rows between unbounded preceding and current row)', 6
        ) }} as seconds_after,
        {{ round_double('sum(' ~ piece ~ ') over (' ~ clock ~ ')', 6) }} as elapsed_seconds
    from clocked
)

select * from final
