"""Values that are easily lost on the way between the server and DuckDB."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import duckdb

from scripts.servers.postgres.server import connect
from scripts.servers.postgres.transfer import fetch_tables, send_table
from tests.python.postgres.server import Database

ROWS = [
    (1, "", True, 0.1 + 0.2, date(2026, 2, 28), datetime(2026, 2, 28, 23, 59, 59, 999999)),
    (2, None, None, None, None, None),
    (3, 'two\nlines, "quotes", ; and \\N', False, -1e300, date(1, 1, 1), datetime(1970, 1, 1)),
    (4, "پشتیبانی", True, float("inf"), date(9999, 12, 31), datetime(2026, 1, 1)),
]


def test_there_and_back(database: Database, tmp_path: Path) -> None:
    with closing(connect()) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("create schema marts")
            cursor.execute(
                "create table marts.odd (number bigint, word varchar, is_so boolean, "
                "amount double precision, day date, at timestamp)"
            )
            for row in ROWS:
                cursor.execute("insert into marts.odd values (%s, %s, %s, %s, %s, %s)", row)
        fetch_tables(server, [("marts", "odd", "copied")], tmp_path / "copy.duckdb")
        with duckdb.connect(str(tmp_path / "copy.duckdb")) as copy:
            copied = copy.execute("select * from copied.odd order by number")
            assert copied.fetchall() == ROWS
            copy.execute(f"copy copied.odd to '{tmp_path}/odd.parquet'")
        with server.cursor() as cursor:
            cursor.execute("update marts.odd set word = 'lost', amount = 0")
        send_table(server, tmp_path / "odd.parquet", "marts", "odd", tmp_path)
    assert database.ask("select * from marts.odd order by number") == ROWS
