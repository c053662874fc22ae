"""The project on a local Spark gives the numbers that DuckDB gives."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import different_rows
from scripts.runner.export import literal, quoted
from scripts.runner.manifest import read_public_tables
from scripts.sample.simulate import write_sample
from tests.python.conftest import run_quietly

PROJECT = Path(__file__).resolve().parents[2]
DBT = PROJECT / ".venv-spark" / "bin" / "dbt"
# Names of schemas and types differ between engines, and so does what is written from them.
NOT_COMPARED = {"kpi_explanations"}
# Compiling a query for the machine costs far more than a few hundred rows do.
SMALL_DATA = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not DBT.is_file(), reason="needs dbt-spark: make test-spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs a JDK 17 on the PATH"),
]


@pytest.fixture(scope="module")
def spark_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small sample built on both: a folder with `lake`, `artifacts` and DuckDB's exports."""
    folder = tmp_path_factory.mktemp("spark")
    configuration = folder / "conf"
    configuration.mkdir()
    (configuration / "spark-defaults.conf").write_text(
        "\n".join(" ".join(setting) for setting in SMALL_DATA.items()), encoding="utf-8"
    )
    write_sample(folder / "raw", 150, 7, 14, "csv", True)
    variables = {
        "SUPPORT_KPI_RAW_PATH": folder / "raw",
        "SUPPORT_KPI_EXPORT_PATH": folder / "exports",
        "SUPPORT_KPI_SPARK_PATH": folder / "lake",
        "SUPPORT_KPI_SPARK_PARTITIONS": 1,
        "SPARK_CONF_DIR": configuration,
        "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, str(value))
        loaded = run_quietly("load", "--target", "spark")
        assert loaded.code == 0, loaded.err
        on_spark = subprocess.run(
            [
                *(str(DBT), "--quiet", "build", "--target", "spark", "--threads", "1"),
                *("--target-path", str(folder / "artifacts")),
                *("--log-path", str(folder / "artifacts")),
                *("--exclude-resource-type", "unit_test"),
            ],
            cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert on_spark.returncode == 0, on_spark.stdout[-4000:]
        on_duckdb = run_quietly("build", "--skip-gate")
        assert on_duckdb.code == 0, on_duckdb.err
        yield folder


def test_every_public_mart_is_equal(spark_build: Path) -> None:
    differences = {}
    (database,) = spark_build.glob("exports/runs/*/private/support_kpi_build.duckdb")
    with duckdb.connect(":memory:") as both:
        both.execute("set TimeZone = 'UTC'")
        both.execute(f"attach {literal(database)} as a (read_only)")
        for table in read_public_tables(spark_build / "artifacts"):
            if table.name in NOT_COMPARED or table.schema.endswith("_reference"):
                continue
            files = spark_build / "lake/warehouse" / f"{table.schema}.db" / table.name / "*.parquet"
            columns = both.execute(f"describe a.marts.{quoted(table.name)}").fetchall()
            typed = ", ".join(
                f"cast({quoted(name)} as {kind}) as {quoted(name)}" for name, kind, *_ in columns
            )
            both.execute(
                f"create table {quoted(table.name)} as select {typed} from {literal(files)}"
            )
            sides = [("a", "marts", table.name), ("memory", "main", table.name)]
            if found := different_rows(both, *sides):
                differences[table.name] = found
    assert differences == {}
