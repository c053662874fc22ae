"""A release as tools read it: SQLAlchemy, pandas, polars, and the schema file beside them."""

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
import yaml
from sqlalchemy import MetaData, create_engine, func, inspect, select

from scripts.base.settings import PROJECT
from tests.python.docs_blocks import blocks

ARROW_TYPES = {
    "string": {"String"},
    "boolean": {"Boolean"},
    "integer": {"Int8", "Int16", "Int32", "Int64", "Int128"},
    "number": {"Float32", "Float64", "Decimal"},
    "date": {"Date"},
    "datetime": {"Datetime"},
}


@pytest.fixture(scope="module")
def schema(sample_release: Path) -> dict[str, dict[str, Any]]:
    content = json.loads((sample_release / "schema.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in content["resources"]}


def test_sqlalchemy_reflects_every_table_with_its_comments(
    sample_release: Path, schema: dict[str, dict[str, Any]]
) -> None:
    url = f"duckdb:///{sample_release / 'support_kpi.duckdb'}"
    engine = create_engine(url, connect_args={"read_only": True})
    try:
        marts = MetaData(schema="marts")
        marts.reflect(engine)
        assert {table.name for table in marts.tables.values()} == set(schema)
        for table in marts.tables.values():
            fields = [field["name"] for field in schema[table.name]["schema"]["fields"]]
            assert [column.name for column in table.columns] == fields
        tickets, teams = marts.tables["marts.fct_tickets"], marts.tables["marts.dim_teams"]
        joined = (
            select(teams.c.team_name, func.count())
            .join_from(tickets, teams, tickets.c.team_id == teams.c.team_id)
            .group_by(teams.c.team_name)
        )
        with engine.connect() as connection:
            per_team = connection.execute(joined).all()
            total = connection.execute(select(func.count()).select_from(tickets)).scalar_one()
        assert sum(count for _, count in per_team) == total > 0
        comment = inspect(engine).get_table_comment("kpi_values", schema="marts")["text"]
        assert comment
        assert "Do not sum or average values" in comment
    finally:
        engine.dispose()


def test_pandas_and_polars_read_the_same_from_parquet(
    sample_release: Path, schema: dict[str, dict[str, Any]]
) -> None:
    for name, resource in schema.items():
        lazy = pl.scan_parquet(sample_release / resource["path"])
        types = {column: type(kind).__name__ for column, kind in lazy.collect_schema().items()}
        for field in resource["schema"]["fields"]:
            assert types.pop(field["name"]) in ARROW_TYPES[field["type"]], (name, field)
        assert types == {}
    path = sample_release / "parquet/fct_tickets.parquet"
    by_pandas = pd.read_parquet(path).groupby("channel")["first_response_seconds"].sum()
    by_polars = pl.read_parquet(path).group_by("channel").agg(pl.sum("first_response_seconds"))
    assert {channel: float(total) for channel, total in by_pandas.items()} == {
        channel: float(total or 0) for channel, total in by_polars.iter_rows()
    }


def test_the_packed_csv_is_the_whole_mart(sample_release: Path) -> None:
    with gzip.open(sample_release / "csv/kpi_values.csv.gz", "rb") as file:
        heading = file.readline().decode("utf-8")
        lines = sum(1 for _ in file)
    columns = pl.scan_parquet(sample_release / "parquet/kpi_values.parquet").collect_schema()
    assert heading == "\ufeff" + ",".join(columns) + "\n"
    manifest = json.loads((sample_release / "manifest.json").read_text(encoding="utf-8"))
    assert lines == manifest["row_counts"]["kpi_values"]


def test_every_column_and_table_is_described(schema: dict[str, dict[str, Any]]) -> None:
    silent = [
        f"{name}.{field['name']}"
        for name, resource in schema.items()
        for field in resource["schema"]["fields"]
        if not field.get("description")
    ]
    assert silent == []
    assert all(resource["description"] for resource in schema.values())


def test_keys_and_references_of_the_schema_file_are_true(
    sample_release: Path, schema: dict[str, dict[str, Any]]
) -> None:
    references = 0
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        for name, resource in schema.items():
            key = resource["schema"].get("primaryKey")
            if key:
                row = release.execute(
                    f"select count(*), count(distinct row({', '.join(key)})) from marts.{name}"  # noqa: S608
                ).fetchone()
                assert row is not None
                assert row[0] == row[1], name
            for reference in resource["schema"].get("foreignKeys", []):
                goal = reference["reference"]
                column, goal_column = reference["fields"][0], goal["fields"][0]
                keys = f"select {goal_column} from marts.{goal['resource']}"  # noqa: S608
                query = f"select count(*) from marts.{name} where {column} not in ({keys})"  # noqa: S608
                lost = release.execute(query).fetchone()
                assert lost == (0,), (name, reference)
                references += 1
    facts = {name for name in schema if name.startswith("fct_")}
    assert all(schema[name]["schema"]["primaryKey"] for name in facts)
    assert all(schema[name]["schema"]["foreignKeys"] for name in facts)
    assert references > 70


def test_the_star_of_the_docs_is_the_star_of_the_schema(schema: dict[str, dict[str, Any]]) -> None:
    """The table in docs/bi.md says which dimensions each fact has."""
    page = (Path(__file__).parents[2] / "docs/bi.md").read_text(encoding="utf-8")
    heading, *rows = [line for line in page.splitlines() if line.startswith(("| fact", "| `fct"))]
    dimensions = [cell.strip() for cell in heading.strip("|").split("|")][3:]
    told = {}
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        marked = {name for name, cell in zip(dimensions, cells[3:], strict=True) if cell == "×"}
        told[cells[0].strip("`")] = marked
    true = {
        name: {
            key["reference"]["resource"].removeprefix("dim_")
            for key in resource["schema"]["foreignKeys"]
            if key["reference"]["resource"].startswith("dim_")
        }
        for name, resource in schema.items()
        if name.startswith("fct_")
    }
    assert told == true


@pytest.mark.soak
def test_the_page_runs_in_an_environment_made_by_its_own_words(
    sample_release: Path, tmp_path: Path
) -> None:
    page = [block for block in blocks() if block.page == "docs/bi.md"]
    (tmp_path / "exports").symlink_to(sample_release.parents[1])
    (tmp_path / "docs").symlink_to(PROJECT / "docs")
    archive = tmp_path / "superset.zip"
    # The environment first: SQL stands above it.
    for block in sorted(page, key=lambda block: block.language != "bash"):
        code = block.text.replace("/tmp/superset.zip", str(archive))  # noqa: S108
        if block.language == "sql":
            database = "exports/current/support_kpi.duckdb"
            code = f"import duckdb\nprint(duckdb.connect({database!r}, True).sql({code!r}))"
        words = (
            ["bash", "-euc", code] if block.language == "bash" else ["bi/bin/python", "-c", code]
        )
        if block.language in ("bash", "python", "sql"):
            done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, (block.place, done.stderr)
    assert len([block for block in page if block.language in ("python", "sql")]) == 7


def test_the_dashboard_for_superset_names_columns_that_exist(
    schema: dict[str, dict[str, Any]],
) -> None:
    """Superset itself is half a gigabyte: docs/bi.md says when the import was tried, and how."""
    folder = PROJECT / "docs/examples/superset"
    read = {path: yaml.safe_load(path.read_text("utf-8")) for path in folder.rglob("*.yaml")}
    tables = {one["uuid"]: one for one in read.values() if "table_name" in one}
    charts = {one["uuid"]: one for one in read.values() if "viz_type" in one}
    (board,) = [one for one in read.values() if "dashboard_title" in one]
    shown = {part["meta"]["uuid"] for name, part in board["position"].items() if "CHART" in name}
    assert shown == set(charts)
    with duckdb.connect() as connection:
        for table in tables.values():
            fields = {one["name"] for one in schema[table["table_name"]]["schema"]["fields"]}
            named = {column["column_name"] for column in table["columns"]}
            assert named - fields == set(), table["table_name"]
            for metric in table["metrics"]:
                columns = connection.execute(
                    "select unnest(regexp_extract_all(?, '[a-z_]+'))", [metric["expression"]]
                ).fetchall()
                assert {name for (name,) in columns} - named <= {"max", "sum", "nullif"}
    for chart in charts.values():
        table = tables[chart["dataset_uuid"]]
        known = {column["column_name"] for column in table["columns"]}
        known |= {metric["metric_name"] for metric in table["metrics"]}
        (query,) = json.loads(chart["query_context"])["queries"]
        asked = {item["label"] if isinstance(item, dict) else item for item in query["columns"]}
        asked |= {item["col"] for item in query["filters"]} | set(query["metrics"] or [])
        assert asked - known == set(), chart["slice_name"]
