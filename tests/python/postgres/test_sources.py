"""A source in a schema of the server: marts like those that DuckDB makes of the same files."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import OWN_SQL, different_rows
from scripts.artifacts.export import literal
from scripts.artifacts.manifest import read_public_tables
from scripts.base.settings import PROJECT
from tests.python.conftest import private_build, run_quietly
from tests.python.postgres.loaded import load_example
from tests.python.postgres.server import Database, create_database
from tests.python.sources import EXAMPLES
from tests.python.sources.desk import AS_OF
from tests.python.test_sources import FEW_SLICES

# One of each system whose tables a loader puts into a database.
EVERYTHING = [
    "zendesk_fivetran",
    "amazon_connect",
    "chatwoot_postgres",
    "freshdesk_api",
    "genesys_conversations",
    "hubspot_fivetran",
    "intercom_fivetran",
    "jira_fivetran",
    "salesforce_fivetran",
    "servicenow_fivetran",
    "zammad_postgres",
]


def test_the_gate_judges_a_schema_of_the_server(
    database: Database, new_exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_example(database, "zendesk_fivetran", tmp_path)
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", "zendesk_fivetran")
    outcome = run_quietly("check", "--as-of", AS_OF.isoformat())
    assert outcome.code == 0, outcome.err
    assert "rules kept" in outcome.out
    assert database.ask("select count(*) from landing.tickets") == [(0,)]


@pytest.mark.soak
def test_a_plain_build_needs_no_load(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a project that has this one as a package; the second build reads the rows anew."""
    load_example(database, "zendesk_fivetran", tmp_path)
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", "zendesk_fivetran")
    places = [word for name in ("target", "log") for word in (f"--{name}-path", str(tmp_path))]
    dbt = [
        Path(sys.executable).with_name("dbt"),
        "build",
        *places,
        "--exclude-resource-type",
        "test",
    ]
    for _ in range(2):
        done = subprocess.run(
            [*dbt, "--exclude-resource-type", "unit_test", "--select", "+stg_helpdesk__tickets"],
            cwd=PROJECT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:]
    assert database.ask("select count(*) from support_kpi_build_staging.stg_helpdesk__tickets") == [
        (162,)
    ]


@pytest.mark.soak
@pytest.mark.parametrize(
    "sources", [["zendesk_fivetran"], EVERYTHING, ["zendesk_api"]], ids=["zendesk", "all", "json"]
)
def test_marts_of_a_schema_are_those_of_the_files(
    sources: list[str], host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", ",".join(sources))
    for source in sources:
        monkeypatch.setenv(f"SUPPORT_KPI_{source.upper()}_PATH", str(EXAMPLES / source))
    arguments = ("build", "--as-of", AS_OF.isoformat(), "--vars", json.dumps(FEW_SLICES))
    files = built(tmp_path / "duckdb", monkeypatch, arguments)
    server = create_database(host)
    for source in sources:
        load_example(server, source, tmp_path)
        monkeypatch.delenv(f"SUPPORT_KPI_{source.upper()}_PATH")
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    schema = built(tmp_path / "postgres", monkeypatch, arguments)
    tables = {file.stem for source in sources for file in (EXAMPLES / source).iterdir()}
    # Rooms and models of dbt's are called like some of them.
    files_written = [path for path in (tmp_path / "postgres").rglob("*") if path.is_file()]
    copies = [path for path in files_written if path.suffix != ".sql" and path.stem in tables]
    assert copies == []
    here, there = (read_public_tables(build.parents[1] / "artifacts") for build in (files, schema))
    with duckdb.connect(":memory:") as sides:
        sides.execute(f"attach {literal(files)} as here (read_only)")
        sides.execute(f"attach {literal(schema)} as there (read_only)")
        found = {
            left.name: rows
            for left, right in zip(here, there, strict=True)
            if (
                rows := different_rows(
                    sides,
                    ("here", left.schema, left.name),
                    ("there", right.schema, right.name),
                    OWN_SQL.get(left.name, []),
                )
            )
        }
    assert len(here) > 40
    assert found == {}


def built(exports: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> Path:
    """A build of its own; its database."""
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
    outcome = run_quietly(*arguments)
    assert outcome.code == 0, outcome.err
    return private_build(exports)
