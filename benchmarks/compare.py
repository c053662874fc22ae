"""Two copies of one table, row by row."""

from collections.abc import Sequence

import duckdb

from scripts.artifacts.export import quoted

# The SQL in it is the engine's own; which numbers can be opened is the same everywhere.
OWN_SQL = {"kpi_explanations": ["measure_id", "statistic", "slice_name", "part"]}

SAME = "one.{0} is not distinct from other.{0}"
NEARLY = (
    "abs(cast(one.{0} as double) - cast(other.{0} as double))"
    " < 1.01e-8 * abs(cast(one.{0} as double))"
)


def different_rows(
    connection: duckdb.DuckDBPyConnection,
    left: Sequence[str],
    right: Sequence[str],
    columns: Sequence[str] = (),
) -> int:
    """How many rows of either side the other lacks; doubles are compared to nine digits.

    The last of them may differ by one: a number between two roundings falls to either side.

    Args:
        connection: Sees both tables.
        left: Path of names of the one table: database, schema, table.
        right: Path of names of the other one.
        columns: Those that are compared; all of the left table when empty.
    """
    sides = [quoted(*left), quoted(*right)]
    kinds = {
        quoted(name): kind
        for name, kind, *_ in connection.execute(f"describe {sides[0]}").fetchall()
        if not columns or name in columns
    }
    wanted = ", ".join(
        f"printf('%.9g', {name}) as {name}" if kind == "DOUBLE" else name
        for name, kind in kinds.items()
    )
    same = " and ".join(
        (f"({SAME} or {NEARLY})" if kind == "DOUBLE" else SAME).format(name)
        for name, kind in kinds.items()
    )
    lacking = "(select {0} from {1} except all select {0} from {2})"
    rest = [lacking.format(wanted, *order) for order in (sides, sides[::-1])]
    counts = [
        connection.execute(
            f"select count(*) from {one} as one "  # noqa: S608
            f"where not exists (select 1 from {other} as other where {same})"
        ).fetchone()
        for one, other in (rest, rest[::-1])
    ]
    return sum(count[0] for count in counts if count)
