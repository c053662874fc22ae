"""KPIs of the shipped sample, recomputed from staging in polars, against kpi_values."""

import gc
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from scripts.runner.settings import PROJECT
from tests.python.recompute.compare import differences
from tests.python.recompute.everything import recompute
from tests.python.recompute.frames import read_published, read_staging

pytestmark = pytest.mark.xdist_group("real")

# Of every KPI that differs; one cause shows in many months and slices.
SHOWN = 3


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A build of the shipped sample; releases hold no staging, so it is made here."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner

    folder = tmp_path_factory.mktemp("recompute")
    database = folder / "support_kpi_build.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPPORT_KPI_DUCKDB_PATH", str(database))
        patch.setenv("SUPPORT_KPI_RAW_PATH", str(PROJECT / "data" / "sample"))
        patch.setenv("SUPPORT_KPI_TEMP_PATH", str(folder / "spill"))
        outcome = dbtRunner().invoke(
            [
                "--quiet",
                "build",
                *("--select", "+kpi_values", "path:models/staging"),
                *("--exclude-resource-type", "unit_test", "test"),
                *("--project-dir", str(PROJECT)),
                *("--profiles-dir", str(PROJECT / "profiles")),
                *("--target-path", str(folder / "target")),
                *("--log-path", str(folder / "logs")),
            ]
        )
        reset_adapters()
        DuckDBConnectionManager.close_all_connections()
        gc.collect()
    assert outcome.success, outcome.exception
    yield database


@pytest.fixture(scope="module")
def recomputed(build: Path) -> pl.DataFrame:
    return recompute(read_staging(build))


def test_published_numbers_are_the_recomputed_ones(build: Path, recomputed: pl.DataFrame) -> None:
    found = differences(recomputed, read_published(build))
    shown = "\n".join(sentence for kpi in found.values() for sentence in kpi[:SHOWN])
    count = sum(len(sentences) for sentences in found.values())
    assert not found, f"{count} numbers of {len(found)} KPIs differ, the first of each:\n{shown}"


def test_every_recomputed_kpi_is_published(build: Path, recomputed: pl.DataFrame) -> None:
    published = set(read_published(build)["kpi_id"])
    assert set(recomputed["kpi_id"]) <= published
    assert recomputed["kpi_id"].n_unique() >= 24
