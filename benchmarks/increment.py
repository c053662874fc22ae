"""Raw files of which the last day comes after the rest, for base models that are incremental."""

from pathlib import Path

import duckdb

from scripts.artifacts.export import literal

# The raw tables of the incremental base models, and what tells the day of a row.
TIMES = {
    "tickets": "updated_at",
    "ticket_events": "occurred_at",
    "calls": "started_at",
    "help_center_events": "occurred_at",
}
MODELS = ("base_helpdesk__tickets", "base_helpdesk__ticket_events", "base_telephony__calls",
          "base_help_center__help_center_events")  # fmt: skip
BEFORE, DAY, HELD_BACK = "before.parquet", "day.parquet", "day.held_back"


def hold_back_last_day(raw: Path, goal: Path, build: Path) -> None:
    """Write the raw files anew, the last day's rows set aside; other tables are links.

    Args:
        raw: Generated raw files, in Parquet.
        goal: The new raw folder.
        build: A build of them, which knows the time of the newest row.
    """
    with duckdb.connect(str(build), read_only=True) as connection:
        (as_of,) = connection.execute("select as_of from intermediate.int_as_of").fetchone()
    with duckdb.connect() as connection:
        for source in sorted(raw.iterdir()):
            if source.name not in TIMES:
                goal.mkdir(parents=True, exist_ok=True)
                (goal / source.name).symlink_to(source)
                continue
            (goal / source.name).mkdir(parents=True)
            rows = literal(source / "*.parquet")
            moment = f"try_cast({TIMES[source.name]} as timestamp)"
            is_last = (
                f"coalesce({moment} between {literal(as_of)}::timestamp - interval 1 day "
                f"and {literal(as_of)}, false)"
            )
            for name, condition in ((BEFORE, f"not {is_last}"), (HELD_BACK, is_last)):
                connection.execute(
                    f"copy (from {rows} where {condition}) "
                    f"to {literal(goal / source.name / name)} (format parquet)"
                )


def deliver_last_day(goal: Path) -> None:
    """Let the rows that were set aside arrive."""
    for path in goal.glob(f"*/{HELD_BACK}"):
        path.rename(path.with_name(DAY))
