"""All recomputed KPIs in one frame."""

from datetime import timedelta

import polars as pl

from tests.python.recompute import (
    agent_score,
    agents,
    answers,
    assignments,
    backlog,
    business,
    call_shares,
    calls,
    contacts,
    costs,
    fcr,
    first_replies,
    flows,
    hand_overs,
    help_center,
    outcomes,
    replies,
    requests,
    reviews,
    schedules,
    sla,
    statuses,
    surveys,
    teams,
    ticket_kpis,
    tickets,
    waiting,
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
    responses = surveys.counted_responses(staging, scoped, sessions)
    targets = sla.sla_targets(staging, scoped, waits, changes, clock)
    overdue = targets.filter(pl.col("metric") == "resolution").select(
        "ticket_id", overdue_at="breached_at"
    )
    stream = contacts.contacts(staging, scoped, sessions)
    pairs = contacts.issue_pairs(stream, staging)
    first = fcr.first_contacts(staging, stream, pairs, waits, changes, scoped, sessions)
    of_tickets = [
        *ticket_kpis.speed_kpis(scoped, staging),
        *ticket_kpis.reply_kpis(scoped, waits, clock),
        *ticket_kpis.workload_kpis(scoped, staging),
        *ticket_kpis.resolution_kpis(scoped, changes, staging),
        *flows.flow_kpis(staging, scoped, changes),
        *hand_overs.hand_over_kpis(staging, scoped),
        *waiting.waiting_kpis(scoped, changes),
        waiting.unanswered_messages(staging, waits, changes, scoped),
        *waiting.survival_kpis(scoped, changes, staging),
        *assignments.response_after_assignment(staging, scoped),
        *outcomes.outcome_kpis(staging, scoped, changes, messages),
        *outcomes.learning_kpis(staging, scoped),
        *replies.turn_kpis(staging, scoped, messages),
        *outcomes.automation_kpis(staging, scoped, changes, stream, pairs),
        *contacts.contact_kpis(stream, pairs, staging),
        *fcr.fcr_kpis(first),
        *requests.missed_kpis(staging, scoped, changes, messages, stream, sessions, clock),
        *sla.sla_kpis(targets, scoped),
    ]
    gaps, perceptions = surveys.servqual_answers(staging, scoped, sessions)
    again = contacts.repeats(stream, pairs, staging).filter("is_repeat")
    kpis = [
        *teams.at_measured(of_tickets, staging),
        *flows.balances(staging, scoped),
        *calls.call_kpis(sessions, staging),
        *call_shares.call_share_kpis(sessions, staging),
        *surveys.satisfaction_kpis(responses, staging),
        *surveys.promoter_kpis(responses, staging),
        *surveys.follow_up_kpis(responses, staging, messages, sessions),
        *surveys.servqual_kpis(gaps),
        *answers.quality_kpis(gaps, perceptions),
        *answers.answer_kpis(responses, staging, scoped, sessions),
        surveys.response_rate(staging, scoped, sessions),
        *backlog.backlog_kpis(staging, scoped, changes, messages, overdue),
        *agents.load_kpis(staging, scoped, changes, messages, sessions),
        *schedules.schedule_kpis(
            staging, agents.handled_contacts(staging, scoped, changes, messages, sessions)
        ),
        schedules.chat_concurrency(staging, sessions),
        *schedules.turnover(staging),
        *reviews.review_kpis(staging, scoped, sessions),
        reviews.coverage(
            staging,
            scoped,
            sessions,
            agents.served_contacts(staging, scoped, changes, messages, sessions),
        ),
        *business.retention_kpis(staging),
        *business.active_customer_kpis(staging, stream, scoped),
        business.repurchase_rate(staging, scoped),
        *business.repurchase_without_contact(staging, stream),
        *help_center.help_center_kpis(staging, stream, scoped),
        *business.return_kpis(staging),
        *costs.cost_kpis(
            staging,
            scoped,
            stream,
            again,
            fcr.bot_only(staging, scoped, changes),
            calls.handled_calls(sessions),
        ),
    ]
    score = agent_score.score_kpis(staging, scoped, messages, responses, first, sessions)
    return pl.concat([score, *(publish(kpi, staging.periods) for kpi in kpis)], how="diagonal")
