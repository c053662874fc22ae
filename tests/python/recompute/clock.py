"""A business clock of its own: zoneinfo, schedules with revisions, lunch breaks, holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

ALWAYS = "calendar"
Array = np.ndarray


class BusinessClock:
    """Opening seconds that have passed on each schedule, as a function of the instant."""

    def __init__(
        self, hours: pl.DataFrame, holidays: pl.DataFrame, days: tuple[date, date]
    ) -> None:
        """Lay out every opening interval between two days.

        Args:
            hours: Rows of opening hours with weekday, seconds of the day, zone and validity.
            holidays: Rows of closed days per schedule.
            days: First and last local day that can matter.
        """
        closed = set(holidays.select("schedule_id", "holiday_date").iter_rows())
        self._instants: dict[str, Array] = {}
        self._passed: dict[str, Array] = {}
        for (schedule,), rows in hours.group_by("schedule_id"):
            intervals = sorted(_intervals(rows, schedule, closed, days))
            bounds = np.array(intervals, dtype=float).reshape(-1)
            lengths = np.diff(bounds, prepend=bounds[0])
            # Gaps between intervals add nothing.
            lengths[::2] = 0
            self._instants[schedule] = bounds
            self._passed[schedule] = np.cumsum(lengths)
        default = hours.filter("is_default")["schedule_id"]
        self.default = default[0] if len(default) else ALWAYS

    def passed(self, schedule: str, instants: Array) -> Array:
        """Opening seconds of the schedule up to each instant."""
        if schedule == ALWAYS:
            return instants
        return np.interp(instants, self._instants[schedule], self._passed[schedule])

    def instant(self, schedule: str, passed: Array) -> Array:
        """Last instant before more opening seconds have passed: at closing, the next opening."""
        if schedule == ALWAYS:
            return passed
        counts, instants = self._passed[schedule], self._instants[schedule]
        position = np.searchsorted(counts, passed, side="right").clip(0, len(counts) - 1)
        return instants[position] - (counts[position] - passed)

    def seconds(self, schedules: pl.Series, starts: pl.Series, ends: pl.Series) -> pl.Series:
        """Opening seconds from start to end, row by row, each on its own schedule."""
        begin, end = epoch(starts), epoch(ends)
        result = np.full(len(starts), np.nan)
        names = schedules.fill_null(self.default).to_numpy()
        for schedule in np.unique(names):
            rows = names == schedule
            result[rows] = self.passed(schedule, end[rows]) - self.passed(schedule, begin[rows])
        return pl.Series("business_seconds", result).fill_nan(None)


def epoch(instants: pl.Series) -> Array:
    """Naive UTC timestamps as seconds; NULL as NaN."""
    return instants.dt.epoch("us").cast(pl.Float64).to_numpy() / 1e6


def _intervals(
    rows: pl.DataFrame, schedule: str, closed: set[tuple[str, date]], days: tuple[date, date]
) -> list[tuple[float, float]]:
    first, last = days
    found = []
    for row in rows.iter_rows(named=True):
        zone = ZoneInfo(row["timezone"])
        day = first
        while day <= last:
            is_valid = (row["valid_from"] or first) <= day <= (row["valid_to"] or last)
            if (
                is_valid
                and day.isoweekday() == row["iso_weekday"]
                and (schedule, day) not in closed
            ):
                found.append(
                    (
                        _instant(day, row["opens_at_second"], zone),
                        _instant(day, row["closes_at_second"], zone),
                    )
                )
            day += timedelta(days=1)
    return found


def _instant(day: date, second: int, zone: ZoneInfo) -> float:
    local = datetime(day.year, day.month, day.day) + timedelta(seconds=second)
    return local.replace(tzinfo=zone).astimezone(UTC).timestamp()
