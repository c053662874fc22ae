{{ config(materialized='table') }}

with final as (
    {{ unmapped_values_of(
        'stg_helpdesk__tickets', 'raw_status', 'ticket_status_groups', 'raw_status'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__ticket_events', 'old_value', 'ticket_status_groups', 'raw_status',
        "staged.event_type = 'status_change'"
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__ticket_events', 'new_value', 'ticket_status_groups', 'raw_status',
        "staged.event_type = 'status_change'"
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__tickets', 'raw_channel', 'channel_groups', 'raw_channel'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_surveys__surveys', 'raw_channel', 'channel_groups', 'raw_channel'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_finance__costs', 'raw_channel', 'channel_groups', 'raw_channel'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__tickets', 'raw_priority', 'priority_groups', 'raw_priority'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__sla_policies', 'raw_priority', 'priority_groups', 'raw_priority'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_helpdesk__sla_policies', 'raw_metric', 'sla_metric_groups', 'raw_metric'
    ) | indent(4) }}
    union all
    {{ unmapped_values_of(
        'stg_telephony__calls', 'raw_outcome', 'call_outcome_groups', 'raw_outcome'
    ) | indent(4) }}
)

select * from final
