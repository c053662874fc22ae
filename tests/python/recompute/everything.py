"""All recomputed KPIs in one frame."""

from datetime import timedelta

import polars as pl

from tests.python.recompute import (
    agent_score,
    agents,
    backlog,
    business,
    calls,
    contacts,
    fcr,
    first_replies,
    outcomes,
    replies,
    requests,
    sla,
    statuses,
    surveys,
    teams,
    ticket_kpis,
    tickets,
)
from tests.python.recompute.clock import BusinessClock
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import publish

# Opening hours are laid out this far around the data, for clocks that run on beyond it.
MARGIN = timedelta(days=60)


def recompute(staging: Staging) -> pl.DataFrame:
    """Every KPI by month and week, overall, by channel and by team, as kpi_values holds them."""
    days = (
        (staging["tickets"]["created_at"].min() - MARGIN).date(),
        (staging.as_of + MARGIN).date(),
    )
    clock = BusinessClock(staging["business_hours"], staging["holidays"], days)
    changes = statuses.status_changes(staging)
    solve_times = statuses.solves(staging, changes)
    messages = replies.public_replies(staging)
    waits = replies.waits(staging, messages, changes, solve_times)
    scoped = tickets.add_durations(
        tickets.scoped_tickets(staging, solve_times),
        first_replies.first_replies(staging, messages, changes),
        clock,
    )
    sessions = calls.scoped_calls(staging)
    answers = surveys.counted_responses(staging, scoped, sessions)
    targets = sla.sla_targets(staging, scoped, waits, changes, clock)
    overdue = targets.filter(pl.col("metric") == "resolution").select(
        "ticket_id", overdue_at="breached_at"
    )
    stream = contacts.contacts(staging, scoped, sessions)
    pairs = contacts.issue_pairs(stream, staging)
    first = fcr.first_contacts(staging, stream, pairs, waits, changes, scoped)
    sla_kpis = sla.sla_kpis(targets, scoped)
    of_tickets = [
        *ticket_kpis.speed_kpis(scoped, staging),
        *ticket_kpis.reply_kpis(scoped, waits, clock),
        *ticket_kpis.workload_kpis(scoped, staging),
        *ticket_kpis.resolution_kpis(scoped, changes, staging),
        *outcomes.outcome_kpis(staging, scoped, changes, messages),
        *outcomes.learning_kpis(staging, scoped),
        *replies.turn_kpis(staging, scoped, messages),
        *outcomes.automation_kpis(staging, scoped, changes, stream, pairs),
        *contacts.contact_kpis(stream, pairs, staging),
        *fcr.fcr_kpis(first),
        *requests.missed_kpis(staging, scoped, changes, messages, stream, clock),
        *(kpi for kpi in sla_kpis if kpi.anchor == "created_at"),
    ]
    kpis = [
        *teams.at_measured(of_tickets, staging),
        *calls.call_kpis(sessions, staging),
        *surveys.satisfaction_kpis(answers, staging),
        *surveys.promoter_kpis(answers, staging),
        *surveys.follow_up_kpis(answers, staging, messages, sessions),
        *surveys.servqual_kpis(staging, scoped, sessions),
        surveys.response_rate(staging, scoped, sessions),
        *(kpi for kpi in sla_kpis if kpi.anchor != "created_at"),
        *backlog.backlog_kpis(staging, scoped, changes, overdue),
        *agents.load_kpis(staging, scoped, changes, messages, sessions),
        *business.retention_kpis(staging),
        *business.contact_rate(staging, stream),
        business.repurchase_rate(staging, scoped),
        business.page_views(staging),
        *business.deflection_kpis(staging, stream),
        *business.return_kpis(staging),
        *business.cost_kpis(staging, scoped, stream),
    ]
    score = agent_score.score_kpis(staging, scoped, messages, answers, first, sessions)
    return pl.concat([score, *(publish(kpi, staging.periods) for kpi in kpis)], how="diagonal")
