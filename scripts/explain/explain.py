"""Open a published number: the rows behind its numerator and its denominator."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import duckdb
from rich.console import Console
from rich.text import Text

from scripts.artifacts.export import csv_expression, published_database, quoted
from scripts.base.errors import ConfigurationError
from scripts.base.files import read_json, whole_file
from scripts.base.settings import Settings, require_exports
from scripts.explain.explained_rows import RowsBehind, open_explained, rows_behind
from scripts.explain.known import (
    BALANCE,
    missing_source,
    require_kpi,
    require_period,
    require_published,
)
from scripts.explain.printed_rows import number_text, print_rows
from scripts.report.amounts import VALUE_WORDS
from scripts.servers.target import DUCKDB

PERIODS = {
    r"(\d{4})-(\d{2})": ("month", lambda year, month: date(int(year), int(month), 1)),
    r"(\d{4})-Q([1-4])": (
        "quarter",
        lambda year, quarter: date(int(year), 3 * int(quarter) - 2, 1),
    ),
    r"(\d{4})-W(\d{2})": ("week", lambda year, week: date.fromisocalendar(int(year), int(week), 1)),
    r"(\d{4})-(\d{2})-(\d{2})": ("day", lambda *parts: date(*map(int, parts))),
}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
VALUE_SQL = """
    select kpi_id, statistic, period_start, period_end, numerator, denominator, value, value_status,
        unit
    from marts.kpi_values
    where kpi_id = $kpi_id and period_grain = $period_grain and slice_name = $slice_name
        and slice_value = $slice_value and $day between period_start and period_end
    union all
    select 'balance_score', sides.side, balance.period_start, last_day(balance.period_start),
        null, null, if(sides.side = 'speed', balance.speed_score, balance.quality_score),
        if(balance.is_provisional, 'provisional', 'ok'), 'points'
    from marts.kpi_balance as balance cross join (values ('speed'), ('quality')) as sides (side)
    where $kpi_id = 'balance_score' and $period_grain = 'month' and balance.slice_name = $slice_name
        and balance.slice_value = $slice_value
        and $day between balance.period_start and last_day(balance.period_start)
    order by statistic
"""


@dataclass(frozen=True)
class Question:
    """One number: a KPI in a period and a slice."""

    kpi_id: str
    period_grain: str
    day: date
    slice_name: str
    slice_value: str

    def parameters(self, start: date, end: date) -> dict[str, Any]:
        """What the SQL of `rows_behind` binds, for a period of these days."""
        return {**vars(self), "grain": self.period_grain, "start": start, "end": end}


def parse_question(kpi_id: str, period: str, slice_text: str) -> Question:
    """Read what was typed.

    Args:
        kpi_id: Id of the KPI.
        period: 2025-11, 2025-Q4, 2025-W48, 2025-11-30, or a grain and a day in the period.
        slice_text: `channel=email`, or `overall`.

    Raises:
        ConfigurationError: The period or the slice cannot be read.
    """
    slice_name, _, slice_value = slice_text.partition("=")
    if slice_name != "overall" and not slice_value:
        raise ConfigurationError(
            f"The slice {slice_text!r} names no value: write it as channel=email, or overall."
        )
    # Of a calendar of one's own (jalali_month:2025-04-01) any day names the period.
    grain, _, period = period.rpartition(":")
    for pattern, (usual_grain, first_day) in PERIODS.items():
        if grain and usual_grain != "day":
            continue
        if match := re.fullmatch(pattern, period):
            try:
                day = first_day(*match.groups())
            except ValueError:
                break
            return Question(kpi_id, grain or usual_grain, day, slice_name, slice_value or "all")
    raise ConfigurationError(
        f"The period {period!r} is none: write 2025-11, 2025-Q4, 2025-W48 or 2025-11-30, or a "
        "grain and a day such as jalali_month:2025-04-01."
    )


def explain(
    settings: Settings,
    out: Console,
    _: Console,
    kpi_id: str,
    period: str,
    slice_text: str,
    limit: int,
    target: Path | None,
) -> None:
    """Print, or write as CSV, the rows behind one number of the current release."""
    question = parse_question(kpi_id, period, slice_text)
    if target and target.is_dir():
        raise ConfigurationError(
            f"--csv names the folder {target}: name a file in it, such as {target / 'rows.csv'}."
        )
    require_exports(settings)
    published_database(settings.current)
    made_with = (read_json(settings.current / "manifest.json") or {}).get("target")
    if {settings.target, made_with} - {DUCKDB, None}:
        raise ConfigurationError(
            "explain opens releases that were built with DuckDB only: run with SUPPORT_KPI_TARGET "
            "empty, and into another SUPPORT_KPI_EXPORT_PATH, then ask there."
        )
    with open_explained(settings.current) as release:
        start, end, unit = _print_values(release, out, question)
        if sentence := missing_source(release, kpi_id):
            out.print(Text(sentence))
            return
        try:
            parts = rows_behind(release, kpi_id, question.parameters(start, end))
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise ConfigurationError(
                "The published release does not say where its rows lie, an older version wrote it: "
                "run make run, then ask again."
            ) from error
        for part in parts:
            print_rows(out, part, limit, unit)
        if target:
            _write_csv(parts, target, out)


def _print_values(
    release: duckdb.DuckDBPyConnection, out: Console, question: Question
) -> tuple[date, date, str]:
    values = release.execute(VALUE_SQL, vars(question)).fetchall()
    if not values:
        _refuse(release, question)
    for kpi_id, statistic, start, end, numerator, denominator, value, status, unit in values:
        parts = "" if numerator is None else f" = {number_text(numerator, unit)}"
        parts += "" if denominator is None or numerator is None else f" / {denominator:,.10g}"
        shown = "no value" if value is None else number_text(value, unit)
        said = VALUE_WORDS.get(status, status)
        out.print(Text(f"{kpi_id} ({statistic}) {start} to {end}: {shown}{parts} [{said}]"))
    return values[0][2], values[0][3], values[0][8]


def _refuse(release: duckdb.DuckDBPyConnection, question: Question) -> NoReturn:
    """Say which word of a question is published nowhere, and the nearest that is."""
    asked = {name: value for name, value in vars(question).items() if name != "day"}
    if question.kpi_id != BALANCE:
        require_kpi(release, question.kpi_id)
    require_published(release, asked)
    require_period(release, asked, question.day)
    raise ConfigurationError(f"{question.kpi_id} has no value there.")


def _write_csv(parts: list[RowsBehind], target: Path, out: Console) -> None:
    for part in parts:
        # A number whose two sides come from different tables has a file for each.
        name = target.stem if len(parts) == 1 else f"{target.stem}_{part.part}"
        path = target.with_name(f"{name}{target.suffix}")
        try:
            safe = [
                f"{csv_expression(name, str(kind))} as {quoted(name)}"
                for name, kind in zip(part.rows.columns, part.rows.types, strict=True)
            ]
            packing = COMPRESSIONS.get(path.suffix, "none")
            with whole_file(path) as place:
                part.rows.project(", ".join(safe)).to_csv(
                    str(place), quoting=csv.QUOTE_ALL, compression=packing
                )
        except (
            duckdb.IOException,
            FileNotFoundError,
            NotADirectoryError,
            PermissionError,
        ) as error:
            raise ConfigurationError(
                f"The file {path} cannot be written: name a folder that exists."
            ) from error
        out.print(f"Written to {path.resolve()}", style="bold green", soft_wrap=True)
