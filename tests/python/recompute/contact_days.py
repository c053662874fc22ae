"""The series that are forecast, from the facts that other recomputations hold."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import duckdb

from tests.python.recompute.forecast import Series
from tests.python.recompute.periods import Periods

KINDS = {
    "ticket": ("tickets", "fct_tickets where is_counted_in_volume", "created_at"),
    "call": (
        "calls",
        "fct_calls where call_id = root_call_id and (is_offered or is_short_abandon)",
        "coalesce(queue_entered_at, started_at)",
    ),
}
Key = tuple[str, str, str]


def contact_series(database: Path, periods: Periods) -> dict[Key, Series]:
    """Every series by kind of contact and slice, with the forecasts of all origins."""
    found: dict[Key, Series] = {}
    with duckdb.connect(str(database), read_only=True) as build:
        build.execute("set TimeZone = 'UTC'")
        as_of, first = build.sql(
            "select as_of, first_date from intermediate.int_reporting_bounds"
        ).fetchall()[0]
        coverage = build.sql(
            "select raw_table, covered_from, covered_until from intermediate.int_source_coverage"
            " where is_delivered"
        ).fetchall()
        covered = {table: (since, until) for table, since, until in coverage}
        holidays = build.sql(
            "select distinct holiday_date from staging.stg_helpdesk__holidays"
            " inner join intermediate.int_business_schedules using (schedule_id) where is_default"
        ).fetchall()
        for kind, (table, rows, instant) in KINDS.items():
            if table not in covered:
                continue
            since, until = (periods.day_of(at) for at in covered[table])
            last = min(periods.day_of(as_of), until) - timedelta(days=1)
            counts: dict[tuple[str, str], Counter[date]] = {}
            for channel, at in build.sql(f"select channel, {instant} from marts.{rows}").fetchall():
                for key in (("overall", "all"), ("channel", channel)):
                    counts.setdefault(key, Counter())[periods.day_of(at)] += 1
            for key, days in counts.items():
                begun = max(first, since, min(days))
                found[kind, *key] = Series(begun, last, days, {day for (day,) in holidays})
    _run(found)
    return found


def _run(found: dict[Key, Series]) -> None:
    """Forecast every series; holidays by what past ones were in all channels together."""
    for kind in KINDS:
        whole = found.get((kind, "overall", "all"))
        pairs = list(whole.holiday_pairs()) if whole else []
        for (one, *_), series in found.items():
            if one == kind:
                series.run({origin: _factor(pairs, origin) for origin in series.levels})


def _factor(pairs: list[tuple[date, int, float]], origin: date) -> float:
    past = [(came, ordinary) for day, came, ordinary in pairs if day <= origin]
    ordinary = sum(expected for _, expected in past)
    return round(sum(came for came, _ in past) / ordinary, 6) if ordinary else 1.0
