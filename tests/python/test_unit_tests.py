"""The dbt unit tests: every rule on a small input."""

import gc
import json
import shutil
from pathlib import Path

import pytest

from scripts.runner.settings import PROJECT

pytestmark = pytest.mark.xdist_group("real")


def test_dbt_unit_tests(
    sample_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner

    # They need the tables of a build for their columns, and write into a copy of it.
    monkeypatch.setenv("SUPPORT_KPI_DUCKDB_PATH", shutil.copy(sample_build, tmp_path))
    monkeypatch.setenv("SUPPORT_KPI_TEMP_PATH", str(tmp_path / "spill"))
    target = tmp_path / "target"
    dbtRunner().invoke(
        [
            *("--quiet", "test", "--select", "test_type:unit"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT / "profiles")),
            *("--target-path", str(target), "--log-path", str(tmp_path / "logs")),
        ]
    )
    reset_adapters()
    DuckDBConnectionManager.close_all_connections()
    gc.collect()
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    failed = {
        result["unique_id"].rsplit(".", 1)[-1]: result["message"]
        for result in results
        if result["unique_id"].startswith("unit_test.") and result["status"] != "pass"
    }
    assert failed == {}
    assert len(results) > 200
