{% macro latest_occurrence(raw_table) -%}
    {#- When the newest thing that a row tells of happened. Plans and books, such as orders and costs,
        reach into the future and are not among these. -#}
    {{- {
        'tickets': 'greatest(created_at, first_responded_at, solved_at, closed_at)',
        'ticket_events': 'occurred_at',
        'calls': 'greatest(started_at, ended_at)',
        'surveys': 'greatest(sent_at, responded_at)',
        'help_center_events': 'occurred_at',
    }[raw_table] -}}
{%- endmacro %}
