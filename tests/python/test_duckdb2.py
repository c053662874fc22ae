"""The project under DuckDB 2 gives the numbers that it gives under the DuckDB of the lock file."""

import os
import subprocess
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import different_rows
from scripts.artifacts.export import literal
from scripts.artifacts.manifest import read_public_tables
from tests.python.mini_project import REAL_PROJECT

PYTHON = REAL_PROJECT / ".venv-duckdb2" / "bin" / "python"

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not PYTHON.is_file(), reason="needs DuckDB 2: make test-duckdb2"),
]


def test_every_public_mart_is_equal(sample_build: Path, tmp_path: Path) -> None:
    version = subprocess.run(
        [PYTHON, "-c", "import duckdb; print(duckdb.__version__)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert version.stdout.startswith("2.")
    database = tmp_path / sample_build.name
    built = subprocess.run(
        [
            *(str(PYTHON.with_name("dbt")), "--quiet", "build"),
            *("--exclude-resource-type", "unit_test"),
            *("--target-path", str(tmp_path), "--log-path", str(tmp_path)),
        ],
        cwd=REAL_PROJECT,
        env={**os.environ, "SUPPORT_KPI_DUCKDB_PATH": str(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout[-4000:]
    tables = read_public_tables(tmp_path)
    with duckdb.connect(":memory:") as sides:
        sides.execute(f"attach {literal(sample_build)} as a (read_only)")
        sides.execute(f"attach {literal(database)} as b (read_only)")
        found = {
            table.name: rows
            for table in tables
            if (rows := different_rows(sides, *((s, table.schema, table.name) for s in "ab")))
        }
    assert len(tables) > 40
    assert found == {}
