"""The reporting time and the clock of the run, as the rules see them."""

from datetime import datetime

import duckdb

from scripts.artifacts.rows import value_of
from scripts.base.personal import without_personal

# As in models/intermediate/clock/int_as_of.sql.
NEWEST = (
    "select case when max(delivered_at) between max(occurred_at) "
    "and max(occurred_at) + interval 2 day then max(delivered_at) else max(occurred_at) end"
)


class NothingToMeasure(Exception):  # noqa: N818
    """The delivery says nothing about the reporting time; the text says why."""


def create_clock(
    connection: duckdb.DuckDBPyConnection, tables: list[str], given: str | None
) -> datetime | None:
    """Make the table `clock`: the reporting time, and the clock of the run.

    Args:
        connection: Where the raw tables are.
        tables: Delivered tables of things that happen.
        given: SQL of the given reporting time; who gives one says that the present is there.

    Returns:
        The reporting time.
    """
    selects = [
        f'select max(newest_at) as occurred_at, max(loaded_at) as delivered_at from "{name}"'  # noqa: S608
        for name in tables
    ]
    nothing = "select cast(null as timestamp) as occurred_at, null as delivered_at"
    newest = " union all ".join(selects or [nothing])
    as_of = given or f"({NEWEST} from ({newest}) as newest_rows)"
    run_at = given or "timezone('UTC', now())"
    connection.execute(
        f"create table clock as select cast({as_of} as timestamp) as as_of, "
        f"cast({run_at} as timestamp) as run_at"
    )
    return value_of(connection.execute("select as_of from clock"))


def require_something(
    connection: duckdb.DuckDBPyConnection, tables: list[str], as_of: datetime | None
) -> None:
    """As tests/intermediate/assert_something_can_be_measured.sql, before anything is built.

    Raises:
        NothingToMeasure: Nothing usable happened, or not before the reporting time.
    """
    selects = [
        f'select happened_at from "{name}" where rejected_column is null'  # noqa: S608
        for name in tables
    ]
    rows = " union all ".join(selects or ["select null as happened_at"])
    first = value_of(connection.execute(f"select min(happened_at) from ({rows})"))  # noqa: S608
    if first is None:
        raise NothingToMeasure(
            "Inputs refused: The raw files hold no usable ticket, event, call, survey or "
            "help-centre event: deliver rows with their required columns and readable times"
            + _most_refused(connection, tables)
        )
    if as_of and as_of < first:
        raise NothingToMeasure(
            f"Configuration wrong: as_of is {as_of}, before the first thing in the raw "
            f"files ({first}): choose a later one."
        )


def _most_refused(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> str:
    """The rest of the sentence: what sets most rows aside."""
    counts = [
        f"select '{name}' as name, rejected_column, count(*) as row_count, "  # noqa: S608
        f'min(rejected_value) as example from "{name}" '
        "where rejected_column is not null group by rejected_column"
        for name in tables
    ]
    if not counts:
        return "."
    found = connection.execute(
        f"{' union all '.join(counts)} order by row_count desc, name, rejected_column limit 1"
    ).fetchone()
    if not found:
        return "."
    table, column, rows, example = found
    counted = f"1 row of {table} has" if rows == 1 else f"{rows:,} rows of {table} have"
    such = f", such as '{without_personal(example)}'" if example else ""
    return f"; {counted} no {column} that can be read{such}."
