"""Opening hours of the two sites, and arithmetic in business time on whole arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl

from scripts.sample.desk import company

DAY = 86_400
MISSING = -1


@dataclass(frozen=True)
class WorkClock:
    """Opening intervals of one site in UTC seconds, sorted, with the business time before each."""

    starts: np.ndarray
    ends: np.ndarray
    before: np.ndarray
    day_number: np.ndarray

    def is_open(self, at: np.ndarray) -> np.ndarray:
        """Tell for each instant whether the site is open."""
        index = np.minimum(np.searchsorted(self.ends, at, side="right"), len(self.ends) - 1)
        return (at >= self.starts[index]) & (at < self.ends[index])

    def add(self, at: np.ndarray, seconds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Add business seconds to instants.

        Returns:
            The resulting instants and the number of the opening interval that each falls in.
        """
        index = np.minimum(np.searchsorted(self.ends, at, side="right"), len(self.ends) - 1)
        spent = self.before[index] + np.maximum(at - self.starts[index], 0)
        target = spent + np.maximum(seconds, 0).astype(np.int64)
        found = np.clip(np.searchsorted(self.before, target, side="right") - 1, 0, None)
        inside = np.minimum(target - self.before[found], self.ends[found] - self.starts[found] - 1)
        return self.starts[found] + inside, found


def to_utc_seconds(local: list[datetime], zone: str) -> np.ndarray:
    """Read naive local times of a zone as UTC epoch seconds."""
    series = pl.Series(local, dtype=pl.Datetime("us")).dt.replace_time_zone(
        zone, ambiguous="earliest", non_existent="null"
    )
    return series.dt.convert_time_zone("UTC").dt.epoch("s").to_numpy().astype(np.int64)


def local_hours(utc_seconds: np.ndarray, zone: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hour of day, ISO weekday and date ordinal of UTC instants in a zone."""
    series = pl.Series(utc_seconds * 1_000_000).cast(pl.Datetime("us", "UTC"))
    local = series.dt.convert_time_zone(zone)
    ordinal = local.dt.date().cast(pl.Int32).to_numpy() + date(1970, 1, 1).toordinal()
    return local.dt.hour().to_numpy(), local.dt.weekday().to_numpy(), ordinal


def holiday_ordinals(site: int) -> np.ndarray:
    """Ordinals of a site's holidays."""
    return np.array(
        [date.fromisoformat(day).toordinal() for owner, day, _ in company.HOLIDAYS if owner == site]
    )


def build_clock(site: int, first: date, last: date) -> WorkClock:
    """Lay out the opening intervals of a site from `first` to `last`."""
    closed = set(holiday_ordinals(site).tolist())
    opens: list[datetime] = []
    closes: list[datetime] = []
    day = first
    while day <= last:
        if day.toordinal() not in closed:
            for begin, end in _intervals(site, day):
                opens.append(datetime.combine(day, begin))
                closes.append(datetime.combine(day, end))
        day += timedelta(days=1)
    zone = company.SITES[site]
    starts, ends = to_utc_seconds(opens, zone), to_utc_seconds(closes, zone)
    before = np.concatenate([[0], np.cumsum(ends - starts)[:-1]])
    return WorkClock(starts, ends, before, np.array([at.toordinal() for at in opens]))


def _intervals(site: int, day: date) -> list[tuple]:
    found = []
    for owner, weekdays, hours, valid_from, valid_to in company.BUSINESS_HOURS:
        in_force = (valid_from or "0001-01-01") <= day.isoformat() <= (valid_to or "9999-12-31")
        if owner == site and day.isoweekday() in weekdays and in_force:
            for begin, end in hours:
                found.append((_clock_time(begin), _clock_time(end)))
    return found


def _clock_time(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()
