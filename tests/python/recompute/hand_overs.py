"""Who had a ticket: the first owner, changes of team and of tier, and the first level."""

import polars as pl

from tests.python.recompute.agent_cases import owners_at_solves
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, duration, ratio
from tests.python.recompute.teams import add_tier
from tests.python.recompute.variables import is_word


def hand_over_kpis(staging: Staging, tickets: pl.DataFrame) -> list[Kpi]:
    """First assignment, transfers, escalations and what the first level solves."""
    scope = tickets.filter("is_in_scope")
    first = _first_owners(staging)
    seconds = (pl.col("assigned_at") - pl.col("created_at")).dt.total_microseconds() / 1e6
    owned = (
        scope.filter("is_inbound")
        .join(first, on="ticket_id")
        .with_columns(seconds=seconds)
        .filter(seconds >= 0)
    )
    moved = _moves(staging, first)
    handled = scope.filter("is_solved")
    rose = moved.filter("is_escalation")["ticket_id"].unique().to_list()
    return [
        *duration("first_assignment_time", owned, "assigned_at", "seconds"),
        ratio("transfer_rate", handled, "last_solved_at", _is_among(moved)),
        ratio("escalation_rate", handled, "last_solved_at", pl.col("ticket_id").is_in(rose)),
        _first_level(staging, scope, first, rose),
    ]


def _is_among(rows: pl.DataFrame) -> pl.Expr:
    return pl.col("ticket_id").is_in(rows["ticket_id"].unique().to_list())


def _first_owners(staging: Staging) -> pl.DataFrame:
    """The first person who had each ticket; the first change tells who had it at the creation."""
    bots = staging["agents"].filter("is_bot").select(owner="agent_id").unique()
    given = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "assignment")
        .join(staging["tickets"].select("ticket_id", "created_at"), on="ticket_id")
        .sort("ticket_id", "event_sequence", "occurred_at", "event_id", nulls_last=True)
    )
    before = given.group_by("ticket_id", maintain_order=True).agg(
        owner=pl.first("old_value"),
        # Since when, nobody knows.
        assigned_at=pl.lit(None, pl.Datetime("us")).first(),
        given_after=pl.lit(0, pl.Int64).first(),
    )
    after = given.select(
        "ticket_id", owner="new_value", assigned_at="occurred_at", given_after="event_sequence"
    )
    return (
        pl.concat([before, after])
        .filter(pl.col("owner").is_not_null())
        .join(bots, on="owner", how="anti")
        .sort("ticket_id", "given_after", "assigned_at", maintain_order=True)
        .unique("ticket_id", keep="first", maintain_order=True)
    )


def _moves(staging: Staging, first: pl.DataFrame) -> pl.DataFrame:
    """Changes of team after the first assignment to a person; all where there was none."""
    moves = (
        staging["ticket_events"]
        .filter(
            (pl.col("event_type") == "team_change")
            & pl.col("old_value").is_not_null()
            & (pl.col("old_value") != pl.col("new_value"))
        )
        .join(first, on="ticket_id", how="left")
        .filter((pl.col("event_sequence") > pl.col("given_after")).fill_null(True))
    )
    for team in ("old_value", "new_value"):
        moves = add_tier(moves, team, "occurred_at", staging)
    rises = pl.col("new_value_tier") > pl.col("old_value_tier")
    return moves.with_columns(is_escalation=rises.fill_null(False))


def _first_level(
    staging: Staging, scope: pl.DataFrame, first: pl.DataFrame, rose: list[str]
) -> Kpi:
    """Of what the first level was given and was solved: solved by it, without an escalation."""
    solvers = owners_at_solves(staging, scope).rename({"agent_id": "solver"})
    given = (
        scope.filter("is_solved")
        .join(first, on="ticket_id")
        .join(solvers, on="ticket_id")
        .filter(pl.col("solver").is_not_null())
    )
    given = given.with_columns(held_from=pl.coalesce("assigned_at", "created_at"))
    given = _with_tier(given, "owner", "held_from", staging)
    given = _with_tier(given, "solver", "last_solved_at", staging)
    levels = staging.variables.first_level_tiers
    known = given.filter(is_word("owner_tier", levels) & pl.col("solver_tier").is_not_null())
    kept = is_word("solver_tier", levels) & ~pl.col("ticket_id").is_in(rose)
    return ratio("first_level_resolution_rate", known, "first_solved_at", kept)


def _with_tier(tickets: pl.DataFrame, agent: str, instant: str, staging: Staging) -> pl.DataFrame:
    """The tier of an agent at an instant; the first one also holds before it. Bots have none."""
    versions = (
        staging["agents"]
        .filter(~pl.col("is_bot"))
        .sort("agent_id", "valid_from", nulls_last=False)
        .select(
            "valid_from",
            pl.col("agent_id").alias(agent),
            pl.col("tier").str.to_lowercase().alias(f"{agent}_tier"),
            number=pl.int_range(pl.len()).over("agent_id"),
        )
    )
    told = (
        tickets.select("ticket_id", agent, instant)
        .join(versions, on=agent)
        .filter((pl.col("number") == 0) | (pl.col("valid_from") <= pl.col(instant)))
        .sort("ticket_id", "number")
        .unique("ticket_id", keep="last", maintain_order=True)
        .select("ticket_id", f"{agent}_tier")
    )
    return tickets.join(told, on="ticket_id", how="left")
