"""The dbt unit tests: every rule on a small input."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.base.settings import PROJECT
from tests.python.faults.dbt_runs import DbtRuns


def test_dbt_unit_tests(sample_build: Path, tmp_path: Path, dbt_runs: DbtRuns) -> None:
    # They need the tables of a build for their columns, and write into a copy of it.
    database = Path(shutil.copy(sample_build, tmp_path))
    command = ("--quiet", "test", "--select", "test_type:unit")
    outcome = dbt_runs.invoke(PROJECT / "data/sample", database, *command)
    results = [one for one in outcome.result.results if one.node.resource_type == "unit_test"]
    failed = {one.node.name: one.message for one in results if one.status != "pass"}
    assert failed == {}
    assert len(results) > 200


@pytest.mark.soak
def test_they_hold_whatever_slices_somebody_adds(
    sample_build: Path, tmp_path: Path, dbt_runs: DbtRuns
) -> None:
    database = Path(shutil.copy(sample_build, tmp_path))
    runs = DbtRuns(
        tmp_path,
        dbt_runs.parse_cache,
        variables=json.dumps({"extra_slices": {"tickets": ["source_system"]}}),
    )
    selected = ("--quiet", "test", "--select", "kpi_results__tickets,test_type:unit")
    outcome = runs.invoke(PROJECT / "data/sample", database, *selected)
    results = [one for one in outcome.result.results if one.node.resource_type == "unit_test"]
    assert [one.node.name for one in results if one.status != "pass"] == []
    assert results
