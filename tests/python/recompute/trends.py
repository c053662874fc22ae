"""Where a line stands at its newest finished period: a year before, its slope, its runs."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from tests.python.recompute.lines import Line, Point, months_later

YEAR_OF_WEEKS, YEAR_OF_MONTHS, SLOPE = 364, 12, 12
MISSED, RATED = ("amber", "red"), ("green", "amber", "red")


def trend(line: Line, as_of_date: date) -> dict[str, Any] | None:
    """The trend of a line; None where no period is over."""
    over = {start: point for start, point in line.points.items() if line.end(start) < as_of_date}
    if not over:
        return None
    starts = list(over)
    known = [start for start in starts if over[start]["value"] is not None]
    is_slow = line.kpi["maturity_days"] > 0 and known
    newest = known[-1] if is_slow else starts[-1]
    so_far = [over[start] for start in starts if start <= newest]
    whole = {start: line.whole_value(start) for start in starts}
    value, then = over[newest]["value"], whole.get(_year_before(line, newest))
    met, missed_since = _run(so_far)
    return {
        "period_start": newest,
        "value": value,
        "value_status": over[newest]["value_status"],
        "value_year_before": then,
        "change_on_year": None if value is None or then is None else value - then,
        "slope_12_periods": _slope([whole[start] for start in starts if start <= newest]),
        "periods_met": met,
        "missed_since": missed_since,
    }


def _year_before(line: Line, start: date) -> date:
    if line.grain == "week":
        return start - timedelta(days=YEAR_OF_WEEKS)
    return months_later(start, -YEAR_OF_MONTHS)


def _slope(values: list[float | None]) -> float | None:
    last = values[-SLOPE:]
    known = [value for value in last if value is not None]
    return float(np.polyfit(range(SLOPE), known, 1)[0]) if len(known) == SLOPE else None


def _run(points: list[Point]) -> tuple[int | None, date | None]:
    """Periods met since the last one that was missed, and since when none was met."""
    statuses = [point["target_status"] for point in points]
    if statuses[-1] not in (*RATED, "open") or not set(statuses) & set(RATED):
        return None, None
    met, missed_since = 0, None
    for status in reversed(statuses):
        if status in MISSED:
            break
        met += status == "green"
    for point, status in zip(reversed(points), reversed(statuses), strict=True):
        if status == "green":
            break
        if status in MISSED:
            missed_since = point["period_start"]
    return met, missed_since
