"""What the documentation says is run: commands, SQL, Python. A command that nobody knows fails."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command

from scripts.base.settings import PROJECT
from scripts.run.cli import app
from tests.python.conftest import run_quietly
from tests.python.docs_blocks import Command, blocks, commands, pages

# Targets that read a release are run; those that take minutes are only parsed here, and run by
# the tests that are named.
READ_A_RELEASE = {"status", "explain", "kpis", "show"}
RUN_ELSEWHERE = {
    "run": "test_sample_run.py",
    "check": "tests/python/gate",
    "sources": "test_sources.py",
    "reconcile": "test_reconciliation.py",
    "report": "tests/python/page",
    "mcp": "test_ask.py",
    "bench": "test_bench.py, for a small size",
    "build": "conftest.py: sample_build",
    "publish": "conftest.py: sample_release",
    "sample": "test_sample.py",
    "test": "this very run",
    "lint": "the project's own check before every merge",
    "docs": "test_handbook.py, for what it writes beside dbt",
    "metrics": "test_metrics.py",
    "semantic": "test_semantic_layer.py, but for writing the files",
    "test-orchestration": "called by itself: it installs Dagster",
    "test-duckdb2": "called by itself: it installs DuckDB 2",
    "test-spark": "called by itself: it installs PySpark and needs a JDK",
    "help": "test_makefile_lists_its_targets",
}
# Languages of blocks that show something and are nothing to run; `file=` and `after=` blocks are
# applied by test_how_to.py.
SHOWN = {"", "mermaid", "markdown", "yaml", "csv", "jinja", "json", "ini"}
RUN = {"console", "sql", "python"}
# Whole scripts, run by tests that have what they need; a drawing, read by its test.
SCRIPTS = {
    ("bash", "docs/bi.md"): "test_bi.py, in an environment of its own (make soak)",
    ("bash", "docs/scheduling.md"): "test_schedules.py, test_publish_from_build.py, Dagster's own",
    ("bash", "docs/spark.md"): "test_spark.py, test_spark_publishing.py, test_spark_cluster.py",
    ("bash", "docs/sources/loading.md"): "by hand: the page says what came out of it",
    ("text", "README.md"): "test_model_rooms.py, which holds the order of the rooms",
    ("psql", "docs/postgresql.md"): "tests/python/postgres/test_page.py",
}


def runner_call(command: Command) -> list[str] | None:
    """Arguments of the runner, if the command is one, through make or called itself."""
    words = list(command.words)
    if words[0] == "make":
        name = words[1] if len(words) > 1 else "help"
        given = [word.removeprefix("ARGS=") for word in words[2:] if word.startswith("ARGS=")]
        return [name, *(part for text in given for part in shlex.split(text))]
    if words[:2] == [".venv/bin/python", "scripts/warehouse.py"]:
        return words[2:]
    return None


def by_place(command: Command) -> str:
    return f"{command.place} {' '.join(command.words)}"


def test_every_block_is_run_or_known_to_be_shown_only() -> None:
    unknown = [
        block.place
        for block in blocks()
        if block.language not in SHOWN | RUN
        and not (block.language == "text" and block.goal.startswith("after="))
        and (block.language, block.page) not in SCRIPTS
    ]
    assert unknown == []


def test_every_variable_of_the_environment_exists() -> None:
    told = {
        name for page in pages() for name in re.findall(r"SUPPORT_KPI_[A-Z_]+", page.read_text())
    }
    code = [
        *PROJECT.glob("scripts/**/*.py"),
        *PROJECT.glob("macros/**/*.sql"),
        PROJECT / "Makefile",
    ]
    code += [PROJECT / "profiles/profiles.yml", *PROJECT.glob("orchestration/**/*.*")]
    known = "\n".join(path.read_text(encoding="utf-8") for path in code)
    sources = "|".join(path.name.upper() for path in PROJECT.glob("models/sources/*"))
    # Some are joined from a stem in the code.
    missing = {
        name
        for name in told
        if name not in known
        and f'"{name.split("_")[2]}"' not in known
        and not re.fullmatch(f"SUPPORT_KPI_({sources})_(PATH|SCHEMA|DATABASE)", name)
    }
    assert missing == set()


def test_every_link_leads_to_a_file() -> None:
    broken = []
    for page in pages():
        for goal in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / goal).exists():
                broken.append(f"{page.name}: {goal}")
    assert broken == []


def test_the_index_lists_every_page() -> None:
    index = (PROJECT / "docs/README.md").read_text(encoding="utf-8")
    names = {path.name for path in (PROJECT / "docs").glob("*.md")} - {"README.md"}
    assert {name for name in names if f"({name})" not in index} == set()


def test_no_model_is_longer_than_contributors_are_told() -> None:
    told = re.search(r"Models: .* (\d+) at most", (PROJECT / "CONTRIBUTING.md").read_text("utf-8"))
    assert told is not None
    lines = {
        path.stem: len(path.read_text("utf-8").splitlines())
        for path in (PROJECT / "models").rglob("*.sql")
    }
    assert len(lines) > 200
    assert {name: count for name, count in lines.items() if count > int(told[1])} == {}


def test_commands_of_the_docs_are_known_and_their_arguments_are_right() -> None:
    group = get_command(app)
    wrong = []
    for command in commands():
        call = runner_call(command)
        if call is None:
            if command.words[0] != "ls" and not (PROJECT / command.words[1]).is_file():
                wrong.append(f"{by_place(command)}: nobody knows this command")
            continue
        name, *arguments = call
        if name in group.commands:  # type: ignore[attr-defined]
            group.commands[name].make_context(name, list(arguments))  # type: ignore[attr-defined]
        elif name == "test":
            wrong += [
                f"{by_place(command)}: {path}" for path in arguments if not Path(path).exists()
            ]
        if command.words[0] == "make" and name not in READ_A_RELEASE | set(RUN_ELSEWHERE):
            wrong.append(f"{by_place(command)}: no test runs this target")
    assert wrong == []


def test_make_knows_the_targets_of_the_docs() -> None:
    targets = sorted({command.words[1] for command in commands() if command.words[0] == "make"})
    subprocess.run(["make", "-n", *targets], cwd=PROJECT, check=True, capture_output=True)


def test_makefile_lists_its_targets() -> None:
    shown = subprocess.run(
        ["make", "help"], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    told = {command.words[1] for command in commands() if command.words[0] == "make"}
    assert told - set(re.findall(r"^  make (\S+)", shown.stdout, re.M)) == set()


@pytest.fixture
def scratch(sample_release: Path, tmp_path: Path) -> Path:
    """A folder in which the documented paths exist."""
    (tmp_path / "exports").symlink_to(sample_release.parents[1])
    (tmp_path / "docs").symlink_to(PROJECT / "docs")
    return tmp_path


def test_commands_that_read_a_release_run(
    sample_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(sample_release.parents[1]))
    calls = {tuple(call) for command in commands() if (call := runner_call(command))}
    read = sorted(call for call in calls if call[0] in READ_A_RELEASE)
    assert read
    failed = {call: outcome.err for call in read if (outcome := run_quietly(*call)).code != 0}
    assert failed == {}


def test_other_commands_run(scratch: Path) -> None:
    others = [command for command in commands() if runner_call(command) is None]
    assert others
    for command in others:
        words = [word.replace(".venv/bin/python", sys.executable) for word in command.words]
        done = subprocess.run(words, cwd=scratch, capture_output=True, text=True)
        assert done.returncode == 0, (by_place(command), done.stderr)


def test_sql_of_the_docs_has_an_answer(sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        unanswered = [
            block.place for block in blocks("sql") if not release.execute(block.text).fetchall()
        ]
    assert len(blocks("sql")) >= 4
    assert unanswered == []


def test_python_of_the_docs_runs(scratch: Path) -> None:
    snippets = blocks("python")
    assert len(snippets) >= 5
    code = "".join(
        f"exec(compile({one.text!r}, {one.place!r}, 'exec'), {{}})\n" for one in snippets
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=scratch,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "fct_tickets.topic_id -> dim_topics.topic_id" in done.stdout
