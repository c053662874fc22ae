{% macro held_tickets() -%}
    {#- Every agent is one holder, however few tickets: counted from the spans, which fold no value. -#}
    {%- set grains = recomputed_grains(['week', 'month', 'quarter']) -%}
    {%- set last_days -%}
        (
            select
                periods.period_grain,
                periods.period_start,
                least(periods.period_end, bounds.as_of_date) as last_date
            from {int_periods} as periods
            cross join {int_reporting_bounds} as bounds
            where periods.period_grain in ({{ "'" ~ grains | join("', '") ~ "'" }})
        )
    {%- endset -%}
    (
        select
            held.period_grain,
            held.period_start,
            versions.team_id,
            held.agent_id,
            held.open_tickets,
            1 as holding_agents
        from (
            select
                periods.period_grain,
                periods.period_start,
                periods.last_date,
                spans.slice_value as agent_id,
                count(*) as open_tickets
            from {{ last_days }} as periods
            inner join {int_backlog_attribute_spans} as spans
                on
                    periods.last_date >= {{ report_date('spans.entered_at') }}
                    and periods.last_date < coalesce({{ report_date('spans.left_at') }}, date '9999-12-31')
            where spans.slice_name = 'agent' and spans.slice_value is not null
            group by periods.period_grain, periods.period_start, periods.last_date, spans.slice_value
        ) as held
        left join {int_agents_current} as agents
            on held.agent_id = agents.agent_id
        left join {int_agent_versions} as versions
            on
                held.agent_id = versions.agent_id
                and {{ is_day_within_span('held.last_date', 'versions') | indent(16) }}
        where not coalesce(agents.is_bot, false) and not coalesce(agents.is_test, false)
    )
{%- endmacro %}
