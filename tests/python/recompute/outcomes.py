"""What became of tickets after a while: unresolved, reopened, settled at once, automated."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.agent_cases import owners_at_solves
from tests.python.recompute.fcr import bot_only
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, count, ratio
from tests.python.recompute.statuses import SOLVED, begun_solved, status_at
from tests.python.recompute.variables import is_word


def outcome_kpis(
    staging: Staging, tickets: pl.DataFrame, changes: pl.DataFrame, replies: pl.DataFrame
) -> list[Kpi]:
    """Rates over tickets whose time is over."""
    days = {
        name: timedelta(days=getattr(staging.variables, name))
        for name in (
            "unresolved_after_days",
            "reopen_window_days",
            "complaint_days",
            "complaint_reopen_days",
        )
    }
    counted = pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate")
    received = tickets.filter(counted)
    aged = received.with_columns(at=pl.col("created_at") + days["unresolved_after_days"])
    aged = status_at(aged.filter(pl.col("at") <= staging.as_of), changes, tickets)
    since_ever = pl.col("ticket_id").is_in(begun_solved(changes)["ticket_id"].to_list())
    stands = (
        pl.when(pl.col("status").is_null())
        .then(since_ever | (pl.col("last_solved_at") <= pl.col("at")).fill_null(False))
        .otherwise(pl.col("status").is_in(SOLVED))
    )
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
    written = replies.filter(pl.col("occurred_at") > pl.col("created_at"))
    answers = written.group_by("ticket_id").agg(answers=pl.len())
    reopened = changes.filter("is_reopen").select("ticket_id", reopened=pl.lit(True)).unique()
    touched = handled.join(answers, on="ticket_id", how="left").join(
        reopened, on="ticket_id", how="left"
    )
    once = (pl.col("answers") == 1).fill_null(False) & pl.col("reopened").is_null()
    solved = tickets.filter(
        pl.col("is_in_scope")
        & (pl.col("first_solved_at") + days["reopen_window_days"] <= staging.as_of)
    )
    complaints = received.filter(is_word("ticket_type", staging.variables.complaint_ticket_types))
    patience = days["complaint_days"] + days["complaint_reopen_days"]
    in_time = pl.col("first_solved_at") <= pl.col("created_at") + days["complaint_days"]
    settled = in_time.fill_null(False) & ~_reopened_within(days["complaint_reopen_days"])
    was_solved = pl.col("is_solved") | pl.col("first_reopened_at").is_not_null()
    is_unknown = was_solved & pl.col("first_solved_at").is_null()
    mature = complaints.filter(~is_unknown & (pl.col("created_at") + patience <= staging.as_of))
    return [
        ratio("unresolved_rate", aged, "created_at", ~stands),
        ratio("one_touch_rate", touched, "last_solved_at", once),
        ratio(
            "reopen_rate",
            solved,
            "first_solved_at",
            _reopened_within(days["reopen_window_days"]),
        ),
        count("complaint_count", complaints, "created_at"),
        ratio("complaint_resolution_rate", mature, "created_at", settled),
    ]


def _reopened_within(window: timedelta) -> pl.Expr:
    return (pl.col("first_reopened_at") <= pl.col("first_solved_at") + window).fill_null(False)


def automation_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    stream: pl.DataFrame,
    pairs: pl.DataFrame,
) -> list[Kpi]:
    """Share of closed requests that no person touched and that stayed settled."""
    quiet = timedelta(hours=staging.variables.automation_return_hours)
    closed = tickets.filter(
        pl.col("is_in_scope")
        & pl.col("is_inbound")
        & ~pl.col("is_duplicate")
        & (pl.col("last_solved_at") + quiet <= staging.as_of)
    )
    by_bot = bot_only(staging, tickets, changes)
    with_people = stream.join(by_bot, on="ticket_id", how="anti", nulls_equal=False)
    came_back = (
        pairs.join(tickets.select("ticket_id", "last_solved_at"), on="ticket_id")
        # Also who writes to people while the bot is still at it.
        .filter(pl.col("next_at") <= pl.col("last_solved_at") + quiet)
        .join(with_people.select(next_id="contact_id"), on="next_id", how="semi")
    )
    automated = by_bot.join(came_back, on="ticket_id", how="anti")["ticket_id"].to_list()
    helped = pl.col("ticket_id").is_in(automated)
    took_part, touched = _machines(staging, closed, changes)
    involved = closed.join(took_part, on="ticket_id", how="semi")
    is_touched = pl.col("ticket_id").is_in(touched["ticket_id"].to_list())
    is_involved = pl.col("ticket_id").is_in(took_part["ticket_id"].to_list())
    return [
        ratio("automation_rate", closed, "last_solved_at", helped),
        ratio("automation_involvement_rate", closed, "last_solved_at", is_involved),
        ratio("automation_resolution_rate", involved, "last_solved_at", helped),
        ratio("automation_touch_rate", closed, "last_solved_at", is_touched),
        _bot_handovers(staging, tickets, quiet),
    ]


def _machines(
    staging: Staging, closed: pl.DataFrame, changes: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tickets in which a bot took part until the solve, and those on which any machine did much."""
    bots = staging["agents"].filter("is_bot")["agent_id"].unique().to_list()
    is_bot = ((pl.col("actor_type") == "bot") | pl.col("actor_id").is_in(bots)).fill_null(False)
    is_machine = is_bot | (pl.col("actor_type") == "system").fill_null(False)
    solves = changes.filter("is_solve").select("ticket_id", "event_sequence", is_solve=pl.lit(True))
    acts = (pl.col("event_type") != "status_change") | pl.col("is_solve").fill_null(False)
    until = (
        staging["ticket_events"]
        .filter(pl.col("event_type") != "created")
        .join(closed.select("ticket_id", "last_solved_at"), on="ticket_id")
        .join(solves, on=["ticket_id", "event_sequence"], how="left")
        .filter(pl.col("occurred_at") <= pl.col("last_solved_at"))
    )
    took_part = until.filter(is_bot | (pl.col("event_type") == "bot_handoff"))
    touched = until.filter((is_machine & acts) | pl.col("event_type").is_in(["auto_reply"]))
    return took_part.select("ticket_id").unique(), touched.select("ticket_id").unique()


def _bot_handovers(staging: Staging, tickets: pl.DataFrame, quiet: timedelta) -> Kpi:
    """Of tickets with a bot, those that a person had to answer, or that the bot handed over."""
    bots = staging["agents"].filter("is_bot")["agent_id"].unique().to_list()
    is_bot = (pl.col("actor_type") == "bot") | pl.col("actor_id").is_in(bots)
    is_answer = (
        (pl.col("event_type") == "public_message")
        & (pl.col("actor_type") == "agent")
        & pl.col("is_public").fill_null(True)
        & ~pl.col("is_automated").fill_null(False)
        & ~is_bot.fill_null(False)
    )
    is_handoff = pl.col("event_type") == "bot_handoff"
    acted = pl.col("occurred_at").filter(is_bot.fill_null(False)).min()
    events = (
        staging["ticket_events"]
        .filter(pl.col("event_type") != "created")
        .join(tickets.select("ticket_id", "last_solved_at"), on="ticket_id")
        .filter((pl.col("occurred_at") <= pl.col("last_solved_at")).fill_null(True))
        .group_by("ticket_id")
        .agg(
            is_handed=is_handoff.any()
            | (pl.col("occurred_at").filter(is_answer).max() > acted).fill_null(False),
            has_bot=(is_bot.fill_null(False) | is_handoff).any(),
        )
    )
    received = tickets.filter(
        pl.col("is_in_scope")
        & pl.col("is_inbound")
        & ~pl.col("is_duplicate")
        & (pl.col("created_at") + quiet <= staging.as_of)
    ).join(events.filter("has_bot"), on="ticket_id")
    return ratio("bot_handover_rate", received, "created_at", pl.col("is_handed"))


def learning_kpis(staging: Staging, tickets: pl.DataFrame) -> list[Kpi]:
    """Solved tickets that taught their solver a topic, or the desk something."""
    history = timedelta(days=staging.variables.learning_history_days)
    bots = staging["agents"].filter("is_bot").select("agent_id").unique()
    articles = staging["kb_articles"]["source_ticket_id"].drop_nulls().unique().to_list()
    solved = (
        tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
        .join(owners_at_solves(staging, tickets), on="ticket_id")
        .filter(pl.col("agent_id").is_not_null())
        .join(bots, on="agent_id", how="anti")
        .sort("last_solved_at", "ticket_id")
        .with_columns(
            is_novel=pl.col("topic_id").is_not_null()
            & (pl.int_range(pl.len()).over("agent_id", "topic_id") == 0)
        )
    )
    # At the beginning of the data every topic looks new.
    begins = staging["tickets"]["created_at"].min() + history
    known = solved.filter(pl.col("last_solved_at") >= begins)
    adds = (
        pl.col("knowledge_added").fill_null(False)
        | pl.col("ticket_id").is_in(articles)
        | pl.col("is_novel")
    )
    from_ticket = pl.col("ticket_id").is_in(articles)
    linked = (
        staging["ticket_events"]
        .filter(pl.col("article_id").is_not_null() | (pl.col("event_type") == "knowledge_link"))[
            "ticket_id"
        ]
        .unique()
        .to_list()
    )
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
    marked = solved.filter(pl.col("knowledge_added").is_not_null())
    return [
        ratio("knowledge_added_rate", marked, "last_solved_at", pl.col("knowledge_added")),
        ratio("article_from_ticket_rate", solved, "last_solved_at", from_ticket),
        ratio(
            "link_rate", handled, "last_solved_at", from_ticket | pl.col("ticket_id").is_in(linked)
        ),
        ratio("novel_topic_rate", known, "last_solved_at", pl.col("is_novel")),
        ratio("learning_rate", known, "last_solved_at", adds),
    ]
