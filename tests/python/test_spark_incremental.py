"""Base models on Spark that are brought up to date file by file, across builds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python import spark_desk
from tests.python.faults.delivery import write_rows

pytestmark = [pytest.mark.soak, *spark_desk.NEEDS_SPARK]

MODELS = ("base_helpdesk__tickets", "base_telephony__calls", "base_commerce__orders")
SELECTED = ("--quiet", "build", "--select", *MODELS, "--resource-type", "model")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Path]:
    """A small desk whose tables Spark still knows in the next build."""
    settings = spark_desk.write_desk(tmp_path) | {"SUPPORT_KPI_SPARK_CATALOGUE": "hive"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        yield tmp_path


def _build(desk: Path, day: int) -> None:
    spark_desk.load_on_spark()
    build = f"support_kpi_build_202601{day:02d}t060000z"
    command = spark_desk.dbt_on_spark(desk, *SELECTED)
    spark_desk.run_dbt(command, SUPPORT_KPI_SPARK_SCHEMA=build)


def test_the_next_build_types_only_files_that_changed(desk: Path) -> None:
    calls, late = desk / "raw/calls", desk / "raw/tickets/2026-01-late.csv"
    header, *rows = (desk / "raw/calls.csv").read_text().splitlines(keepends=True)
    (desk / "raw/calls.csv").unlink()
    calls.mkdir()
    (calls / "stays.csv").write_text("".join([header, *rows[:60]]))
    (calls / "it's gone.csv").write_text("".join([header, *rows[40:70]]))
    _build(desk, 1)
    (calls / "it's gone.csv").unlink()
    (calls / "new.csv").write_text("".join([header, *rows[30:50]]))
    late.write_text("".join(late.read_text().splitlines(keepends=True)[:3]))
    _build(desk, 2)
    compiled = next((desk / "artifacts").glob("compiled/**/base_telephony__calls.sql")).read_text()
    assert "raw_file in ('calls/new.csv')" in compiled
    spark_desk.build_on_duckdb(desk, *SELECTED)
    assert spark_desk.compare_tables(desk, ["base"]) == dict.fromkeys(MODELS, 0)


def test_bad_and_odd_values_are_typed_alike(desk: Path) -> None:
    """Every value of the catalogue, in every column of the contract."""
    shutil.rmtree(desk / "raw")
    write_rows(desk / "raw")
    _build(desk, 1)
    spark_desk.build_on_duckdb(desk, *SELECTED)
    assert spark_desk.compare_tables(desk, ["base"]) == dict.fromkeys(MODELS, 0)
