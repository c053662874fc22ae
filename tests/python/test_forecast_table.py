"""The table of docs/forecast.md is that of the shipped sample."""

from pathlib import Path

import duckdb
import pytest

from scripts.sample.forecast_table import HEADER, PAGE, accuracy_table, with_table

ROWS = """
    create schema marts;
    create table marts.forecast_accuracy as select * from (values
        ('call', 'overall', 'all', 'smoothed', 0.3, 0.81, true, 9),
        ('ticket', 'channel', 'web', 'smoothed', 0.2, 0.91, false, 9),
        ('ticket', 'channel', 'web', 'combined', 0.1, 0.8, true, 9),
        ('ticket', 'channel', 'chat', 'combined', null, null, true, 0),
        ('ticket', 'overall', 'all', 'weekday_mean', 0.5, null, true, 9)
    ) as rows (
        contact_kind, slice_name, slice_value, method, wape, interval_coverage, is_chosen,
        compared_days
    )
"""
TABLE = f"""{HEADER}
|---|---|---|---|---|---|
| tickets, all | – | **50.0%** | – | – | – |
| tickets, web | – | – | 20.0% | **10.0%** | 80.0% |
| calls, all | – | – | **30.0%** | – | 81.0% |"""


def test_the_page_shows_the_accuracy_of_the_sample(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        table = accuracy_table(build)
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page, table) == page, "run: python -m scripts.sample.forecast_table"


def test_a_table_has_a_line_per_series_that_was_compared() -> None:
    with duckdb.connect() as connection:
        connection.execute(ROWS)
        assert accuracy_table(connection) == TABLE


def test_only_the_table_of_the_page_changes() -> None:
    page = f"# Page\n\n{HEADER}\n|---|\n| old |\n\n| other |\n"
    assert with_table(page, TABLE) == f"# Page\n\n{TABLE}\n\n| other |\n"
    with pytest.raises(ValueError, match="no table"):
        with_table("# Page\n", TABLE)
