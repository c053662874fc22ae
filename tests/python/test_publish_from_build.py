"""Publishing a build that something else made, such as an orchestrator."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.python.conftest import Warehouse, error_sentence
from tests.python.docs_blocks import blocks
from tests.python.mini_project import REAL_PROJECT

Damage = Callable[[dict[str, Any], dict[str, Any]], None]


@pytest.fixture
def build(project: Path, warehouse: Warehouse, tmp_path: Path) -> Path:
    """A good build in a folder of its own, as `dbt build` leaves one; no run knows of it."""
    assert warehouse("build").code == 0
    (run,) = (project / "exports" / "runs").glob("*/")
    folder = tmp_path / "elsewhere"
    shutil.copytree(run / "artifacts", folder / "artifacts")
    shutil.move(run / "private" / "support_kpi_build.duckdb", folder)
    (folder / "gate.json").write_text("{}")
    shutil.rmtree(run)
    return folder


def _fail_a_test(manifest: dict[str, Any], results: dict[str, Any]) -> None:
    results["results"][-1]["status"] = "fail"


def _leave_a_test_out(manifest: dict[str, Any], results: dict[str, Any]) -> None:
    is_test = [result["unique_id"].startswith("test.") for result in results["results"]]
    del results["results"][is_test.index(True)]


DAMAGES: dict[Damage, str] = {
    _fail_a_test: "failed or skipped",
    _leave_a_test_out: "left out, the first test.",
}


def test_only_a_whole_and_good_build_is_published(
    project: Path, warehouse: Warehouse, build: Path
) -> None:
    paths = [build / "artifacts" / f"{name}.json" for name in ("manifest", "run_results")]
    good = [path.read_text() for path in paths]
    for damage, sentence in DAMAGES.items():
        contents = [json.loads(text) for text in good]
        damage(*contents)
        for path, content in zip(paths, contents, strict=True):
            path.write_text(json.dumps(content))
        refused = warehouse("publish", "--from-build", str(build))
        assert refused.code == 1
        assert sentence in error_sentence(refused)
    assert not (project / "exports" / "current").exists()
    for path, text in zip(paths, good, strict=True):
        path.write_text(text)

    published = warehouse("publish", "--from-build", str(build))
    assert published.code == 0, published.err
    release = (project / "exports" / "current").resolve()
    record = json.loads((project / "exports" / "runs" / release.name / "run.json").read_text())
    assert (record["command"], record["exit_code"]) == ("publish", 0)
    assert record["row_counts"]["fct_calls"] == 40
    assert any(node["unique_id"].startswith("test.") for node in record["nodes"])
    assert [file["path"] for file in record["raw_files"]] == ["calls.csv"]
    assert (release / "gate.json").is_file()

    again = warehouse("publish", "--from-build", str(build))
    assert again.code == 2
    assert "There is no build in" in error_sentence(again)
    assert (project / "exports" / "current").resolve() == release


def test_the_documented_commands_publish(project: Path) -> None:
    (script,) = [block.text for block in blocks("bash") if "--from-build" in block.text]
    shutil.copytree(REAL_PROJECT / "scripts", project / "scripts")
    # What is personal is defined there, for the scripts too.
    (project / "macros/staging").mkdir()
    for name in ("personal_forms", "folded_text"):
        shutil.copy(REAL_PROJECT / f"macros/staging/{name}.sql", project / "macros/staging")
    (project / ".venv").symlink_to(sys.prefix)
    (project / "profiles.yml").symlink_to("profiles/profiles.yml")
    done = subprocess.run(
        ["bash", "-euc", script],
        cwd=project,
        env={**os.environ, "SUPPORT_KPI_RAW_PATH": "data/sample"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "exports/current/support_kpi.duckdb").is_file()
