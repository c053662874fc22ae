-- What: the seconds that decide an agreed target are those that the other facts give for the same
-- stretch of time, and the verdict is their comparison with the target.
-- Why it matters: a target that is missed here and kept there is a number that nobody can defend.
-- How to fix: broken_rule names the pair; look first at the metric's clock in seed sla_metrics.
with targets as (
    select
        targets.*,
        coalesce(targets.clock_schedule_id, 'always_open')
        in ('always_open', tickets.business_schedule_id)
        -- Which statuses pause it, the policy may say itself.
        and targets.pausing_statuses is null as is_clock_of_ticket
    from {{ ref('int_sla_targets') }} as targets
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on targets.ticket_id = tickets.ticket_id
    where targets.is_agreed
),

tickets as (
    select * from {{ ref('fct_tickets') }}
),

verdicts as (
    select
        'a verdict is not the comparison of its seconds' as broken_rule,
        sla_target_id
    from targets
    where
        (is_met and (elapsed_seconds > target_seconds or fulfilled_at is null))
        or (is_breached and elapsed_seconds <= target_seconds)
        or (is_met and due_at < fulfilled_at)
        or (is_breached and due_at > fulfilled_at)
),

first_replies as (
    select
        'first_reply differs from the first response time' as broken_rule,
        targets.sla_target_id
    from targets
    inner join tickets
        on targets.ticket_id = tickets.ticket_id
    where
        targets.metric = 'first_reply'
        and targets.is_clock_of_ticket
        and abs(
            targets.elapsed_seconds
            - case
                when targets.is_business_hours then tickets.first_response_business_seconds
                else tickets.first_response_seconds
            end
        ) > 0.00001
),

next_replies as (
    select
        'next_reply differs from the reply time' as broken_rule,
        targets.sla_target_id
    from targets
    inner join {{ ref('fct_replies') }} as replies
        on
            targets.ticket_id = replies.ticket_id
            and targets.started_at = replies.waiting_since
            and targets.fulfilled_at = replies.replied_at
    where
        targets.metric = 'next_reply'
        and targets.is_clock_of_ticket
        and abs(
            targets.elapsed_seconds
            - case
                when targets.is_business_hours then replies.reply_business_seconds
                else replies.reply_seconds
            end
        ) > 0.00001
),

total_resolutions as (
    select
        'total_resolution differs from the resolution time' as broken_rule,
        targets.sla_target_id
    from targets
    inner join tickets
        on targets.ticket_id = tickets.ticket_id
    where
        targets.metric = 'total_resolution'
        and targets.is_clock_of_ticket
        and abs(
            targets.elapsed_seconds
            - case
                when targets.is_business_hours then tickets.resolution_business_seconds
                else tickets.resolution_seconds
            end
        ) > 0.00001
),

in_statuses as (
    select
        targets.sla_target_id,
        targets.metric,
        targets.elapsed_seconds,
        sum(
            case
                when
                    spans.status_group in ('new', 'open', 'other')
                    or (spans.status_group = 'on_hold' and targets.metric = 'requester_wait')
                    -- Nothing is waited for after the solve, whose clock may have run backwards.
                    then case
                        when spans.ended_at > targets.fulfilled_at
                            then {{ seconds_between('spans.started_at', 'targets.fulfilled_at') }}
                        else spans.span_seconds
                    end
                else 0
            end
        ) as span_seconds
    from targets
    inner join {{ ref('fct_ticket_status_spans') }} as spans
        on
            targets.ticket_id = spans.ticket_id
            and (targets.fulfilled_at is null or targets.fulfilled_at > spans.started_at)
    where
        targets.metric in ('requester_wait', 'agent_work', 'resolution')
        and targets.target_source = 'policy'
        and not targets.is_business_hours
        and targets.pausing_statuses is null
    group by 1, 2, 3
),

statuses as (
    select
        metric || ' differs from the spans of its statuses' as broken_rule,
        sla_target_id
    from in_statuses
    where abs(elapsed_seconds - span_seconds) > 0.00001
)

select * from verdicts
union all
select * from first_replies
union all
select * from next_replies
union all
select * from total_resolutions
union all
select * from statuses
