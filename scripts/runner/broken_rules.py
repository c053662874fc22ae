"""What a failed data test found, in the test's own words."""

from pathlib import Path

import duckdb


def first_broken_rule(database: Path, sql: str | None) -> str | None:
    """The first `broken_rule` that a test returns, or None where the test names none.

    Args:
        database: The build that the test ran on.
        sql: The compiled test.
    """
    if not sql or "broken_rule" not in sql or not database.is_file():
        return None
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            least = f"select min(broken_rule) from ({sql})"  # noqa: S608 - dbt compiled it
            found = connection.execute(least).fetchone()
    except duckdb.Error:
        # The failure itself is known; only its detail is not.
        return None
    return found[0] if found else None
