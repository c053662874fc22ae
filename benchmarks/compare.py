"""Two copies of one table, row by row."""

from collections.abc import Sequence

import duckdb

from scripts.artifacts.export import quoted

# The SQL in it is the engine's own; which numbers can be opened is the same everywhere.
OWN_SQL = {"kpi_explanations": ["measure_id", "statistic", "slice_name", "part"]}


def different_rows(
    connection: duckdb.DuckDBPyConnection,
    left: Sequence[str],
    right: Sequence[str],
    columns: Sequence[str] = (),
) -> int:
    """How many rows of either side the other lacks; doubles are compared to nine digits.

    Args:
        connection: Sees both tables.
        left: Path of names of the one table: database, schema, table.
        right: Path of names of the other one.
        columns: Those that are compared; all of the left table when empty.
    """
    sides = [quoted(*left), quoted(*right)]
    described = connection.execute(f"describe {sides[0]}").fetchall()
    wanted = ", ".join(
        f"printf('%.9g', {quoted(name)})" if kind == "DOUBLE" else quoted(name)
        for name, kind, *_ in described
        if not columns or name in columns
    )
    lacking = "select count(*) from (select {0} from {1} except all select {0} from {2})"
    counts = [
        connection.execute(lacking.format(wanted, *order)).fetchone()
        for order in (sides, reversed(sides))
    ]
    return sum(count[0] for count in counts if count)
