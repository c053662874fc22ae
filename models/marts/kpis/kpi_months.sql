{#- Column: KPI, statistic, what is shown of it, and the size of its unit. #}
{%- set measures = {
    'tickets_received': ('ticket_volume', 'count', 'value', 1),
    'backlog_tickets': ('backlog_open', 'stock', 'value', 1),
    'first_response_median_business_minutes':
        ('first_response_time_business', 'median', 'value', 60),
    'first_responses': ('first_response_time_business', 'median', 'sample_size', 1),
    'resolution_median_business_hours': ('resolution_time_business', 'median', 'value', 3600),
    'resolutions': ('resolution_time_business', 'median', 'sample_size', 1),
    'fcr_percent': ('fcr_rate', 'rate', 'value', 0.01),
    'fcr_contacts': ('fcr_rate', 'rate', 'sample_size', 1),
    'csat_percent': ('csat', 'rate', 'value', 0.01),
    'csat_answers': ('csat', 'rate', 'sample_size', 1),
    'nps_points': ('nps', 'score', 'value', 1),
    'nps_answers': ('nps', 'score', 'sample_size', 1),
    'sla_compliance_percent': ('sla_compliance_rate', 'rate', 'value', 0.01),
    'sla_targets': ('sla_compliance_rate', 'rate', 'sample_size', 1),
    'abandonment_percent': ('abandonment_rate', 'rate', 'value', 0.01),
    'calls_offered': ('abandonment_rate', 'rate', 'sample_size', 1),
} -%}

with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where
        period_grain = 'month'
        and slice_name in ('overall', 'channel', 'team')
        and (
            {%- for kpi_id, statistic, _, _ in measures.values() %}
            {% if not loop.first %}or {% endif -%}
            (kpi_id = '{{ kpi_id }}' and statistic = '{{ statistic }}')
            {%- endfor %}
        )
),

final as (
    select
        period_start as month_start_date,
        slice_name,
        slice_value,
        slice_label,
        {%- for name, (kpi_id, statistic, column, size) in measures.items() %}
        {%- set shown = "max(case when kpi_id = '" ~ kpi_id ~ "' then " ~ column ~ ' end)' %}
        {%- if size != 1 %}
        {{ published_number(shown ~ ' / ' ~ size) }} as {{ name }},
        {%- else %}
        {{ shown }} as {{ name }},
        {%- endif %}
        {%- endfor %}
        max(case when is_provisional then 1 else 0 end) = 1 as has_provisional,
        as_of
    from kpi_values
    group by period_start, slice_name, slice_value, slice_label, as_of
)

select * from final
