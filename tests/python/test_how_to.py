"""The worked examples of the documentation, done in a copy of the project as a reader would."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scripts.base.settings import PROJECT
from tests.python.docs_blocks import Block, blocks
from tests.python.faults.dbt_runs import DbtRuns

PARTS = ("dbt_project.yml", "models", "macros", "seeds", "profiles", "tests", "analyses")
Dbt = Callable[..., None]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project without what runs it."""
    for name in PARTS:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def follow(block: Block, project: Path) -> None:
    """Add a block where it says that it belongs: to a file, or after a line."""
    kind, _, where = block.goal.partition("=")
    if kind == "file":
        path = project / where
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if path.exists() else ""
        before = before.rstrip("\n") + "\n" if path.suffix == ".csv" else before
        path.write_text(before + block.text, encoding="utf-8")
        return
    line = where.strip('"')
    places = [path for path in project.glob("models/**/*") if path.is_file()]
    (path,) = [path for path in places if line in path.read_text(encoding="utf-8")]
    head, tail = path.read_text(encoding="utf-8").split(line)
    path.write_text(f"{head}{line}\n{block.text.rstrip()}{tail}", encoding="utf-8")


@pytest.fixture
def dbt(copy: Path, dbt_runs: DbtRuns) -> Dbt:
    """Dbt in the copy, which it reads once, on a database of its own."""
    runs = DbtRuns(copy, dbt_runs.parse_cache, project=copy)

    def call(database: Path, raw: Path, *arguments: str) -> None:
        outcome = runs.invoke(raw, database, "--quiet", *arguments)
        results = getattr(outcome.result, "results", None) or []
        failed = {one.node.name: one.message for one in results if one.status in ("error", "fail")}
        assert outcome.success, failed or outcome.exception

    return call


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_how_to_pages_work(copy: Path, dbt: Dbt, sample_build: Path, dbt_runs: DbtRuns) -> None:
    """Add the KPI and the target of the pages, then map the exports of both desks and build."""
    steps = [block for block in blocks() if block.goal.startswith(("file=", "after="))]
    assert {block.page for block in steps} == {"docs/add-a-kpi.md", "docs/change-a-target.md"}
    for step in steps:
        follow(step, copy)
    parity = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--noconftest"]
        + ["-c", "/dev/null", "--rootdir", str(copy), str(copy / "tests/python/test_parity.py")],
        cwd=copy,
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "DBT_PARTIAL_PARSE_FILE_PATH": str(dbt_runs.parse_cache),
        },
        capture_output=True,
        text=True,
    )
    assert parity.returncode == 0, parity.stdout

    database = Path(shutil.copy(sample_build, copy))
    dbt(
        database,
        PROJECT / "data/sample",
        *("build", "--exclude-resource-type", "test", "--select"),
        *("kpi_catalogue", "kpi_targets", "kpi_results"),
    )
    promoters = rows(
        database,
        """
        select sum(numerator), sum(denominator)
        from intermediate.kpi_results
        where kpi_id = 'nps_promoter_rate' and period_grain = 'month' and slice_name = 'overall'
        """,
    )
    answers = rows(
        database,
        """
        select count(*) filter (where nps_points = 100), count(*) from marts.fct_survey_responses
        where is_transactional_nps_response
        """,
    )
    assert promoters == answers
    own = "select target_high from reference.kpi_targets where target_set is null"
    assert rows(database, own) == [(120,)]

    raw, mapped = copy / "raw", copy / "mapped" / sample_build.name
    for example in (PROJECT / "docs/examples/zendesk", PROJECT / "docs/examples/ticket_export"):
        written = copy / example.name
        subprocess.run(
            [sys.executable, example.with_name("map.py"), example, example / "export", written],
            check=True,
        )
        for file in written.iterdir():
            (raw / file.stem).mkdir(parents=True, exist_ok=True)
            file.rename(raw / file.stem / f"{example.name}.csv")
    mapped.parent.mkdir()
    dbt(
        mapped,
        raw,
        *("build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
        *("--select", "+fct_tickets", "+fct_survey_responses"),
    )
    # Of Zendesk the automatic reply after 5 seconds and the internal note after 10 minutes do not
    # count. The other export has no history: what it says of a ticket is taken.
    assert rows(
        mapped,
        """
        select ticket_id, channel, first_response_seconds, resolution_seconds, first_reply_agent_id
        from marts.fct_tickets order by cast(ticket_id as integer)
        """,
    ) == [
        ("1", "email", 1800, 10800, "501"),
        ("2", "web", 2700, 2700, "502"),
        ("3", "email", None, None, None),
        ("101", "email", 2700, 104700, "Ben A"),
        ("102", "web", None, None, None),
        # Escalated, though it was closed once: open again.
        ("103", "phone", None, None, "Ben A"),
        ("104", "chat", 4500, None, "Dora B"),
    ]
    assert rows(
        mapped,
        "select ticket_id, is_satisfied, agent_id from marts.fct_survey_responses order by all",
    ) == [("1", True, "501"), ("101", True, "Ben A"), ("103", False, "Ben A")]
