"""The questions in analyses/ compile, run and have an answer."""

import shutil
from pathlib import Path

import duckdb

from scripts.base.settings import PROJECT
from tests.python.faults.dbt_runs import DbtRuns


def test_every_question_has_an_answer(
    sample_build: Path, tmp_path: Path, dbt_runs: DbtRuns
) -> None:
    database = Path(shutil.copy(sample_build, tmp_path))
    sample = PROJECT / "data/sample"
    outcome = dbt_runs.invoke(sample, database, "--quiet", "compile", "--select", "path:analyses")
    assert outcome.success, outcome.exception
    questions = sorted((dbt_runs.artifacts / "compiled/support_kpi/analyses").glob("*.sql"))
    assert len(questions) == len(list((PROJECT / "analyses").glob("*.sql"))) >= 5
    with duckdb.connect(str(database), read_only=True) as build:
        unanswered = [
            question.stem
            for question in questions
            if not build.execute(question.read_text(encoding="utf-8")).fetchall()
        ]
    assert unanswered == []
