"""Marts of two engines, row by row."""

import duckdb

from scripts.runner.export import quoted

# Names of schemas and types differ between engines, and so does what is written from them.
NOT_COMPARED = {"kpi_explanations"}


def different_rows(both: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows of either side the other lacks; doubles are compared to nine digits.

    Args:
        both: Has DuckDB's marts attached as `a`, and the other engine's in its own main schema.
        name: Name of the mart.
    """
    sides = [f"a.marts.{quoted(name)}", f"memory.main.{quoted(name)}"]
    columns = [(row[0], row[1]) for row in both.execute(f"describe {sides[0]}").fetchall()]
    wanted = ", ".join(
        f"printf('%.9g', {quoted(column)})" if kind == "DOUBLE" else quoted(column)
        for column, kind in columns
    )
    lacking = "select count(*) from (select {0} from {1} except all select {0} from {2})"
    counts = [
        both.execute(lacking.format(wanted, *order)).fetchone()
        for order in (sides, reversed(sides))
    ]
    return sum(count[0] for count in counts if count)
