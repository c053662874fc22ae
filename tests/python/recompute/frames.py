"""Staging views as polars frames, and the variables that a build was made with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from tests.python.recompute.periods import GRAINS, Periods
from tests.python.recompute.variables import Variables

PREFIX = "stg_"
# What can happen, and so can be the newest thing that happened; shifts and deadlines lie ahead.
OCCURRENCES = {
    "tickets": [
        "created_at",
        "first_responded_at",
        "solved_at",
        "closed_at",
        "fulfilled_at",
    ],
    "ticket_events": ["occurred_at"],
    "calls": [
        "started_at",
        "queued_at",
        "answered_at",
        "ended_at",
        "callback_accepted_at",
        "callback_completed_at",
    ],
    "surveys": ["sent_at", "responded_at"],
    "orders": ["ordered_at", "shipped_at"],
    "product_returns": ["received_at"],
    "help_center_events": ["occurred_at"],
    "kb_articles": ["created_at"],
}


@dataclass(frozen=True)
class Staging:
    """Every staging view by its entity, the seeds, the variables, and the instant of reading.

    Beyond the newest occurrence, at `covered_until`, nobody knows anything of tickets.
    """

    frames: dict[str, pl.DataFrame]
    priorities: dict[str, str]
    channels: dict[str, str]
    session_gaps: dict[str, float]
    rates: pl.DataFrame
    variables: Variables
    as_of: datetime
    covered_until: datetime

    @property
    def periods(self) -> Periods:
        """The calendar in which the KPIs are cut."""
        return Periods(self.variables.report_timezone, self.variables.week_start_dow)

    def __getitem__(self, entity: str) -> pl.DataFrame:
        """The staging view of an entity: `staging["tickets"]`."""
        return self.frames[entity]

    @property
    def uncounted_agents(self) -> pl.DataFrame:
        """Bots and test agents, by id."""
        listed = self["agents"].filter(pl.col("is_bot") | pl.col("is_test"))
        return listed.select("agent_id")


def read_staging(database: Path, changed: dict[str, Any] | None = None) -> Staging:
    """Read what the recomputation may see: staging, the seeds and the variables.

    Args:
        database: A build.
        changed: The variables that it was built with, where they are not the defaults.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        names = connection.execute(
            "select table_name from information_schema.tables"
            " where table_schema = 'staging' and starts_with(table_name, 'stg_')"
        ).fetchall()
        frames = {
            name.removeprefix(PREFIX).split("__")[1]: connection.sql(
                f"select * from staging.{name}"  # noqa: S608
            ).pl()
            for (name,) in names
        }
        priorities = _mapping(connection, "priority")
        channels = _mapping(connection, "channel")
        gaps = connection.execute(
            "select channel, session_gap_minutes from reference.channel_sessions"
        )
        session_gaps = dict(gaps.fetchall())
        rates = connection.sql("select * from reference.currency_rates").pl()
    variables = Variables.of(changed)
    return Staging(
        frames, priorities, channels, session_gaps, rates, variables, *_reporting_time(frames)
    )


def read_published(database: Path) -> pl.DataFrame:
    """Rows of kpi_values for the grains and slices that are recomputed."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(
            "select kpi_id, statistic, period_grain, period_start, slice_name, slice_value,"
            " numerator, denominator, value, ci_low, ci_high, value_status from marts.kpi_values"
            f" where period_grain in {GRAINS}"
            " and slice_name in ('overall', 'channel', 'team', 'agent')"
        ).pl()


def read_folded(database: Path) -> pl.DataFrame:
    """Values that are too many, and too small, to be published each."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(
            "select slice_name, slice_value from intermediate.int_small_slice_values"
            " where is_folded"
        ).pl()


def with_newest(rows: pl.DataFrame, changes: pl.DataFrame, strict: bool = False) -> pl.DataFrame:
    """Rows of tickets by `at`, each with what changed last until then.

    Args:
        rows: The rows.
        changes: One per ticket and `occurred_at`.
        strict: Whether a change at the very instant does not count yet.
    """
    return rows.sort("at").join_asof(
        changes.sort("occurred_at"),
        left_on="at",
        right_on="occurred_at",
        by="ticket_id",
        allow_exact_matches=not strict,
        check_sortedness=False,
    )


def _mapping(connection: duckdb.DuckDBPyConnection, what: str) -> dict[str, str]:
    rows = connection.execute(
        f"select lower(raw_{what}), {what}_group from reference.{what}_groups"  # noqa: S608
    )
    return dict(rows.fetchall())


def _reporting_time(frames: dict[str, pl.DataFrame]) -> tuple[datetime, datetime]:
    """The delivery, if within two days of the newest occurrence, else the latter; and that."""
    newest = [
        frames[entity].select(pl.max_horizontal(pl.col(columns).max())).item()
        for entity, columns in OCCURRENCES.items()
    ]
    occurred = max(value for value in newest if value is not None)
    loaded = [frames[entity]["loaded_at"].max() for entity in OCCURRENCES]
    delivered = max((value for value in loaded if value is not None), default=occurred)
    is_fresh = occurred <= delivered <= occurred + timedelta(days=2)
    return delivered if is_fresh else occurred, occurred
