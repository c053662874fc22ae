"""The project on a real PostgreSQL gives the numbers that DuckDB gives."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from scripts.runner.export import literal, quoted
from scripts.runner.manifest import PublicTable, read_public_tables
from scripts.runner.postgres import connect
from tests.python.conftest import run_quietly
from tests.python.mart_rows import NOT_COMPARED, different_rows
from tests.python.postgres_server import postgres_server

PROJECT = Path(__file__).resolve().parents[2]
# What a batch of set-based statements wants (docs/postgresql.md).
PLANNER = "-c enable_nestloop=off -c enable_mergejoin=off -c jit=off -c work_mem=128MB"
TYPES = {16: "boolean", 20: "bigint", 23: "integer", 701: "double", 1082: "date", 1114: "timestamp"}

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def postgres_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Artifacts of a build of the sample on a server that stands while the tests run."""
    artifacts = tmp_path_factory.mktemp("postgres")
    with postgres_server() as variables, pytest.MonkeyPatch.context() as patch:
        for name, value in {**variables, "PGOPTIONS": PLANNER}.items():
            patch.setenv(name, value)
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(artifacts / "exports"))
        loaded = run_quietly("load")
        assert loaded.code == 0, loaded.err
        built = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("dbt")), "--quiet", "build"),
                *("--target", "postgres", "--target-path", str(artifacts)),
                *("--log-path", str(artifacts), "--exclude-resource-type", "unit_test"),
            ],
            cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert built.returncode == 0, built.stdout[-4000:]
        yield artifacts


def test_every_public_mart_is_equal(
    postgres_build: Path, sample_release: Path, tmp_path: Path
) -> None:
    differences = {}
    with duckdb.connect(":memory:") as both:
        both.execute(f"attach {literal(sample_release / 'support_kpi.duckdb')} as a (read_only)")
        for table in read_public_tables(postgres_build):
            if table.name not in NOT_COMPARED:
                fetch(table, both, tmp_path)
                if found := different_rows(both, table.name):
                    differences[table.name] = found
    assert differences == {}


def fetch(table: PublicTable, goal: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Copy one table from the server."""
    source, path = quoted(table.schema, table.name), folder / f"{table.name}.csv"
    with closing(connect()) as server, server.cursor() as cursor:
        cursor.execute(f"select * from {source} limit 0")
        fields = ", ".join(
            f"{quoted(column.name)} {TYPES.get(column.type_code, 'varchar')}"
            for column in cursor.description
        )
        with path.open("wb") as rows:
            cursor.copy_expert(f"copy {source} to stdout (format csv)", rows)
    goal.execute(f"create table {quoted(table.name)} ({fields})")
    goal.execute(
        f"copy {quoted(table.name)} from {literal(path)} (format csv, header false, "
        "auto_detect false, delim ',', quote '\"', escape '\"', nullstr '')"
    )
