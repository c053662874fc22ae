{# What contradicts itself in a row, or leaves it out of numbers although it happened: (raw table, column, what is wrong,
   condition). What a system never tells leaves nothing to doubt. #}
{% macro impossible_times() -%}
    {%- set seconds = var('wait_tolerance_seconds') -%}
    {%- set is_answered -%}
        outcome = 'answered' and direction = 'inbound' and not is_bot_agent and not is_handled_elsewhere
    {%- endset -%}
    {{ return([
        ('tickets', 'first_responded_at', 'a reply at or before creation: no first response time',
            'has_reply_before_creation and is_inbound'),
        ('tickets', 'solved_at', 'solved before creation: no resolution time',
            'solved_at < created_at'),
        ('tickets', 'solved_at', 'solved at an unknown time: no resolution time, no backlog',
            'is_solved and solved_at is null'),
        ('tickets', 'updated_at', 'an older version is in force: the newer one is broken', 'is_stale'),
        ('tickets', 'status', 'contradicts the last event, which counts', 'is_contradicted'),
        ('ticket_events', 'sequence', 'earlier than what its sequence puts before it',
            'occurred_at < latest_at'),
        ('ticket_events', 'sequence', 'at the time of another change, without a sequence: ordered by id',
            'is_in_doubt'),
        ('calls', 'answered_at', 'answered before it was queued',
            seconds_between('queued_at', 'answered_at') ~ ' < -' ~ seconds),
        ('calls', 'ended_at', 'ended before it was answered',
            seconds_between('answered_at', 'ended_at') ~ ' < -' ~ seconds),
        ('calls', 'talk_seconds', 'talked for longer than the call lasted',
            'answered_at <= ended_at and ' ~ seconds_between('answered_at', 'ended_at') ~ ' + ' ~ seconds
            ~ ' < talk_seconds'),
        ('calls', 'wait_seconds', 'the given wait differs from the timestamps',
            'abs(wait_seconds - ' ~ seconds_between('queued_at', 'answered_at') ~ ') > ' ~ seconds),
        ('calls', 'talk_seconds', 'answered without a talk time: no handle time',
            is_answered ~ ' and talk_seconds is null and are_talks_told'
            ~ ' and (agent_id is not null or answered_at is not null)'),
        ('calls', 'talk_seconds', 'lasted, but with a talk time of 0: its handle time lacks the talk',
            is_answered ~ ' and talk_seconds = 0 and ' ~ seconds_between('answered_at', 'ended_at')
            ~ ' - coalesce(hold_seconds, 0) > ' ~ seconds),
        ('calls', 'outcome', 'lost by its outcome, but answered: counted as lost',
            "outcome in ('abandoned', 'missed') and not is_callback_accepted"
            ~ ' and (talk_seconds > 0 or answered_at is not null)'),
        ('agents', 'agent_id', 'agents who act but are in no list of agents', 'not is_known'),
        ('agents', 'left_on', 'left before the first working day: in no turnover', 'left_on < hired_on'),
        ('surveys', 'responded_at', 'answered before its ticket or call: not counted', 'is_too_early'),
        ('surveys', 'responded_at', 'answered at an unknown time: it counts when it was sent, if known',
            'is_answered and responded_at is null'),
        ('surveys', 'scale_max', 'recommendation on another scale than 0 to 10: in no NPS',
            "survey_type = 'nps' and score is not null and (scale_min != 0 or scale_max != 10 or is_scale_reversed)"),
        ('orders', 'shipped_at', 'shipped at an unknown time: in no return rate',
            "order_status in ('shipped', 'delivered', 'returned') and shipped_at is null"
            ~ ' and are_shipments_told'),
        ('product_returns', 'received_at', 'came back before it was shipped: not in the return rate',
            'is_defective and is_before_shipping'),
        ('product_returns', 'order_id', 'no shipment of its order and product is known: not in the return rate',
            'is_defective and shipped_product_key is null and are_shipments_told'),
        ('agent_shifts', 'ended_at', 'ended before it started: in no hours', 'ended_at < started_at'),
        ('customers', 'active_to', 'left before the first day: never counted as active', 'active_to < active_from'),
    ]) }}
{%- endmacro %}
