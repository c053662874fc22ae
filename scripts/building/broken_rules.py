"""What a failed data test found, in the test's own words."""

from pathlib import Path
from typing import TYPE_CHECKING, Union

import duckdb

if TYPE_CHECKING:
    from scripts.servers.target import Server

Build = Union[Path, "Server"]  # noqa: UP007 - the class is not imported at run time


def first_broken_rule(build: Build, sql: str | None) -> str | None:
    """The first `broken_rule` that a test returns, or None where the test names none.

    Args:
        build: The build that the test ran on: a DuckDB file, or on a server.
        sql: The compiled test.
    """
    if not sql or "broken_rule" not in sql:
        return None
    if not isinstance(build, Path):
        return build.first_broken_rule(sql)
    if not build.is_file():
        return None
    try:
        with duckdb.connect(str(build), read_only=True) as connection:
            least = f"select min(broken_rule) from ({sql})"  # noqa: S608 - dbt compiled it
            found = connection.execute(least).fetchone()
    except duckdb.Error:
        # The failure itself is known; only its detail is not.
        return None
    return found[0] if found else None
