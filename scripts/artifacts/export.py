"""SQL that writes the public tables: one DuckDB file, Parquet, CSV."""

import gzip
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb

from scripts.artifacts.manifest import PublicTable
from scripts.artifacts.rows import value_of
from scripts.base.errors import ConfigurationError
from scripts.base.interrupts import end_when_interrupted
from scripts.base.shown import APOSTROPHE, CELL_CONTROLS, FORMULA_START

RELEASE_DATABASE = "support_kpi.duckdb"
RELEASE_SCHEMA = "marts"
# Newer files cannot be opened by drivers of the 1.x line.
STORAGE_VERSION = "v1.2.0"
BYTE_ORDER_MARK = "\ufeff"
LINE_END = "\n"
# What is written without quotes: numbers, days, instants, yes and no.
PLAIN_KINDS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UINTEGER", "UBIGINT"),
    *("DOUBLE", "FLOAT", "DECIMAL", "BOOLEAN", "DATE", "TIME"),
)


def quoted(*names: str) -> str:
    """A name, or a path of names, as an SQL identifier."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def literal(text: str | Path) -> str:
    """A text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def published_database(folder: Path) -> Path:
    """The DuckDB file of a release.

    Raises:
        ConfigurationError: Nothing is published there.
    """
    database = folder / RELEASE_DATABASE
    if not database.is_file():
        raise ConfigurationError("Nothing is published yet: run make run first.")
    return database


def open_build(database: Path, settings: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    """Open a finished build, read only, under the name that its views know."""
    return _session(database, database.stem, settings)


def _session(
    database: Path, name: str, settings: Mapping[str, str] | None = None
) -> duckdb.DuckDBPyConnection:
    connection = end_when_interrupted(duckdb.connect(":memory:", config=dict(settings or {})))
    connection.execute("set TimeZone = 'UTC'")
    connection.execute(f"attach {literal(database)} as {quoted(name)} (read_only)")
    return connection


def attach_release(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create the release's DuckDB file."""
    connection.execute(
        f"attach {literal(folder / RELEASE_DATABASE)} as release "
        f"(storage_version {literal(STORAGE_VERSION)})"
    )
    connection.execute(f"create schema release.{quoted(RELEASE_SCHEMA)}")


def open_release(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the release's DuckDB file, read only, under the name that these functions use."""
    connection = _session(folder / RELEASE_DATABASE, "release")
    connection.execute("use release")
    return connection


def copy_table(connection: duckdb.DuckDBPyConnection, build: str, table: PublicTable) -> int:
    """Copy one table into the release, rows in the order of its key; returns their number."""
    goal = release_name(table.name)
    order = ", ".join(quoted(column) for column in table.key) or "all"
    source = quoted(build, table.schema, table.name)
    # A thousand comments would else be as many commits.
    connection.begin()
    connection.execute(f"create table {goal} as select * from {source} order by {order}")  # noqa: S608
    if table.description:
        connection.execute(f"comment on table {goal} is {literal(table.description)}")
    existing = {name for name, _ in columns_of(connection, table)}
    for name, description in table.columns.items():
        if description and name in existing:
            column = f"{goal}.{quoted(name)}"
            connection.execute(f"comment on column {column} is {literal(description)}")
    connection.commit()
    return count_rows(connection, table.name)


def count_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Number of rows of a table of the release."""
    return int(value_of(connection.execute(f"select count(*) from {release_name(name)}")))  # noqa: S608


def write_parquet(connection: duckdb.DuckDBPyConnection, table: PublicTable, folder: Path) -> None:
    """Write one table of the release as Parquet."""
    path = folder / f"{table.name}.parquet"
    connection.execute(
        f"copy {release_name(table.name)} to {literal(path)} (format parquet, compression zstd)"
    )


def write_csv(connection: duckdb.DuckDBPyConnection, table: PublicTable, folder: Path) -> None:
    """Write one table of the release as CSV that a spreadsheet opens safely."""
    path = folder / f"{table.name}.csv"
    columns = columns_of(connection, table)
    fields = [f"{csv_expression(name, kind)} as {quoted(name)}" for name, kind in columns]
    texts = [quoted(name) for name, kind in columns if not kind.startswith(PLAIN_KINDS)]
    quoting = f", force_quote ({', '.join(texts)})" if texts else ""
    # Excel reads UTF-8 only behind a byte order mark, which no quote may precede.
    head = BYTE_ORDER_MARK + ",".join(name for name, _ in columns) + LINE_END
    if count_rows(connection, table.name):
        options = f"header false, prefix {literal(head)}, suffix {literal(LINE_END)}{quoting}"
        connection.execute(
            f"copy (select {', '.join(fields)} from {release_name(table.name)}) "  # noqa: S608
            f"to {literal(path)} (format csv, {options})"
        )
    else:
        path.write_text(head, encoding="utf-8")
    if table.is_csv_compressed:
        _compress(path)


def csv_expression(name: str, kind: str) -> str:
    """A column as it goes into a CSV: see `scripts.base.shown.cell_text`."""
    column = quoted(name)
    if kind.startswith(PLAIN_KINDS):
        return column
    text = f"regexp_replace(cast({column} as varchar), {literal(CELL_CONTROLS)}, ' ', 'g')"
    return f"regexp_replace({text}, {literal(FORMULA_START)}, {literal(APOSTROPHE)}, 'g')"


def _compress(path: Path) -> None:
    """Replace a file by its gzip; without name and time, so that the same bytes come out again."""
    with (
        path.open("rb") as plain,
        path.with_name(f"{path.name}.gz").open("wb") as file,
        # A third of DuckDB's own time, for a file that is an eighth larger.
        gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed,
    ):
        shutil.copyfileobj(plain, packed, 1 << 20)
    path.unlink()


def release_name(name: str) -> str:
    """A table of the attached release, as SQL."""
    return f"release.{quoted(RELEASE_SCHEMA, name)}"


def columns_of(connection: duckdb.DuckDBPyConnection, table: PublicTable) -> list[tuple[str, str]]:
    """Names and types of a table's columns, as released."""
    described = connection.execute(f"describe {release_name(table.name)}").fetchall()
    return [(row[0], row[1]) for row in described]
