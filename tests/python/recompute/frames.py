"""Staging views as polars frames, and the thresholds of the project file."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import yaml

PROJECT_FILE = Path(__file__).resolve().parents[3] / "dbt_project.yml"
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
    """Every staging view by its entity, the seeds, the thresholds, and the instant of reading."""

    frames: dict[str, pl.DataFrame]
    priorities: dict[str, str]
    channels: dict[str, str]
    rates: pl.DataFrame
    variables: dict[str, Any]
    as_of: datetime

    def __getitem__(self, entity: str) -> pl.DataFrame:
        """The staging view of an entity: `staging["tickets"]`."""
        return self.frames[entity]


def read_staging(database: Path) -> Staging:
    """Read what the recomputation may see: staging, the seeds and the variables."""
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
        rates = connection.sql("select * from reference.currency_rates").pl()
    variables = yaml.safe_load(PROJECT_FILE.read_text(encoding="utf-8"))["vars"]
    return Staging(frames, priorities, channels, rates, variables, _newest_occurrence(frames))


def read_published(database: Path) -> pl.DataFrame:
    """Monthly rows of kpi_values for the slices that are recomputed."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(
            "select kpi_id, statistic, period_start as month, slice_name, slice_value,"
            " numerator, denominator, value, value_status from marts.kpi_values"
            " where period_grain = 'month'"
            " and slice_name in ('overall', 'channel', 'team', 'agent')"
        ).pl()


def _mapping(connection: duckdb.DuckDBPyConnection, what: str) -> dict[str, str]:
    rows = connection.execute(
        f"select lower(raw_{what}), {what}_group from reference.{what}_groups"  # noqa: S608
    )
    return dict(rows.fetchall())


def _newest_occurrence(frames: dict[str, pl.DataFrame]) -> datetime:
    newest = [
        frames[entity].select(pl.max_horizontal(pl.col(columns).max())).item()
        for entity, columns in OCCURRENCES.items()
    ]
    return max(value for value in newest if value is not None)
