"""The command line of the semantic layer against a release."""

import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from tests.python.mini_project import REAL_PROJECT


@pytest.fixture
def environment(sample_release: Path) -> dict[str, str]:
    """Variables that point MetricFlow to the release, to be read only."""
    return {
        **os.environ,
        "SUPPORT_KPI_DUCKDB_PATH": str(sample_release / "support_kpi.duckdb"),
        "SUPPORT_KPI_ACCESS_MODE": "READ_ONLY",
    }


def test_metrics_can_be_asked_of_the_release(
    environment: dict[str, str], sample_release: Path
) -> None:
    before = sha256((sample_release / "support_kpi.duckdb").read_bytes()).hexdigest()
    arguments = "--metrics csat,resolution_time --group-by metric_time__month,team__team_name"
    done = _call(["make", "metrics", f"ARGS={arguments}"], environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "metric_time__month" in done.stdout and "team__team_name" in done.stdout
    saved = _call([".venv/bin/mf", "query", "--saved-query", "focus_kpis_by_channel"], environment)
    assert saved.returncode == 0, saved.stdout + saved.stderr
    assert "csat_denominator" in saved.stdout and "channel__channel_name" in saved.stdout
    valid = _call([".venv/bin/mf", "validate-configs"], environment)
    assert valid.returncode == 0, valid.stdout
    assert sha256((sample_release / "support_kpi.duckdb").read_bytes()).hexdigest() == before


def _call(words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=REAL_PROJECT, env=environment, capture_output=True, text=True, check=False
    )
