"""The questions in analyses/ compile, run and have an answer."""

import shutil
from pathlib import Path

import duckdb
import pytest

from scripts.runner.settings import PROJECT

pytestmark = pytest.mark.xdist_group("real")


def test_every_question_has_an_answer(
    sample_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner

    database = shutil.copy(sample_build, tmp_path)
    monkeypatch.setenv("SUPPORT_KPI_DUCKDB_PATH", database)
    monkeypatch.setenv("SUPPORT_KPI_TEMP_PATH", str(tmp_path / "spill"))
    outcome = dbtRunner().invoke(
        [
            *("--quiet", "compile", "--select", "path:analyses"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT / "profiles")),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ]
    )
    reset_adapters()
    DuckDBConnectionManager.close_all_connections()
    assert outcome.success, outcome.exception
    questions = sorted((tmp_path / "target/compiled/support_kpi/analyses").glob("*.sql"))
    assert len(questions) == len(list((PROJECT / "analyses").glob("*.sql"))) >= 5
    with duckdb.connect(database, read_only=True) as build:
        unanswered = [
            question.stem
            for question in questions
            if not build.execute(question.read_text(encoding="utf-8")).fetchall()
        ]
    assert unanswered == []
