"""What a reader wants of each mart: which rows, in which order, under which title."""

from dataclasses import dataclass

# A person scrolls no further; the files have every row.
MOST_ROWS = 20_000
NEWEST_MONTHS = """
    period_grain = 'month'
    and (
        (slice_name = 'overall' and period_start >= {newest} - interval 12 month)
        or (
            slice_name in ('channel', 'team') and period_start >= {newest} - interval 5 month
            and value is not null and statistic = headline_statistic
        )
    )
""".replace("{newest}", "(select max(period_start) from {table} where period_grain = 'month')")


@dataclass(frozen=True)
class Plan:
    """What a reader wants of one mart."""

    title: str
    where: str = "true"
    omitted_endings: tuple[str, ...] = ()
    note: str = ""
    order: str = ""


PLANS = {
    "kpi_focus": Plan("Focus by month", "period_grain = 'month'", order="focus_rank"),
    "kpi_scorecard": Plan("Scorecard"),
    "kpi_values": Plan(
        "Values by month",
        NEWEST_MONTHS,
        ("period_grain", "period_end", "definition_version"),
        "Overall: 13 months, every statistic. By channel and team: six months, the headline one.",
    ),
    "kpi_months": Plan("Months side by side", order="slice_name, slice_label, month_start_date"),
    "kpi_trends": Plan(
        "Trends",
        "period_grain = 'month' and shown.value is not null",
        ("period_grain",),
        "The newest finished month.",
    ),
    "kpi_signals": Plan(
        "Signals",
        "period_grain = 'month' and signal_kind != 'none' and period_start >="
        " (select max(period_start) from {table}) - interval 12 month",
        ("period_grain",),
        "Unusual months of the newest thirteen.",
    ),
    "kpi_drilldown": Plan("Drill-down"),
    "intervention_effects": Plan("Interventions"),
    "score_drivers": Plan(
        "Score drivers",
        "period_grain = 'month' and period_start >="
        " (select max(period_start) from {table}) - interval 2 month",
        ("period_grain",),
        "The newest three months.",
    ),
    "qa_by_category": Plan(
        "Quality reviews",
        "slice_name = 'overall' and period_grain = 'month'",
        ("slice_name", "slice_value", "period_grain"),
        "By month, all teams together.",
    ),
    "kpi_balance": Plan("Speed and quality"),
    "agent_scorecard": Plan("Agents"),
    "agent_scorecard_kpis": Plan("Agents by KPI", "agent_effect = 'found'"),
    "sla_performance": Plan("SLA"),
    "backlog_by_age": Plan("Backlog by age"),
    "backlog_daily": Plan("Backlog by day", "slice_name = 'overall'", (), "All tickets together."),
    "response_time_distribution": Plan("Response times"),
    "peak_hours": Plan("Peak hours"),
    "staffing": Plan(
        "Staffing", "missing_reason is distinct from 'no_calls'", (), "Hours that bring calls."
    ),
    "ticket_volume_forecast": Plan("Forecast"),
    "forecast_totals": Plan("Forecast totals"),
    "forecast_accuracy": Plan("Forecast accuracy"),
    "topic_pareto": Plan("Topics"),
    "customer_contacts": Plan("Contacts per customer"),
    "cost_summary": Plan("Costs"),
    "kpi_restatements": Plan(
        "Restatements",
        "not was_provisional and period_grain in ('month', 'quarter')"
        " and run_id = (select max(run_id) from {table} where not was_provisional)",
        (),
        "The newest release that restated something: months and quarters that were final.",
    ),
    "data_trust": Plan("Data quality"),
}
# What is read beside a first sheet of a mart.
MORE = {"kpi_focus": Plan("Focus by week", "period_grain = 'week'", order="focus_rank")}
# Read by the command `explain` and by the sheet of definitions.
WITHOUT_SHEET = {"dim_kpis", "kpi_explanations"}
