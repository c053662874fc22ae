"""Which published values a new release changes, from what to what, and why."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.export import literal, release_name
from scripts.artifacts.manifest import RESTATEMENTS
from scripts.artifacts.provenance import ROWS, find_causes
from scripts.artifacts.rows import value_of
from scripts.base.files import read_json

logger = logging.getLogger(__name__)

VALUES = "kpi_values"
# Releases that restated something and stay in the log; values that were provisional stay for the
# newest of them only: that they ripen is expected, and they are by far the most.
KEPT_RELEASES = 100
DEFINITION = "changed definition"
MATURED = "matured"
SEVERAL = "several causes"
UNKNOWN = "unknown"
KEY = ("kpi_id", "statistic", "period_grain", "period_start", "slice_name", "slice_value")
# What had no value before is new, and not restated. A provisional value may go: the running
# period of 28 days ends with the newest day only until there is a newer one.
COMPARISON = """
    create or replace temp table restated as
    select
        cast($released_at as timestamp) as released_at,
        $run_id as run_id,
        $previous_run_id as previous_run_id,
        cast($as_of as timestamp) as as_of,
        cast($previous_as_of as timestamp) as previous_as_of,
        {key},
        old.value as old_value,
        new.value as new_value,
        old.numerator as old_numerator,
        new.numerator as new_numerator,
        old.denominator as old_denominator,
        new.denominator as new_denominator,
        old.value_status as old_status,
        new.value_status as new_status,
        coalesce(old.is_provisional, false) as was_provisional,
        new.kpi_id is null as is_withdrawn,
        case
            when new.definition_version <> old.definition_version then $definition
            when coalesce(old.is_provisional, false) then $reason_of_provisional
            else $reason
        end as reason,
        case
            when new.definition_version <> old.definition_version
                then 'version ' || old.definition_version || ' to ' || new.definition_version
            else $details
        end as reason_details
    from read_parquet($old_values) as old
    left join {new_values} as new
        on {same_key}
    where
        old.value is not null
        and (new.kpi_id is not null or not coalesce(old.is_provisional, false))
        and (
            old.value is distinct from new.value
            or old.numerator is distinct from new.numerator
            or old.denominator is distinct from new.denominator
            or old.value_status is distinct from new.value_status
        )
"""
LOG = """
    insert into {goal} by name
    with logged as (
        {history}
        select * from restated
    ),

    releases as (
        select distinct run_id from logged
        order by run_id = $run_id desc, run_id desc
        limit $kept
    ),

    newest as (
        select run_id from releases
        order by run_id = $run_id desc, run_id desc
        limit 1
    )

    select * from logged
    where
        run_id in (select run_id from releases)
        and (not was_provisional or run_id = (select run_id from newest))
    order by run_id, {key}
"""


@dataclass(frozen=True)
class Restatements:
    """What a release changed, counted; values that were provisional apart from the others."""

    previous_run_id: str | None = None
    values: int = 0
    kpis: int = 0
    by_reason: dict[str, int] = field(default_factory=dict)
    provisional_values: int = 0


def write_restatements(
    connection: duckdb.DuckDBPyConnection,
    tables: list[str],
    previous: Path | None,
    manifest: dict[str, Any],
) -> Restatements:
    """Fill the log in a release whose tables are written.

    The last release is read from its Parquet files: a program that holds its database open for
    writing would lock us out of that.

    Args:
        connection: Connected to the new release.
        tables: Names of the tables in it.
        previous: Folder of the last release; None where there is none.
        manifest: The new release's manifest, as far as it is known.
    """
    if previous is None or RESTATEMENTS not in tables or VALUES not in tables:
        return Restatements()
    old = read_json(previous / "manifest.json") or {}
    if _is_sample(old) and not _is_sample(manifest):
        # The shipped sample is nobody's past.
        return Restatements()
    try:
        _compare(connection, previous, old, manifest)
        _log(connection, previous / "parquet" / f"{RESTATEMENTS}.parquet", manifest["run_id"])
        return _counted(connection, previous.name)
    except duckdb.Error as error:
        reason = " ".join(str(error).split()).rstrip(".")
        logger.warning("The last release cannot be read (%s): restatements begin anew.", reason)
        return Restatements()


def _compare(
    connection: duckdb.DuckDBPyConnection,
    previous: Path,
    old: dict[str, Any],
    manifest: dict[str, Any],
) -> None:
    causes = find_causes(old, manifest)
    reason = SEVERAL if len(causes) > 1 else next(iter(causes), UNKNOWN)
    connection.execute(
        COMPARISON.format(
            key=", ".join(f"old.{name}" for name in KEY),
            same_key=" and ".join(f"old.{name} = new.{name}" for name in KEY),
            new_values=release_name(VALUES),
        ),
        {
            "released_at": manifest["published_at"],
            "run_id": manifest["run_id"],
            "previous_run_id": previous.name,
            "as_of": manifest["as_of"],
            "previous_as_of": old.get("as_of"),
            "old_values": str(previous / "parquet" / f"{VALUES}.parquet"),
            "definition": DEFINITION,
            "reason": reason,
            "reason_of_provisional": MATURED if list(causes) == [ROWS] else reason,
            "details": "; ".join(": ".join(cause) for cause in causes.items()) or None,
        },
    )


def _log(connection: duckdb.DuckDBPyConnection, history: Path, run_id: str) -> None:
    goal = release_name(RESTATEMENTS)
    # The first release that has a log follows one that has none.
    earlier = f"select * from read_parquet({literal(history)}) union all by name"  # noqa: S608
    connection.execute(
        LOG.format(goal=goal, history=earlier if history.is_file() else "", key=", ".join(KEY)),
        {"run_id": run_id, "kept": KEPT_RELEASES},
    )


def _counted(connection: duckdb.DuckDBPyConnection, previous_run_id: str) -> Restatements:
    final = "from restated where not was_provisional"
    reasons = connection.execute(f"select reason, count(*) {final} group by all order by all")
    by_reason = dict(reasons.fetchall())
    matured = "select count(*) from restated where was_provisional"
    return Restatements(
        previous_run_id=previous_run_id,
        values=sum(by_reason.values()),
        kpis=value_of(connection.execute(f"select count(distinct kpi_id) {final}")),
        by_reason=by_reason,
        provisional_values=value_of(connection.execute(matured)),
    )


def _is_sample(manifest: dict[str, Any]) -> bool:
    return bool((manifest.get("provenance") or {}).get("is_sample"))
