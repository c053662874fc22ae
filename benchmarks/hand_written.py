"""Three facts in a few hand-written statements, and by the project's SQL: what its layers cost.

The statements go from the raw files to the facts as somebody writes them who knows the data: they
read the columns of these facts alone, expect only the faults of the generated files, keep nothing
that they leave out, and hold the default variables. `as_of`, the business calendar and the rule
tables are those of the build, on both sides.

Called with the folder of a build that `bench.py` made and one of the `WAYS`; writes a folder of
that name into it.
"""

import sys
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.floor import DATABASE, connect, write_floor  # noqa: E402
from scripts.artifacts.export import literal, quoted  # noqa: E402

STATEMENTS = Path(__file__).resolve().parent / "hand_written"
WAYS = ("layered", "hand_written")
FACTS = ("fct_calls", "fct_ticket_status_spans", "fct_replies")
RAW = ("calls", "customers", "agents", "tickets", "ticket_events")
GIVEN = ("int_as_of", "int_business_segments", "int_business_schedules", "call_outcome_groups",
         "ticket_status_groups", "channel_groups", "priority_groups")  # fmt: skip


def write_by_hand(folder: Path) -> None:
    """Write the facts anew from the raw files of the build."""
    with connect(folder / "hand_written" / DATABASE) as connection:
        connection.execute("create schema marts; use marts")
        for table in RAW:
            files = literal(folder / "raw" / table / "*.parquet")
            connection.execute(
                f"create temp view {quoted('raw_' + table)} as "
                f"from read_parquet({files}, filename = true)"
            )
        _copy_given(connection, folder / DATABASE)
        for name in ("macros", "customers", "agents", "tickets", "status_spans", *FACTS):
            connection.execute((STATEMENTS / f"{name}.sql").read_text(encoding="utf-8"))


def _copy_given(connection: duckdb.DuckDBPyConnection, build: Path) -> None:
    connection.execute(f"attach {literal(build)} as built (read_only)")
    for name in GIVEN:
        schema = "intermediate" if name.startswith("int_") else "reference"
        connection.execute(
            f"create temp table {quoted(name)} as from {quoted('built', schema, name)}"
        )
    connection.execute("detach built")
    ((as_of,),) = connection.execute("select as_of from int_as_of").fetchall()
    connection.execute(f"create temp macro as_of() as timestamp {literal(as_of)}")


if __name__ == "__main__":
    build, way = Path(sys.argv[1]), sys.argv[2]
    if way == "layered":
        write_floor(build, way, FACTS, GIVEN)
    else:
        write_by_hand(build)
