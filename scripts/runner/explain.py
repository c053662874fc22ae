"""Open a published number: the rows behind its numerator and its denominator."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from rich.table import Table
from rich.text import Text

from scripts.runner.errors import ConfigurationError
from scripts.runner.export import RELEASE_DATABASE
from scripts.runner.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

SHOWN_COLUMNS = 8
PERIODS = {
    r"(\d{4})-(\d{2})": ("month", lambda year, month: date(int(year), int(month), 1)),
    r"(\d{4})-Q([1-4])": (
        "quarter",
        lambda year, quarter: date(int(year), 3 * int(quarter) - 2, 1),
    ),
    r"(\d{4})-W(\d{2})": ("week", lambda year, week: date.fromisocalendar(int(year), int(week), 1)),
    r"(\d{4})-(\d{2})-(\d{2})": ("day", lambda *parts: date(*map(int, parts))),
}
VALUE_SQL = """
    select kpi_id, statistic, period_start, period_end, numerator, denominator, value, value_status
    from marts.kpi_values
    where kpi_id = ? and period_grain = ? and slice_name = ? and slice_value = ?
        and ? between period_start and period_end
    order by statistic
"""
HOW_SQL = """
    select relation_name, date_column, slice_column, numerator_condition, denominator_condition
    from marts.kpi_explanations
    where kpi_id = ? and slice_name = ?
"""


@dataclass(frozen=True)
class Question:
    """One number: a KPI in a period and a slice."""

    kpi_id: str
    period_grain: str
    day: date
    slice_name: str
    slice_value: str


def parse_question(kpi_id: str, period: str, slice_text: str) -> Question:
    """Read what was typed.

    Args:
        kpi_id: Id of the KPI.
        period: 2025-11, 2025-Q4, 2025-W48 or 2025-11-30.
        slice_text: `channel=email`, or `overall`.

    Raises:
        ConfigurationError: The period or the slice cannot be read.
    """
    slice_name, _, slice_value = slice_text.partition("=")
    if slice_name != "overall" and not slice_value:
        raise ConfigurationError(
            f"The slice {slice_text!r} names no value: write it as channel=email, or overall."
        )
    for pattern, (grain, first_day) in PERIODS.items():
        if match := re.fullmatch(pattern, period):
            try:
                day = first_day(*match.groups())
            except ValueError:
                break
            return Question(kpi_id, grain, day, slice_name, slice_value or "all")
    raise ConfigurationError(
        f"The period {period!r} is none: write 2025-11, 2025-Q4, 2025-W48 or 2025-11-30."
    )


def explain(
    settings: Settings, out: "Console", question: Question, limit: int, target: Path | None
) -> None:
    """Print, or write as CSV, the rows behind one number of the current release."""
    database = settings.current / RELEASE_DATABASE
    if not database.is_file():
        raise ConfigurationError("Nothing is published yet: run make run first.")
    with duckdb.connect(str(database), read_only=True) as release:
        start, end = _print_values(release, out, question)
        relation, rows = _rows(release, question, start, end)
        _print_rows(out, rows.limit(limit), relation)
        counts = rows.aggregate("count(*), sum(in_numerator::int), sum(in_denominator::int)")
        listed, hits, population = (count or 0 for count in counts.fetchall()[0])
        out.print(
            f"{listed:,} rows of {relation}: {hits:,} in the numerator, "
            f"{population:,} in the denominator."
        )
        if target:
            try:
                rows.to_csv(str(target))
            except duckdb.IOException as error:
                raise ConfigurationError(
                    f"The file {target} cannot be written: name a folder that exists."
                ) from error
            out.print(f"Written to {target.resolve()}", style="bold green", soft_wrap=True)


def _print_values(
    release: duckdb.DuckDBPyConnection, out: "Console", question: Question
) -> tuple[date, date]:
    slice_key = [question.slice_name, question.slice_value]
    parameters = [question.kpi_id, question.period_grain, *slice_key, question.day]
    values = release.execute(VALUE_SQL, parameters).fetchall()
    if not values:
        raise ConfigurationError(
            f"There is no {question.kpi_id} by {question.period_grain} for "
            f"{question.slice_name}={question.slice_value} around {question.day}: see kpi_values "
            "for the ids, grains and slices that are published."
        )
    for kpi_id, statistic, start, end, numerator, denominator, value, status in values:
        parts = "" if numerator is None else f" = {numerator:,.10g}"
        parts += "" if denominator is None or numerator is None else f" / {denominator:,.10g}"
        shown = "no value" if value is None else f"{value:,.10g}"
        out.print(Text(f"{kpi_id} ({statistic}) {start} to {end}: {shown}{parts} [{status}]"))
    return values[0][2], values[0][3]


def _rows(
    release: duckdb.DuckDBPyConnection, question: Question, start: date, end: date
) -> tuple[str, duckdb.DuckDBPyRelation]:
    how = release.execute(HOW_SQL, [question.kpi_id, question.slice_name]).fetchone()
    if how is None:
        raise ConfigurationError(
            f"{question.kpi_id} by {question.slice_name} is computed from other numbers, not from "
            "rows: its parts stand in kpi_values and in the mart that its description names."
        )
    # Names and conditions come from the project, through the release; what was typed is bound.
    relation, date_column, slice_column, numerator, denominator = how
    missing = "unassigned" if question.slice_name in ("agent", "team") else "unknown"
    slice_value = (
        f"coalesce(cast({slice_column} as varchar), '{missing}')" if slice_column else "'all'"
    )
    rows = release.sql(
        f"""
        select
            coalesce({numerator}, false) as in_numerator,
            coalesce({denominator}, false) as in_denominator,
            listed.* exclude (period_end)
        from (
            select *, cast($end as date) as period_end from marts.{relation}
        ) as listed
        where
            {date_column} between $start and $end
            and {slice_value} = $slice_value
            and (coalesce({numerator}, false) or coalesce({denominator}, false))
        order by all
        """,  # noqa: S608
        params={"start": start, "end": end, "slice_value": question.slice_value},
    )
    return relation, rows


def _print_rows(out: "Console", rows: duckdb.DuckDBPyRelation, relation: str) -> None:
    table = Table(title=relation, title_justify="left")
    for column in rows.columns[:SHOWN_COLUMNS]:
        table.add_column(column, overflow="fold")
    for row in rows.fetchall():
        table.add_row(*(_cell(value) for value in row[:SHOWN_COLUMNS]))
    out.print(table)


def _cell(value: Any) -> Text:  # noqa: ANN401
    return Text("–" if value is None else str(value))
