{# What help desks report of their tickets, as rows for `rows_from_columns`. #}
{% macro reported_metrics() -%}
    {%- set pairs = {
        'first_reply': ['first_response_seconds', 'reported_first_reply_seconds'],
        'first_reply_business': [
            'first_response_business_seconds', 'reported_first_reply_business_seconds',
        ],
        'resolution': ['resolution_seconds', 'reported_resolution_seconds'],
        'resolution_business': [
            'resolution_business_seconds', 'reported_resolution_business_seconds',
        ],
        'reopens': ['reopen_count', 'reported_reopens'],
        'replies': ['agent_reply_count', 'reported_replies'],
        'sla_met': ['sla_met', 'reported_sla_met'],
    } -%}
    {%- set rows = [] -%}
    {%- for metric, columns in pairs.items() -%}
        {%- do rows.append({
            'ticket_id': 'ticket_id',
            'metric': "'" ~ metric ~ "'",
            'our_value': 'cast(' ~ columns[0] ~ ' as ' ~ type_double() ~ ')',
            'reported_value': 'cast(' ~ columns[1] ~ ' as ' ~ type_double() ~ ')',
        }) -%}
    {%- endfor -%}
    {{ return(rows) }}
{%- endmacro %}

{# Whether a reported duration is a duration of ours, to the second or cut to whole minutes. #}
{% macro is_reported_as(reported, ours) -%}
    (
        abs({{ reported }} - ({{ ours }})) < 1
        or {{ reported }} - 60 * floor({{ reported }} / 60) = 0
        and {{ ours }} - {{ reported }} >= 0 and {{ ours }} - {{ reported }} < 60
    )
{%- endmacro %}

{# One branch of the causes of a difference; none where variable `reconciliation_causes` leaves it out. #}
{% macro cause_when(cause, condition) -%}
    {%- if cause in var('reconciliation_causes') -%}
        when {{ condition }} then '{{ cause }}'
    {%- endif -%}
{%- endmacro %}
