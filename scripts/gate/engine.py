"""Great Expectations on DuckDB, which it does not support by itself.

Importing this module imports Great Expectations, which takes seconds.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Any, Literal

os.environ["GX_ANALYTICS_ENABLED"] = "false"


def _import_when_used(package: str, name: str) -> None:
    spec = find_spec(f"{package}.{name}")
    if spec and spec.loader and spec.name not in sys.modules:
        spec.loader = LazyLoader(spec.loader)
        module = sys.modules[spec.name] = module_from_spec(spec)
        spec.loader.exec_module(module)
        setattr(sys.modules[package], name, module)


# A quarter of the import, for expectations about distributions.
_import_when_used("scipy", "stats")

import duckdb  # noqa: E402
import duckdb_sqlalchemy  # noqa: E402
import great_expectations as gx  # noqa: E402
import sqlalchemy  # noqa: E402
from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: E402
from great_expectations.datasource.fluent import SQLDatasource  # noqa: E402
from great_expectations.datasource.fluent.interfaces import Batch  # noqa: E402
from great_expectations.execution_engine import SqlAlchemyExecutionEngine  # noqa: E402

logging.getLogger("great_expectations").setLevel(logging.ERROR)


class _Dialect:
    """What Great Expectations looks for to know how regular expressions are written.

    It knows one other database with DuckDB's function REGEXP_MATCHES, and finds it by this name.
    """

    dialect = type(None)
    DremioDialect = None


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """An execution engine that keeps its one connection, because the database lives in it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        """Take over the arguments of the general engine."""
        super().__init__(*arguments, **named)
        self.dialect_module = _Dialect

    @contextmanager
    def get_connection(self) -> Iterator[sqlalchemy.Connection]:
        """The one connection."""
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection


class DuckDBDatasource(SQLDatasource):
    """Query assets over an open DuckDB connection."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]

    def get_execution_engine(self) -> SqlAlchemyExecutionEngine:
        """The engine, made once by `open_batches`."""
        assert self._execution_engine is not None  # noqa: S101
        return self._execution_engine

    def use(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Look at the data through this connection."""
        engine = sqlalchemy.create_engine(
            "duckdb:///:memory:",
            creator=lambda: duckdb_sqlalchemy.ConnectionWrapper(connection),
            poolclass=sqlalchemy.StaticPool,
        )
        self._execution_engine = DuckDBExecutionEngine(engine=engine, create_temp_table=False)


def open_batches(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> dict[str, Batch]:
    """One batch per raw table: all of its rows."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    datasource = DuckDBDatasource(name="raw", connection_string="duckdb:///:memory:")
    datasource._data_context = context  # noqa: SLF001
    datasource.use(connection)
    batches = {}
    for table in tables:
        asset = datasource.add_query_asset(table, f'select * from "{table}"')  # noqa: S608
        batches[table] = asset.add_batch_definition_whole_table("all rows").get_batch()
    return batches
