{{ config(materialized='table') }}

with final as (
    {{ unmapped_values_of(
        'stg_helpdesk__tickets', 'raw_status', 'ticket_status_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__ticket_events', 'old_value', 'ticket_status_groups',
        "staged.event_type = 'status_change'"
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__ticket_events', 'new_value', 'ticket_status_groups',
        "staged.event_type = 'status_change'"
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__tickets', 'raw_channel', 'channel_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_surveys__surveys', 'raw_channel', 'channel_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_finance__costs', 'raw_channel', 'channel_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__tickets', 'raw_priority', 'priority_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__sla_policies', 'raw_priority', 'priority_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__sla_policies', 'raw_metric', 'sla_metric_groups'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_telephony__calls', 'raw_outcome', 'call_outcome_groups'
    ) | indent(4) }}
)

select * from final
