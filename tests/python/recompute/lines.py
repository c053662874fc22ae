"""Published values as lines through time, with what their KPI says of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

KEY = ("kpi_id", "statistic", "period_grain", "slice_name", "slice_value")
DAYS = {"day": 1, "week": 7, "rolling_28d": 28}
MONTHS = {"month": 1, "quarter": 3}
WATCHED = ("overall", "channel", "team")
Point = dict[str, Any]
CATALOGUE = """
    select catalogue.*, availability.covered_from
    from reference.kpi_catalogue as catalogue
    inner join intermediate.kpi_availability as availability using (kpi_id)
"""


@dataclass(frozen=True)
class Line:
    """The values of a KPI in a statistic, grain and slice, by the first day of their period."""

    key: tuple[str, ...]
    kpi: dict[str, Any]
    points: dict[date, Point]

    @property
    def statistic(self) -> str:
        """The statistic."""
        return self.key[1]

    @property
    def grain(self) -> str:
        """The kind of period."""
        return self.key[2]

    @property
    def slice(self) -> tuple[str, str]:
        """What part of the desk it is about."""
        return self.key[3], self.key[4]

    def before(self, start: date, periods: int = 1) -> Point | None:
        """The point some periods before one."""
        if self.grain in DAYS:
            return self.points.get(start - timedelta(days=DAYS[self.grain] * periods))
        return self.points.get(months_later(start, -MONTHS[self.grain] * periods))

    def whole_value(self, start: date) -> float | None:
        """A value, but not of a count that lacks a tenth of its period, before its data begins."""
        begins = self.kpi["covered_from"]
        if self.statistic == "count" and begins is not None:
            days = (self.end(start) - start).days + 1
            if 10 * (begins - start).days > days:
                return None
        value: float | None = self.points[start]["value"]
        return value

    def end(self, start: date) -> date:
        """The last day of a period."""
        if self.grain in DAYS:
            return start + timedelta(days=DAYS[self.grain] - 1)
        return months_later(start, MONTHS[self.grain]) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The first of a month some months after another."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def cases(point: Point) -> float:
    """How many cases a value rests on; those of one ticket count as what they are worth."""
    worth = point["effective_sample_size"]
    return (point["denominator"] or 0) if worth is None else worth


def read_lines(database: Path) -> Iterator[Line]:
    """The lines of kpi_values that people watch."""
    with duckdb.connect(str(database), read_only=True) as build:
        catalogue = build.sql(CATALOGUE).pl().to_dicts()
        values = build.sql(f"select * from marts.kpi_values where slice_name in {WATCHED}").pl()
    kpis = {row["kpi_id"]: row for row in catalogue}
    for key, points in values.partition_by(KEY, as_dict=True).items():
        by_start = {row["period_start"]: row for row in points.sort("period_start").to_dicts()}
        yield Line(key, kpis[key[0]], by_start)


def read_one(database: Path, sql: str) -> list[dict[str, Any]]:
    """The rows of one query."""
    with duckdb.connect(str(database), read_only=True) as build:
        return build.sql(sql).pl().to_dicts()
