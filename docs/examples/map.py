"""Bring an export of a help desk into the raw contract: `python map.py <queries> <export> <raw>`.

Each .sql file in the folder of queries is the query of the raw table that it is named after.
"""

import sys
from pathlib import Path

import duckdb


def write_raw_files(queries: Path, export: Path, raw: Path) -> None:
    """Write one CSV per query; times without an offset are UTC."""
    raw.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for query in sorted(queries.glob("*.sql")):
            select = query.read_text(encoding="utf-8").replace("{export}", str(export))
            target = raw / f"{query.stem}.csv"
            connection.execute(f"copy ({select}) to '{target}' (header)")


if __name__ == "__main__":
    write_raw_files(*map(Path, sys.argv[1:]))
