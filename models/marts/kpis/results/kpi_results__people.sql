{{ config(materialized=part_materialization()) }}
{%- set year_ends = 'least(periods.period_end, bounds.as_of_date)' -%}
{%- set year_begins = date_add_days(year_ends, -364) -%}
{%- set from_day = 'greatest(' ~ year_begins ~ ', agents.hired_on, ' ~ report_date('versions.valid_from') ~ ')' -%}
{%- set until_day = 'least(' ~ year_ends ~ ', agents.left_on, ' ~ date_add_days(report_date('versions.valid_to'), -1) ~ ')' -%}
{#- Of a year that ends with the month: days of employment, in the team of the time, as shares of it. -#}
{%- set employment -%}
    (
        select
            spans.*,
            spans.employed_days / cast(365 as {{ type_double() }}) as average_agents,
            case when spans.left_on between spans.employed_from and spans.employed_until then 1 else 0 end
                as leavers
        from (
            select
                periods.period_grain, periods.period_start, agents.agent_id, agents.left_on,
                versions.team_id,
                {{ days_between(from_day, until_day) }} + 1 as employed_days,
                {{ from_day }} as employed_from,
                {{ until_day }} as employed_until
            from {int_periods} as periods
            cross join {int_reporting_bounds} as bounds
            cross join {int_agents_current} as agents
            inner join {int_agent_versions} as versions on agents.agent_id = versions.agent_id
            where
                periods.period_grain in ('{{ recomputed_grains(["month"]) | join("', '") }}')
                and {{ year_begins }} >= bounds.first_date
                and not coalesce(agents.is_bot, false) and not coalesce(agents.is_test, false)
        ) as spans
        where spans.employed_days > 0
    )
{%- endset -%}
{%- do register_kpis(
    {'agent_score': kpi_agent_score()}, {'agent': 'agent_id'}, rows='{int_agent_score_components}',
    period='month_start_date = $start', part='components', include_overall=false
) %}
-- How busy people are is told by team: alone, nobody decides how many calls come in. Scores exist by
-- month only; teams and the whole are the mean of their agents by solved tickets.
{{ kpi_results([
    kpi_components(
        'fct_agent_days', 'activity_date', slices={'team': 'team_id', 'agent': 'agent_id'}, kpis={
            'agent_load': kpi_agent_load(),
            'assigned_load': kpi_assigned_load(),
        }
    ),
    kpi_components(
        'fct_agent_days', 'activity_date', slices={'team': 'team_id'}, kpis={
            'occupancy': kpi_occupancy(),
            'utilisation': kpi_utilisation(),
            'schedule_adherence': kpi_schedule_adherence(),
            'schedule_conformance': kpi_schedule_conformance(),
            'shrinkage': kpi_shrinkage(),
            'shrinkage_planned': kpi_shrinkage_planned(),
            'agent_absence_rate': kpi_agent_absence_rate(),
            'contacts_per_hour': kpi_contacts_per_hour(),
            'contacts_per_paid_hour': kpi_contacts_per_paid_hour(),
            'chat_concurrency': kpi_chat_concurrency(),
            'qa_coverage': kpi_qa_coverage(),
        }
    ),
    kpi_components(
        'int_quality_reviews', 'reviewed_date',
        slices={'channel': 'channel', 'team': 'team_id', 'topic': 'topic_id'}, kpis={
            'qa_score': kpi_qa_score(),
            'qa_critical_error_accuracy': kpi_qa_critical_error_accuracy(),
        }
    ),
    kpi_components_of_periods(
        employment, slices={'team': 'team_id'}, kpis={
            'agent_turnover_rate': kpi_agent_turnover_rate(),
        }
    ),
    kpi_components_of_periods(
        "(select *, 'month' as period_grain, month_start_date as period_start from {int_agent_scores})",
        slices={'team': 'team_id', 'agent': 'agent_id'}, kpis={
            'agent_score': kpi_agent_score(),
        }
    ),
]) }}
