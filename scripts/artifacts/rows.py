"""Rows of a query as people read them: by column, and grouped."""

import re
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import duckdb

Row = dict[str, Any]
Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def rows_of(result: duckdb.DuckDBPyConnection) -> list[Row]:
    """All rows of a query that was executed, each by the names of its columns."""
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def value_of(result: duckdb.DuckDBPyConnection) -> Any:  # noqa: ANN401
    """The one value of a query that was executed; None where it has no row."""
    row = result.fetchone()
    return row[0] if row else None


def rows_of_files(release: Path, sql: str) -> list[Row]:
    """Rows of a query over the Parquet files of a release; none where one of them is absent.

    Not from the release's database: whoever opened that for writing would lock us out.

    Args:
        release: Folder of the release.
        sql: The query, with a parameter of the mart's name for each file: `read_parquet($mart)`.
    """
    marts = set(re.findall(r"\$(\w+)", sql))
    paths = {mart: release / "parquet" / f"{mart}.parquet" for mart in marts}
    if not all(path.is_file() for path in paths.values()):
        return []
    with duckdb.connect(":memory:") as connection:
        return rows_of(connection.execute(sql, {mart: str(path) for mart, path in paths.items()}))


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Items by what they have in common, both in the order in which they come."""
    found: dict[Key, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
