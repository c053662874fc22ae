"""The questions that the page asks the marts, in plain SQL."""

MONTHS_OF_TREND = 14
DAYS_OF_BACKLOG = 180
DAYS_BEFORE_FORECAST = 42

QUERIES = {
    "focus": """
        select
            focus.* exclude (as_of), kpis.unit, kpis.display_unit, kpis.direction,
            points.ci_low, points.ci_high, points.sample_size, points.is_provisional,
            points.is_signal
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
    "trend": """
        select
            points.kpi_id, points.period_start, points.value, points.ci_low, points.ci_high,
            points.is_provisional, points.is_signal, points.value_status
        from marts.kpi_values as points
        inner join (
            select distinct kpi_id, statistic from marts.kpi_focus where period_grain = 'month'
        ) as focus on points.kpi_id = focus.kpi_id and points.statistic = focus.statistic
        where points.period_grain = 'month' and points.slice_name = 'overall'
        qualify row_number() over (
            partition by points.kpi_id order by points.period_start desc
        ) <= $months
        order by points.kpi_id, points.period_start
    """,
    "scorecard": """
        select scorecard.*, kpis.article_code, kpis.source_tables,
            kpis.rule_table, kpis.missing_input
        from marts.kpi_scorecard as scorecard
        inner join marts.dim_kpis as kpis on scorecard.kpi_id = kpis.kpi_id
        order by scorecard.family, kpis.article_code nulls last, scorecard.kpi_id
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
    "drilldown": """
        select
            drill.*, focus.focus_rank, kpis.unit, kpis.display_unit, kpis.direction,
            case drill.slice_name
                when 'team' then teams.team_name when 'topic' then topics.topic_name
            end as slice_label,
            case when kpis.direction = 'up' then -1 else 1 end
            * drill.contribution_against_overall as pull
        from marts.kpi_drilldown as drill
        inner join marts.kpi_focus as focus
            on drill.kpi_id = focus.kpi_id and drill.statistic = focus.statistic
            and focus.period_grain = 'month' and focus.period_start = drill.period_start
        inner join marts.dim_kpis as kpis on drill.kpi_id = kpis.kpi_id
        left join marts.dim_teams as teams on drill.slice_value = teams.team_id
        left join marts.dim_topics as topics on drill.slice_value = topics.topic_id
        where
            drill.slice_name in ('channel', 'team', 'topic') and drill.is_partition
            and drill.value_status = 'ok' and drill.overall_value is not null
            and (kpis.direction in ('up', 'down')) and pull > 0
        qualify row_number() over (
            partition by drill.kpi_id order by pull desc, drill.slice_name, drill.slice_value
        ) <= 4
        order by focus.focus_rank, pull desc, drill.slice_name, drill.slice_value
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
            agent_id, team_id, month_start_date, solved_tickets, is_ranked, not_ranked_reason,
            score, score_low, score_high, score_band, strongest_kpi_id, weakest_kpi_id
        from marts.agent_scorecard
        where month_start_date = (
            select max(month_start_date) from marts.agent_scorecard where not is_provisional
        )
        order by score_band nulls last, agent_id
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
        select date_day, iso_weekday, jalali_year, jalali_month, jalali_day, week_start_date
        from marts.dim_dates
    """,
    # The log keeps the changes of every release; a release's folder begins with its run id.
    "restatements": """
        select * from marts.kpi_restatements
        where starts_with($release, run_id)
        order by kpi_id, period_grain, period_start, slice_name, slice_value, statistic
    """,
}
PARAMETERS = {
    "months": MONTHS_OF_TREND,
    "backlog_days": DAYS_OF_BACKLOG,
    "history_days": DAYS_BEFORE_FORECAST,
}
