"""Agreed targets: the clock of each, the target of the time, and the first instant beyond it."""

from datetime import datetime

import polars as pl

from tests.python.recompute.clock import BusinessClock
from tests.python.recompute.first_replies import ORDER
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, clustered, ratio
from tests.python.recompute.replies import public_replies
from tests.python.recompute.sla_clock import TARGET, UPDATES, WHOLE, first_breach, pieces_of
from tests.python.recompute.statuses import is_timed


def sla_targets(
    staging: Staging,
    tickets: pl.DataFrame,
    waits: pl.DataFrame,
    changes: pl.DataFrame,
    clock: BusinessClock,
) -> pl.DataFrame:
    """Every target with its breach, fulfilment and outcome; columns of the ticket for slices."""
    promises = pl.concat(
        [_promises(tickets, waits, changes, staging.as_of), _updates(staging, tickets, changes)]
    )
    pieces = pieces_of(promises, tickets, changes, staging)
    breaches = first_breach(pieces, clock)
    targets = promises.join(breaches, on=TARGET, how="left").join(
        tickets.select(
            "ticket_id", "channel", "team_id", "resolution_due_at", "sla_policy_id", "is_in_scope"
        ),
        on="ticket_id",
    )
    own = (pl.col("metric") == "resolution") & pl.col("resolution_due_at").is_not_null()
    missed_own = pl.col("resolution_due_at") < pl.col("watched_until")
    return targets.with_columns(
        breached_at=pl.when(own)
        .then(pl.when(missed_own).then("resolution_due_at"))
        .otherwise("breached_at"),
        has_target=own | pl.col("has_target").fill_null(False),
    ).with_columns(outcome_at=pl.coalesce("breached_at", "fulfilled_at"))


def sla_kpis(targets: pl.DataFrame, tickets: pl.DataFrame) -> list[Kpi]:
    """Share of targets met, and of tickets that have any."""
    judged = targets.filter(pl.col("has_target") & pl.col("is_in_scope"))
    known = judged.filter(pl.col("outcome_at").is_not_null())
    met = pl.col("breached_at").is_null()
    promised = judged["ticket_id"].unique().to_list()
    created = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    covered = pl.col("ticket_id").is_in(promised)
    return [
        *(
            ratio(f"sla_{metric}_rate", known.filter(pl.col("metric") == metric), "outcome_at", met)
            for metric in ("first_reply", "resolution", "requester_wait", "agent_work")
        ),
        *(
            clustered(
                ratio(
                    f"sla_{metric}_rate",
                    known.filter(pl.col("metric") == metric),
                    "outcome_at",
                    met,
                ),
                met,
            )
            for metric in ("next_reply", *UPDATES)
        ),
        _of_tickets(known),
        clustered(ratio("sla_compliance_rate", known, "outcome_at", met), met),
        ratio("sla_coverage", created, "created_at", covered),
    ]


def _of_tickets(known: pl.DataFrame) -> Kpi:
    """Tickets that kept all: at their first breach, else at the newest target that they met."""
    broken = pl.col("breached_at").is_not_null()
    tickets = known.group_by("ticket_id").agg(
        pl.first("channel", "team_id"),
        is_kept=~broken.any(),
        at=pl.coalesce(pl.col("breached_at").min(), pl.col("fulfilled_at").max()),
    )
    return ratio("sla_compliance_rate_of_tickets", tickets, "at", pl.col("is_kept"))


def _updates(staging: Staging, tickets: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """News: from each public message of an agent to the next one, unless a solve comes first."""
    said = public_replies(staging).join(
        tickets.filter("is_in_scope").select("ticket_id"), on="ticket_id"
    )
    said = said.filter(pl.col("occurred_at") > pl.col("created_at")).select(
        "ticket_id", "event_sequence", "occurred_at", is_message=pl.lit(True)
    )
    solved = changes.filter("is_solve").select(
        "ticket_id", "event_sequence", "occurred_at", is_message=pl.lit(False)
    )
    # A solve that only the ticket itself tells comes after all that was written.
    told = tickets.filter("is_solved").join(solved, on="ticket_id", how="anti")
    told = told.select(
        "ticket_id",
        event_sequence=pl.lit(1_000_000_000, pl.Int64),
        occurred_at="last_solved_at",
        is_message=pl.lit(False),
    )
    story = pl.concat([said, solved, told], how="vertical_relaxed").sort(ORDER, nulls_last=True)
    following = story.with_columns(
        next_at=pl.col("occurred_at").shift(-1).over("ticket_id"),
        is_answered=pl.col("is_message").shift(-1).over("ticket_id"),
    ).filter("is_message")
    return pl.concat(
        following.select(
            "ticket_id",
            metric=pl.lit(metric),
            started_at="occurred_at",
            fulfilled_at=pl.when("is_answered").then("next_at"),
            watched_until=pl.coalesce("next_at", pl.lit(staging.as_of)),
        )
        for metric in UPDATES
    ).unique(["ticket_id", "metric", "started_at"], keep="last", maintain_order=True)


def _promises(
    tickets: pl.DataFrame, waits: pl.DataFrame, changes: pl.DataFrame, as_of: datetime
) -> pl.DataFrame:
    """What was promised since when, when it was kept, and until when a breach can happen."""
    # What was merged or deleted later had a deadline until then.
    counted = tickets.filter(~pl.col("is_spam") & ~pl.col("is_test_data"))
    keys = [pl.col("ticket_id")]
    # Nobody knows either how long took what was solved before it came.
    is_later = ~pl.col("is_solved") | (pl.col("last_solved_at") >= pl.col("created_at"))
    timed = counted.filter(is_timed() & is_later)
    whole = [
        timed.select(
            *keys,
            metric=pl.lit(metric),
            started_at="created_at",
            fulfilled_at="last_solved_at",
            watched_until=pl.coalesce("last_solved_at", pl.lit(as_of)),
        )
        for metric in WHOLE
    ]
    facts = ["ticket_id", "is_phone", "clock_start", "first_reply_at", "is_broken"]
    turns = (
        real_waits(waits, changes, counted)
        .join(counted.select(*facts, "is_told_by_column"), on="ticket_id")
        .with_columns(
            # On the phone the call was the first answer: what is written later is a new question.
            is_first=pl.col("starts_with_creation")
            | (
                ~pl.col("is_phone")
                & (pl.col("waiting_since") == pl.col("clock_start")).fill_null(False)
            )
        )
        # Nor where nobody knows since when the first answer was waited for.
        .filter(
            ~(
                pl.col("is_first")
                & (pl.col("is_phone") | pl.col("is_broken") | pl.col("clock_start").is_null())
            )
        )
    )
    # Where no reply was delivered, the ticket's own column tells the first one. A solve before the
    # first reply ends no promise of it: the customer has heard nothing yet.
    unheard = (pl.col("ended_by") == "solve") & pl.col("first_reply_at").is_not_null()
    told = (
        pl.col("is_first")
        & (pl.col("is_told_by_column") | unheard)
        & (pl.col("waiting_since") >= pl.col("clock_start"))
    )
    turns = turns.filter(
        pl.col("is_first")
        | pl.col("is_phone")
        | (pl.col("waiting_since") >= pl.col("first_reply_at")).fill_null(True)
    )
    answered = pl.when(pl.col("ended_by") == "reply").then("ended_at")
    replies = turns.select(
        *keys,
        metric=pl.when("is_first").then(pl.lit("first_reply")).otherwise(pl.lit("next_reply")),
        started_at="waiting_since",
        # A solve without a reply withdraws the promise, unless it was missed before.
        fulfilled_at=pl.when(told).then("first_reply_at").otherwise(answered),
        watched_until=pl.when(told)
        .then("first_reply_at")
        .otherwise(pl.coalesce("ended_at", pl.lit(as_of))),
    )
    return pl.concat([*whole, replies, _after_a_bot(counted, turns)])


def _after_a_bot(tickets: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """First replies to tickets that were reopened after a bot, where no message says by whom."""
    told = turns.select("ticket_id", clock_start="waiting_since")
    return (
        tickets.filter(
            (pl.col("clock_start") != pl.col("created_at"))
            & pl.col("first_reply_at").is_not_null()
            & ~pl.col("is_phone")
            & ~pl.col("is_broken")
        )
        .join(told, on=["ticket_id", "clock_start"], how="anti")
        .select(
            "ticket_id",
            metric=pl.lit("first_reply"),
            started_at="clock_start",
            fulfilled_at="first_reply_at",
            watched_until="first_reply_at",
        )
    )


def real_waits(waits: pl.DataFrame, changes: pl.DataFrame, tickets: pl.DataFrame) -> pl.DataFrame:
    """Without the thank-yous: messages to a solved ticket that nobody answered or reopened."""
    reopened = changes.filter("is_reopen").select("ticket_id", reopened_at="occurred_at")
    by_events = changes.filter("is_solve").select("ticket_id", solved_before="occurred_at")
    # Where no event is a solve, the ticket tells it.
    told = tickets.filter("is_solved").join(by_events, on="ticket_id", how="anti")
    solved = pl.concat([by_events, told.select("ticket_id", solved_before="last_solved_at")])
    unanswered = waits.filter(pl.col("ended_by").ne_missing("reply"))
    wait = ["ticket_id", "waiting_since"]
    after_solve = (
        unanswered.join(solved, on="ticket_id")
        .filter(pl.col("solved_before") <= pl.col("waiting_since"))
        # What was answered is no thank-you, also if only the ticket's own column tells it.
        .join(tickets.filter(pl.col("first_reply_at").is_not_null()), on="ticket_id", how="left")
        .filter(~(pl.col("starts_with_creation") & pl.col("first_reply_at").is_not_null()))
        .select(wait)
        .unique()
    )
    woken = (
        unanswered.join(reopened, on="ticket_id")
        .filter(
            (pl.col("reopened_at") >= pl.col("waiting_since"))
            & (pl.col("reopened_at") <= pl.col("ended_at")).fill_null(True)
        )
        .select(wait)
        .unique()
    )
    thanks = after_solve.join(woken, on=wait, how="anti")
    return waits.join(thanks, on=wait, how="anti")
