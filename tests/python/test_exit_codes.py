"""Every way to fail: one sentence that says what, where and what to do, and its exit code."""

import fcntl
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.run import commands
from tests.python.conftest import Warehouse, error_sentence

BAD_VARIABLES = [
    ("{shrot_abandon_seconds: 5}", "There is no variable 'shrot_abandon_seconds': did you mean"),
    ("{zzz: 1}", "There is no variable 'zzz': the known ones stand in dbt_project.yml."),
    ("{short_abandon_seconds: 5", "--vars is not valid YAML"),
    ("just words", "--vars must be names with values"),
    ("{short_abandon_seconds: soon}", "must be a number like 10, not 'soon'"),
    ("{short_abandon_seconds: true}", "must be a number like 10, not True"),
    ("{kpi_slices: overall}", "must be a list"),
    ("{is_strict: 1}", "must be true or false"),
    ("{as_of: someday}", "The variable 'as_of' is 'someday'"),
    ("{as_of: 9999-12-31}", "The variable 'as_of' is '9999-12-31': give a year from 1970 to 2100."),
    ("{as_of: 2025-13-45}", "--vars is not valid YAML (month must be in 1..12)"),
    ("{report_timezone: Europe/Berlim}", "did you mean 'Europe/Berlin'?"),
]


@pytest.mark.parametrize(("text", "sentence"), BAD_VARIABLES)
def test_bad_variables(project: Path, warehouse: Warehouse, text: str, sentence: str) -> None:
    outcome = warehouse("run", "--vars", text)
    assert outcome.code == 2
    assert sentence in error_sentence(outcome)
    assert not (project / "exports").exists(), "refused before anything is written"


@pytest.mark.usefixtures("project")
def test_a_folder_is_no_file_for_rows(warehouse: Warehouse, tmp_path: Path) -> None:
    outcome = warehouse("explain", "csat", "--period", "2025-11", "--csv", str(tmp_path))
    assert outcome.code == 2
    assert f"folder {tmp_path}: name a file in it, such as" in error_sentence(outcome)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("vars: [", "dbt_project.yml is not valid YAML (line "),
        ("", "dbt_project.yml must have vars"),
        ("vars: {as_of: 2025-13-45}", "month must be in 1..12"),
        ("vars: {report_timezone: Mars}", "an unknown time zone 'Mars'"),
    ],
)
def test_bad_settings(project: Path, warehouse: Warehouse, content: str, sentence: str) -> None:
    (project / "dbt_project.yml").write_text(content)
    outcome = warehouse("run")
    assert (outcome.code, sentence in error_sentence(outcome)) == (2, True)
    assert not (project / "exports").exists()


def test_bad_usage(project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    assert warehouse("run", "--shrot").code == 2
    assert warehouse("fly").code == 2
    outcome = warehouse("run", "--as-of", "31.12.2025")
    assert (outcome.code, "ISO 8601" in error_sentence(outcome)) == (2, True)
    outcome = warehouse("run", "--target", "moon")
    assert (outcome.code, "'moon'" in error_sentence(outcome)) == (2, True)
    outcome = warehouse("build", "--target", "moon")
    assert (outcome.code, "'moon' is unknown" in error_sentence(outcome)) == (2, True)
    for target in ("spark", "spark_thrift"):
        outcome = warehouse("run", "--target", target)
        assert (outcome.code, "an environment of their own" in error_sentence(outcome)) == (2, True)
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "0")
    outcome = warehouse("run")
    assert (outcome.code, "whole number from 1" in error_sentence(outcome)) == (2, True)


def test_no_raw_files(project: Path, warehouse: Warehouse, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    outcome = warehouse("run", "--raw-path", str(empty))
    assert (outcome.code, "There is no folder" in error_sentence(outcome)) == (3, True)
    empty.mkdir()
    outcome = warehouse("run", "--raw-path", str(empty))
    assert (outcome.code, "holds no raw files" in error_sentence(outcome)) == (3, True)


def _broken_line(project: Path) -> None:
    raw = project / "data" / "sample" / "calls.csv"
    raw.write_text(raw.read_text() + "call-900,support,again\ncall-901,support\n")


def _other_encoding(project: Path) -> None:
    raw = project / "data" / "sample" / "calls.csv"
    raw.write_bytes(raw.read_bytes() + "call-900,café\n".encode("latin-1"))


def _cut_gzip(project: Path) -> None:
    (project / "data" / "sample" / "more.csv.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut")


def _broken_seed(project: Path) -> None:
    seed = project / "seeds" / "rules" / "thresholds.csv"
    seed.write_text("name,seconds\nshort,10,11\n")


def _broken_model(project: Path) -> None:
    model = project / "models" / "marts" / "core" / "fct_calls.sql"
    model.write_text(model.read_text() + "\nwhere no_such_column = 1\n")


def _broken_yaml(project: Path) -> None:
    (project / "models" / "broken.yml").write_text("models: [\n")


BROKEN: list[tuple[Callable[[Path], None], int, str]] = [
    (_broken_line, 3, "is broken in line 42: it has 3 fields where the header has 2"),
    (_other_encoding, 3, "is not UTF-8 (byte 0xe9 in line 42)"),
    (_cut_gzip, 3, "more.csv.gz"),
    (_broken_seed, 2, "The seed thresholds cannot be loaded"),
    (_broken_model, 1, "The model fct_calls could not be built"),
    (_broken_yaml, 2, "dbt cannot read the project"),
]


@pytest.mark.parametrize(("damage", "code", "sentence"), BROKEN)
def test_broken_project_or_inputs(
    project: Path, warehouse: Warehouse, damage: Callable[[Path], None], code: int, sentence: str
) -> None:
    damage(project)
    outcome = warehouse("run")
    assert sentence in error_sentence(outcome)
    assert outcome.code == code
    assert not (project / "exports" / "current").exists()
    record = json.loads(next((project / "exports" / "runs").glob("*/run.json")).read_text())
    assert record["exit_code"] == code
    assert sentence in record["message"]


def test_sentences_of_macros(project: Path, warehouse: Warehouse) -> None:
    outcome = warehouse("run", "--vars", "{short_abandon_seconds: 98}")
    assert outcome.code == 3
    assert error_sentence(outcome) == "calls.csv lacks the required column call_id; add it."
    outcome = warehouse("run", "--vars", "{short_abandon_seconds: 99}")
    assert outcome.code == 2
    expected = "short_abandon_seconds is 99, which no queue allows; give fewer seconds."
    assert error_sentence(outcome) == expected


def test_run_in_progress(project: Path, warehouse: Warehouse) -> None:
    exports = project / "exports"
    exports.mkdir()
    owner = {"user": "ada", "host": "desk", "pid": 4711, "started_at": "2026-01-01T00:00:00+00:00"}
    with (exports / "run.lock").open("w") as file:
        json.dump(owner, file)
        file.flush()
        fcntl.flock(file, fcntl.LOCK_EX)
        outcome = warehouse("run")
        assert outcome.code == 4
        assert "started by ada on desk (process 4711)" in error_sentence(outcome)
        assert "In progress: started by ada" in warehouse("status").out
        assert warehouse("publish").code == 4
    # The holder is gone and the file still names it, as after a kill: nobody is blocked.
    assert "No run is in progress" in warehouse("status").out
    assert warehouse("publish").code == 1


def test_exports_cannot_be_written(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "in_the_way").write_text("a file, not a folder")
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(project / "in_the_way"))
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "which is no folder: name one." in error_sentence(outcome)


def test_the_unexpected_is_one_sentence_too(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(commands, "build_warehouse", explode)
    outcome = warehouse("run")
    assert outcome.code == 1
    assert error_sentence(outcome) == "Unexpected ZeroDivisionError: nobody thought of this"
    run = next((project / "exports" / "runs").glob("2*"))
    assert str(run) in outcome.err
    assert "Traceback" in (run / "runner.log").read_text(), "the details stand in the run folder"
