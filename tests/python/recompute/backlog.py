"""Open and overdue tickets at the end of each month and week, from what happened until then."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from tests.python.recompute.agent_cases import owners_at
from tests.python.recompute.first_replies import asked_at
from tests.python.recompute.flows import closings
from tests.python.recompute.frames import Staging, with_newest
from tests.python.recompute.periods import GRAINS
from tests.python.recompute.publish import NOTHING, Kpi, count, duration, ratio, without_teams
from tests.python.recompute.statuses import SOLVED, begun_solved, status_at
from tests.python.recompute.teams import teams_at

# The solves of so many days say how fast the desk works.
PACE_DAYS = 28
GONE = [*SOLVED, "deleted"]


def backlog_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    replies: pl.DataFrame,
    overdue_since: pl.DataFrame,
) -> list[Kpi]:
    """Stocks at the ends of months and weeks.

    Args:
        staging: The staging views.
        tickets: Tickets with their scope.
        changes: Their status changes in order.
        replies: Public messages of people.
        overdue_since: Per ticket the instant at which its resolution deadline was missed.
    """
    entered = (
        tickets.filter(~pl.col("is_spam") & ~pl.col("is_test_data"))
        .join(_gone_nobody_knows_when(tickets, changes), on="ticket_id", how="anti")
        .join(_merges(staging), on="ticket_id", how="left")
        .filter(~pl.col("is_merged") | pl.col("merged_at").is_not_null())
        .select(
            "ticket_id",
            "created_at",
            "channel",
            "last_solved_at",
            merged_at=pl.when("is_merged").then("merged_at"),
            current_team="team_id",
        )
    )
    found = []
    for grain in GRAINS:
        ends = staging.periods.all(grain, tickets["created_at"].min(), staging.covered_until)
        still_open = _open_at(ends, entered, tickets, changes, staging).join(
            overdue_since, on="ticket_id", how="left"
        )
        overdue = still_open.filter(pl.col("overdue_at") <= pl.col("at"))
        stocks = [
            count("backlog_open", still_open, "period_start", "stock"),
            count("backlog_overdue", overdue, "period_start", "stock"),
        ]
        last_seen = pl.min_horizontal("at", pl.lit(staging.as_of))
        aged = still_open.with_columns(
            age=(last_seen - pl.col("created_at")).dt.total_microseconds() / 1e6
        )
        oldest = Kpi(
            "oldest_open_ticket",
            "max",
            aged,
            "period_start",
            NOTHING,
            pl.len(),
            pl.col("age").max(),
        )
        ages = map(without_teams, [*duration("backlog_age", aged, "period_start", "age"), oldest])
        is_overdue = (pl.col("overdue_at") <= pl.col("at")).fill_null(False)
        shares = [
            ratio("backlog_overdue_share", still_open, "period_start", is_overdue),
            count(
                "waiting_first_reply",
                _unanswered(still_open, tickets, replies, staging),
                "period_start",
                "stock",
            ),
            *_days_of_work(still_open, entered, changes, ends, staging),
            _open_by_agent(still_open, staging),
        ]
        found += [replace(kpi, grains=(grain,)) for kpi in (*stocks, *ages, *shares)]
    return found


def _unanswered(
    still_open: pl.DataFrame, tickets: pl.DataFrame, replies: pl.DataFrame, staging: Staging
) -> pl.DataFrame:
    """Inbound tickets in writing to which nobody has replied yet."""
    # Where the desk began, the customer waits from his question on.
    asked = asked_at(staging)
    has_asked = ~pl.col("is_opened_by_desk") | (pl.col("asked_at") <= pl.col("at"))
    facts = (
        # A reply with a broken clock is one.
        tickets.filter(pl.col("is_inbound") & ~pl.col("is_phone") & ~pl.col("is_broken"))
        .select("ticket_id", told_at="first_reply_at")
        .join(asked, on="ticket_id")
    )
    is_answer = ~pl.col("is_opened_by_desk") | (pl.col("occurred_at") >= pl.col("asked_at"))
    known = (
        replies.join(asked, on="ticket_id")
        .filter(is_answer.fill_null(False))
        .group_by("ticket_id")
        .agg(heard_at=pl.col("occurred_at").min())
    )
    rows = still_open.join(facts, on="ticket_id").join(known, on="ticket_id", how="left")
    rows = rows.filter(has_asked.fill_null(False))
    heard_at = pl.min_horizontal("heard_at", "told_at")
    return rows.filter((heard_at >= pl.col("at")).fill_null(True))


def _days_of_work(
    still_open: pl.DataFrame,
    entered: pl.DataFrame,
    changes: pl.DataFrame,
    ends: pl.DataFrame,
    staging: Staging,
) -> list[Kpi]:
    """Open tickets by the solves of a day over the four weeks before."""
    periods = staging.periods
    # What the merge closes was no work.
    closed = (
        closings(entered.rename({"current_team": "team_id"}), changes)
        .join(entered.select("ticket_id", "merged_at"), on="ticket_id")
        .filter((pl.col("closed_at") < pl.col("merged_at")).fill_null(True))
        .drop("merged_at")
    )
    solves = teams_at(closed, "closed_at", staging).with_columns(closed_on=periods.day("closed_at"))
    today = pl.lit(periods.day_of(staging.as_of))
    last_days = ends.select(
        "period_start",
        last_day=pl.min_horizontal(pl.col("next_start") - timedelta(days=1), today),
    )
    inside = (pl.col("closed_on") <= pl.col("last_day")) & (
        pl.col("closed_on") > pl.col("last_day") - timedelta(days=PACE_DAYS)
    )
    recent = solves.join(last_days, how="cross").filter(inside)
    columns = ["ticket_id", "period_start", "channel", "team_id"]
    begins = _first_days(entered, staging)
    both = pl.concat(
        [
            still_open.select(columns).with_columns(stands=pl.lit(1), went=pl.lit(0)),
            recent.select(columns).with_columns(stands=pl.lit(0), went=pl.lit(1)),
        ]
    )
    # Six decimals of it are published, and what is divided is the published one.
    pace = (pl.col("went").sum() / PACE_DAYS).round(6)
    # Of four whole weeks since the first ticket of the slice.
    known = both.join(last_days, on="period_start")
    found = []
    for name, column in (("overall", None), ("channel", "channel"), ("team", "team_id")):
        rows = known.with_columns(
            slice_of=pl.lit("all") if column is None else pl.col(column).fill_null("none")
        ).join(begins.filter(pl.col("slice_name") == name), on="slice_of")
        rows = rows.filter(
            pl.col("last_day") >= pl.col("first_day") + timedelta(days=PACE_DAYS - 1)
        )
        rate = ratio("backlog_days_of_work", rows, "period_start", pl.col("stands"), "ratio", pace)
        found.append(replace(rate, slices=(name,)))
    return found


def _first_days(entered: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """The day on which a channel or a team had its first ticket, created there or moved in."""
    created = entered.rename({"current_team": "team_id"}).select(
        "ticket_id", "channel", "team_id", at="created_at"
    )
    moved = (
        staging["ticket_events"]
        .filter((pl.col("event_type") == "team_change") & pl.col("new_value").is_not_null())
        .join(created.select("ticket_id"), on="ticket_id", how="semi")
        .select(team_id="new_value", at="occurred_at")
    )
    teams = pl.concat([teams_at(created, "at", staging).select("team_id", "at"), moved])
    day = staging.periods.day("at").min()
    none = pl.lit("none")
    return pl.concat(
        [
            created.select(slice_name=pl.lit("overall"), slice_of=pl.lit("all"), first_day=day),
            created.group_by(slice_of=pl.col("channel").fill_null(none))
            .agg(first_day=day)
            .select(pl.lit("channel").alias("slice_name"), "slice_of", "first_day"),
            teams.group_by(slice_of=pl.col("team_id").fill_null(none))
            .agg(first_day=day)
            .select(pl.lit("team").alias("slice_name"), "slice_of", "first_day"),
        ]
    )


def _open_by_agent(still_open: pl.DataFrame, staging: Staging) -> Kpi:
    """Open tickets that a person holds, by the people who hold any."""
    others = staging.uncounted_agents
    instants = still_open.select(
        "ticket_id",
        "period_start",
        "channel",
        "team_id",
        # What happens at midnight belongs to the next day.
        at=pl.col("at") - timedelta(microseconds=1),
        place=pl.lit(None, pl.Int64),
        solver=pl.lit(None, pl.String),
    )
    held = (
        owners_at(staging, instants)
        .filter(pl.col("owner").is_not_null())
        .join(others.unique(), left_on="owner", right_on="agent_id", how="anti")
    )
    people = pl.col("owner").n_unique()
    rate = ratio("open_assigned", held, "period_start", pl.lit(1), "ratio", people)
    return replace(rate, slices=("overall",), numerator=pl.len(), value=pl.len() / people)


def _open_at(
    ends: pl.DataFrame,
    entered: pl.DataFrame,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    staging: Staging,
) -> pl.DataFrame:
    """Tickets that stand open when each period is over, with the team of that time."""
    snapshots = (
        entered.join(ends.select("period_start", at="ends_at"), how="cross")
        .filter(pl.col("created_at") < pl.col("at"))
        .filter((pl.col("merged_at") >= pl.col("at")).fill_null(True))
    )
    states = status_at(snapshots, changes, tickets, strict=True)
    # Before the first status event, and without any, the solve time of the ticket is all that is
    # known, unless that event starts from a solve.
    begun = pl.col("ticket_id").is_in(begun_solved(changes)["ticket_id"].to_list())
    is_over = (
        pl.when(pl.col("status").is_not_null())
        .then(pl.col("status").is_in(GONE))
        .otherwise(begun | (pl.col("last_solved_at") < pl.col("at")).fill_null(False))
    )
    return _team_at(states.filter(~is_over), staging)


def _gone_nobody_knows_when(tickets: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Deleted, and no event says when: they never count as open."""
    told = changes.filter(pl.col("status") == "deleted")
    return tickets.filter("is_gone").join(told, on="ticket_id", how="anti")


def _merges(staging: Staging) -> pl.DataFrame:
    return (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "merge")
        .group_by("ticket_id")
        .agg(merged_at=pl.col("occurred_at").min())
    )


def _team_at(snapshots: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """The team of the time: the newest change before, else what the first change changed."""
    moves = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "team_change")
        .sort("ticket_id", "event_sequence", "occurred_at")
    )
    before = moves.group_by("ticket_id", maintain_order=True).agg(
        first_team=pl.col("old_value").first()
    )
    newest = moves.group_by("ticket_id", "occurred_at", maintain_order=True).agg(
        moved_to=pl.col("new_value").last()
    )
    return (
        with_newest(snapshots.drop("occurred_at"), newest, strict=True)
        .join(before, on="ticket_id", how="left")
        .with_columns(team_id=pl.coalesce("moved_to", "first_team", "current_team"))
    )
