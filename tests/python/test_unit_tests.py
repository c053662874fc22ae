"""The dbt unit tests: every rule on a small input."""

import json
import shutil
from pathlib import Path

from scripts.base.settings import PROJECT
from tests.python.faults.dbt_runs import DbtRuns


def test_dbt_unit_tests(sample_build: Path, tmp_path: Path, dbt_runs: DbtRuns) -> None:
    # They need the tables of a build for their columns, and write into a copy of it.
    database = Path(shutil.copy(sample_build, tmp_path))
    command = ("--quiet", "test", "--select", "test_type:unit")
    dbt_runs.invoke(PROJECT / "data/sample", database, *command)
    results = json.loads((dbt_runs.artifacts / "run_results.json").read_text())["results"]
    failed = {
        result["unique_id"].rsplit(".", 1)[-1]: result["message"]
        for result in results
        if result["unique_id"].startswith("unit_test.") and result["status"] != "pass"
    }
    assert failed == {}
    assert len(results) > 200
