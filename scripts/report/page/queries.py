"""The questions that the page asks the marts, in plain SQL."""

DAYS_OF_BACKLOG = 180
DAYS_BEFORE_FORECAST = 42
MOST_OPEN_TICKETS = 20
# Of one slice, in the filter; and the values of all of them that one page can carry.
MOST_SEGMENTS = 50
MOST_POINTS = 20_000

# KPIs beyond the articles that the page shows, so that its filter reaches them.
SHOWN = (
    "service_level",
    "abandonment_rate",
    "queue_wait_time",
    "handle_time",
    "ces",
    "low_score_rate",
    "survey_response_rate",
    "cost_per_resolution",
    "cost_per_human_ticket",
    "contact_volume",
)
# What a front shows where focus KPIs have no source: calls only, surveys only, tickets only.
INSTEAD = (
    "first_response_time",
    "resolution_time",
    "service_level",
    "abandonment_rate",
    "queue_wait_time",
    "handle_time",
    "csat",
    "nps",
    "survey_response_rate",
    "ticket_volume",
    "backlog_open",
    "resolution_rate",
    "contact_volume",
    "support_page_views",
)

QUERIES = {
    "focus": """
        select
            focus.*, kpis.abbreviation, kpis.unit, kpis.display_unit,
            kpis.direction,
            points.ci_low, points.ci_high, points.sample_size, points.is_provisional,
            points.is_signal, points.judged_over_periods
        from marts.kpi_focus as focus
        inner join marts.dim_kpis as kpis on focus.kpi_id = kpis.kpi_id
        left join marts.kpi_values as points
            on
                focus.kpi_id = points.kpi_id and focus.statistic = points.statistic
                and focus.period_grain = points.period_grain
                and focus.period_start = points.period_start
                and points.slice_name = 'overall'
        order by focus.focus_rank, focus.period_grain
    """,
    "settings": "select * from marts.reporting_settings",
    "scorecard": """
        select scorecard.*, kpis.abbreviation, kpis.article_code, kpis.source_tables,
            kpis.rule_table, kpis.missing_input
        from marts.kpi_scorecard as scorecard
        inner join marts.dim_kpis as kpis on scorecard.kpi_id = kpis.kpi_id
        order by scorecard.family, kpis.article_code nulls last, scorecard.kpi_id
    """,
    # Who says what is on target: rows of the set that rated the numbers, by month.
    "targets": """
        select targets.kpi_id, targets.slice_name, targets.slice_value, targets.origin
        from marts.kpi_targets as targets
        inner join marts.reporting_settings as settings
            on coalesce(targets.target_set, settings.target_set) = settings.target_set
        where targets.period_grain = 'month' and targets.origin is not null
        order by targets.kpi_id, targets.slice_name nulls first, targets.slice_value
    """,
    "balance": """
        select balance.*, teams.team_name
        from marts.kpi_balance as balance
        left join marts.dim_teams as teams
            on balance.slice_name = 'team' and balance.slice_value = teams.team_id
        where balance.slice_name = 'overall' or balance.period_start = (
            select max(period_start) from marts.kpi_focus where period_grain = 'month'
        )
        order by balance.slice_name != 'overall', balance.slice_name, balance.slice_value,
            balance.period_start
    """,
    # Parts of the gap by one cut at a time: they add up, so small ones are kept. A median has no
    # parts; its mean has.
    "drilldown": """
        with focus as (
            select kpi_id, statistic, period_start
            from marts.kpi_focus
            where period_grain = 'month'
            union
            select kpi_id, statistic, period_start
            from marts.kpi_scorecard
            where period_grain = 'month' and list_contains($instead, kpi_id)
        )

        select
            drill.*, kpis.unit, kpis.display_unit, kpis.direction,
            case drill.slice_name
                when 'team' then teams.team_name when 'topic' then topics.topic_name
            end as slice_label
        from marts.kpi_drilldown as drill
        inner join focus
            on drill.kpi_id = focus.kpi_id
            and drill.statistic
            = case when focus.statistic in ('median', 'p90') then 'mean' else focus.statistic end
            and focus.period_start = drill.period_start
        inner join marts.dim_kpis as kpis on drill.kpi_id = kpis.kpi_id
        left join marts.dim_teams as teams on drill.slice_value = teams.team_id
        left join marts.dim_topics as topics on drill.slice_value = topics.topic_id
        where
            drill.slice_name in ('channel', 'team', 'topic') and drill.is_partition
            and drill.deviation is not null and drill.contribution is not null
        order by drill.kpi_id, drill.slice_name, drill.slice_value
    """,
    # What the filter and the dialogs show.
    # A desk with hundreds of teams filters by its largest.
    "explore": """
        with points as (
            select points.*, kpis.unit, kpis.display_unit
            from marts.kpi_values as points
            inner join marts.dim_kpis as kpis on points.kpi_id = kpis.kpi_id
            where
                points.period_grain = 'month'
                and (
                    points.slice_name in ('overall', 'channel', 'team', 'topic', 'priority')
                    or points.slice_name = 'agent' and points.slice_value = $agent
                )
                and (
                    kpis.origin = 'article' or list_contains($shown, points.kpi_id)
                    or points.kpi_id in (select kpi_id from marts.kpi_focus)
                    or points.kpi_id in (select kpi_id from marts.intervention_effects)
                )
        ),

        sizes as (
            select
                slice_name, slice_value, count(*) as point_count,
                row_number() over (
                    partition by slice_name order by sum(sample_size) desc, slice_value
                ) as size_rank,
                count(*) over (partition by slice_name) as value_count
            from points
            group by slice_name, slice_value
        ),

        summed as (
            select *, sum(point_count) over (
                order by slice_name not in ('overall', 'agent'), size_rank, slice_name
            ) as points_so_far
            from sizes
        )

        select
            points.kpi_id, points.statistic, points.period_start, points.slice_name,
            points.slice_value, points.value, points.ci_low, points.ci_high, points.sample_size,
            points.target_low, points.target_high, points.target_status, points.target_side,
            points.value_status, points.change, points.is_signal, points.is_provisional,
            points.unit, points.display_unit, summed.value_count,
            case points.slice_name
                when 'team' then teams.team_name when 'topic' then topics.topic_name
            end as slice_label
        from points
        inner join summed
            on points.slice_name = summed.slice_name and points.slice_value = summed.slice_value
        left join marts.dim_teams as teams on points.slice_value = teams.team_id
        left join marts.dim_topics as topics on points.slice_value = topics.topic_id
        where
            summed.slice_name in ('overall', 'agent')
            or summed.size_rank <= $most_segments and summed.points_so_far <= $most_points
        order by
            points.kpi_id, points.statistic, points.slice_name != 'overall', points.slice_name,
            points.slice_value, points.period_start
    """,
    "staffing": """
        select iso_weekday, hour_of_day, sum(agents_needed) as agents_needed
        from marts.staffing
        where media = 'voice'
        group by iso_weekday, hour_of_day
        having count(*) = count(agents_needed)
        order by iso_weekday, hour_of_day
    """,
    # Targets that still run on open tickets: overdue ones first, then those due soonest.
    "open_targets": """
        select ticket_id, min(due_at) as due_at, arg_min(metric, due_at) as metric, is_breached
        from (
            select targets.*
            from marts.fct_sla_targets as targets
            inner join marts.fct_tickets as tickets on targets.ticket_id = tickets.ticket_id
            where
                targets.fulfilled_at is null and targets.due_at is not null
                and tickets.is_in_scope and not tickets.is_solved
        )
        group by ticket_id, is_breached
        qualify row_number() over (partition by ticket_id order by is_breached desc) = 1
        order by due_at, ticket_id
        limit $open_tickets
    """,
    "unanswered": """
        select ticket_id, created_at, channel, team_id
        from marts.fct_tickets
        where is_in_scope and is_inbound and not is_solved and agent_reply_count = 0
        order by created_at, ticket_id
        limit $open_tickets
    """,
    "backlog_age": """
        select * from marts.backlog_by_age where slice_name = 'overall' order by bucket_order
    """,
    "backlog_daily": """
        select backlog_date, open_tickets, overdue_tickets
        from marts.backlog_daily
        where slice_name = 'overall'
        qualify row_number() over (order by backlog_date desc) <= $backlog_days
        order by backlog_date
    """,
    "peak_hours": """
        select iso_weekday, hour_of_day, arrivals_per_hour, mean_wait_seconds, agents_on_shift,
            days_observed
        from marts.peak_hours
        where slice_name = 'overall'
        order by iso_weekday, hour_of_day
    """,
    "forecast": """
        select * from marts.ticket_volume_forecast
        where slice_name = 'overall' order by contact_kind desc, forecast_date
    """,
    "totals": """
        select * from marts.forecast_totals
        where slice_name = 'overall' and expected_contacts is not null
        order by contact_kind desc, window_days
    """,
    "history": """
        select period_start, value
        from marts.kpi_values
        where kpi_id = 'ticket_volume' and period_grain = 'day' and slice_name = 'overall'
            and not is_provisional
        qualify row_number() over (order by period_start desc) <= $history_days
        order by period_start
    """,
    "accuracy": """
        select * from marts.forecast_accuracy
        where slice_name = 'overall' and is_chosen order by contact_kind desc
    """,
    "agents": """
        select
            agent_id, month_start_date, solved_tickets, contacts_per_worked_day, is_compared,
            not_compared_reason, score, score_low, score_high
        from marts.agent_scorecard
        where month_start_date = (
            select max(month_start_date) from marts.agent_scorecard where not is_provisional
        ) and ($agent = '' or agent_id = $agent)
        order by agent_id
    """,
    "agent_effects": """
        select
            agent_id, month_start_date, kpi_id, outcome,
            case unit
                when 'points' then effect / 100
                when 'percent' then 60 * effect_minutes
                else effect
            end as change
        from marts.agent_scorecard_kpis
        where outcome in ('better_than_expected', 'worse_than_expected')
        order by agent_id, kpi_id
    """,
    "interventions": """
        select * from marts.intervention_effects order by started_on desc, intervention_id
    """,
    "sla": """
        select metric, priority, known_targets, met_targets, breached_targets, at_risk_targets,
            compliance_rate
        from marts.sla_performance
        where month_start_date = (
            select max(period_start) from marts.kpi_focus where period_grain = 'month'
        ) and metric is not null and priority is not null
        order by metric, priority
    """,
    "costs": """
        select * from marts.cost_summary
        where month = (
            select max(month) from marts.cost_summary
            where month < (
                select max(period_start) from marts.kpi_values where period_grain = 'month'
            )
        )
        order by total_cost desc nulls last, channel
    """,
    "trust": """
        select * from marts.data_trust order by finding, affected_rows desc, subject, detail
    """,
    # The local day and month of as_of are the newest ones that are published, finished or not.
    "today": """
        select max(period_start) as today from marts.kpi_values where period_grain = 'day'
    """,
    "dates": """
        select date_day, iso_weekday, week_start_date from marts.dim_dates
    """,
    # The log keeps the changes of every release; a release's folder begins with its run id.
    "restatements": """
        select * from marts.kpi_restatements
        where starts_with($release, run_id)
        order by kpi_id, period_grain, period_start, slice_name, slice_value, statistic
    """,
}
PARAMETERS = {
    "shown": list(SHOWN),
    "instead": list(INSTEAD),
    "backlog_days": DAYS_OF_BACKLOG,
    "history_days": DAYS_BEFORE_FORECAST,
    "open_tickets": MOST_OPEN_TICKETS,
    "most_segments": MOST_SEGMENTS,
    "most_points": MOST_POINTS,
    # Of all agents nobody is offered in the filter; on a page of one agent, that one is.
    "agent": "",
}
