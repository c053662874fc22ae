"""Sources read from schemas of the server itself: the same rows as from files."""

import csv
import io

import duckdb
import pytest
from psycopg2.extras import execute_values

from scripts.base.settings import load_settings
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import invoke_dbt
from tests.python.conftest import run_quietly
from tests.python.postgres.server import BUILDER, Database
from tests.python.sources import EXAMPLES

ROWS = ["run", "--select", "path:models/sources/zendesk_fivetran"]
MODELS = ("tickets", "ticket_events", "surveys", "agents", "business_hours", "holidays")


def test_rows_are_those_that_duckdb_reads_from_files(
    database: Database, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", "zendesk_fivetran")
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(tmp_path_factory.mktemp("exports")))
    folder = RunFolder("files", tmp_path_factory.mktemp("files"))
    folder.private.mkdir()
    place = "SUPPORT_KPI_ZENDESK_FIVETRAN_PATH"
    with monkeypatch.context() as patch:
        patch.setenv("SUPPORT_KPI_TARGET", "duckdb")
        patch.setenv(place, str(EXAMPLES / "zendesk_fivetran"))
        assert invoke_dbt(load_settings(), folder, ROWS).success
    land(database)
    assert run_quietly("load", "--target", "postgres").code == 0
    on_server = RunFolder("server", tmp_path_factory.mktemp("server"))
    on_server.private.mkdir()
    assert invoke_dbt(load_settings(), on_server, ROWS).success
    with duckdb.connect(str(folder.database), read_only=True) as built:
        for model in MODELS:
            table = f'sources."zendesk_fivetran__{model}"'
            names = [row[0] for row in built.sql(f"describe {table}").fetchall()]
            columns = ", ".join(
                f'cast("{name}" as text)' for name in names if "reported" not in name
            )
            own = sorted(map(str, built.sql(f"select {columns} from {table}").fetchall()))
            theirs = database.ask(f"select {columns} from support_kpi_build_run_{table}")
            assert own == sorted(map(str, theirs)), model


def land(database: Database) -> None:
    """What a loader leaves: the tables as text, in a schema of their own."""
    database.ask(f"create schema zendesk_fivetran authorization {BUILDER}")
    for path in (EXAMPLES / "zendesk_fivetran").glob("*.csv"):
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        table = f'zendesk_fivetran."{path.stem}"'
        columns = ", ".join(f'"{name}" text' for name in header)
        with database.open(BUILDER) as session, session.cursor() as cursor:
            cursor.execute(f"create table {table} ({columns})")
            values = [[value or None for value in row] for row in rows]
            execute_values(cursor, f"insert into {table} values %s", values)
