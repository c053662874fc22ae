"""How many contacts to expect, by four methods that each weekly origin compares."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

METHODS = ("seasonal_naive", "weekday_mean", "smoothed", "combined")
WEEK, RECENT, LEAST = 7, 28, 30
HISTORY, LONGEST, BACK, AHEAD = 56, 182, 182, 28
MADS, DAMPING, BY_DAY, BY_WEEK = 4, 0.5, 0.9, 0.95
SHARES = {"low": 0.1, "p80": 0.8, "high": 0.9}
NORMAL = {"low": -1.281552, "p80": 0.841621, "high": 1.281552}
WINDOWS, FEWEST_SUMS, DIGITS = (7, 28), 8, 6

# Expected and actual by days ahead; the actual one of a day to come is None.
Run = dict[int, tuple[float, int | None]]


@dataclass
class Series:
    """What came in on each day of a kind of contact, overall or by one channel."""

    first: date
    last: date
    counts: dict[date, int]
    holidays: set[date]
    levels: dict[date, dict[int, tuple[float, float]]] = field(default_factory=dict)
    runs: dict[tuple[date, str], Run] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the levels of every weekly origin that has enough history."""
        origin = self.last
        while (origin - self.first).days + 1 >= HISTORY:
            self.levels[origin] = self._level(origin)
            origin -= timedelta(days=WEEK)

    def count(self, day: date) -> int | None:
        """How many came on a day that is over."""
        return self.counts.get(day, 0) if day <= self.last else None

    def holiday_pairs(self) -> Iterator[tuple[date, int, float]]:
        """Past holidays: what came, and what an ordinary day would have brought."""
        for origin, level in self.levels.items():
            for ahead in range(1, WEEK + 1):
                day = origin + timedelta(days=ahead)
                if day in self.holidays and day <= self.last and day.isoweekday() in level:
                    yield day, self.counts.get(day, 0), level[day.isoweekday()][0]

    def run(self, factors: dict[date, float]) -> None:
        """Forecast from every origin by every method."""
        for origin, level in self.levels.items():
            for ahead in range(1, AHEAD + 1):
                day = origin + timedelta(days=ahead)
                copied = day - timedelta(days=WEEK * _week(ahead))
                if day.isoweekday() not in level or copied < self.first:
                    continue
                mean, smooth = level[day.isoweekday()]
                factor = factors[origin] if day in self.holidays else 1
                values = (
                    float(self.counts.get(copied, 0)),
                    mean * factor,
                    smooth * factor,
                    (mean + smooth) / 2 * factor,
                )
                for method, value in zip(METHODS, values, strict=True):
                    run = self.runs.setdefault((origin, method), {})
                    run[ahead] = (value, self.count(day))

    def _level(self, origin: date) -> dict[int, tuple[float, float]]:
        """The mean and the smoothed level of each weekday, as known at an origin."""
        weeks = ((origin - self.first).days + 1) // WEEK
        back = range(min(LONGEST, max(HISTORY, WEEK * weeks)))
        days = [(ago, origin - timedelta(days=ago)) for ago in back]
        days = [(ago, day) for ago, day in days if day not in self.holidays]
        age = np.array([ago for ago, _ in days])
        weekday = np.array([day.isoweekday() for _, day in days])
        counts = np.array([self.counts.get(day, 0) for _, day in days], float)
        for block in np.unique(age // HISTORY):
            chosen = age // HISTORY == block
            counts[chosen] = _ordinary(counts[chosen], weekday[chosen])
        near = age < HISTORY
        known = np.unique(weekday[near])
        means = {one: counts[near & (weekday == one)].mean() for one in known}
        by_week = BY_WEEK ** (age // WEEK)
        season = {
            one: np.average(counts[weekday == one], weights=by_week[weekday == one])
            for one in np.unique(weekday)
        }
        recent = age < RECENT
        of_means = sum(means.get(one, 0) for one in weekday[recent])
        trend = counts[recent].sum() / of_means if of_means else 1
        by_day = BY_DAY**age
        of_season = (by_day * np.array([season[one] for one in weekday])).sum()
        level = (by_day * counts).sum() / of_season if of_season else 1
        return {
            int(one): (
                round(means[one] * (1 + DAMPING * (trend - 1)), DIGITS),
                round(season[one] * level, DIGITS),
            )
            for one in known
        }


def forecast(series: Series) -> dict[str, Any]:
    """The accuracy of each method, and what the chosen one says of the days and weeks to come."""
    accuracy = {method: _accuracy(series, method) for method in METHODS}
    chosen = _chosen(accuracy) if series.levels else None
    for method, row in accuracy.items():
        row["is_chosen"] = method == chosen
    ahead = series.runs.get((series.last, chosen or ""), {})
    factors = _interval(series, chosen or "", series.last)
    days = {}
    for step in range(1, AHEAD + 1):
        expected = ahead[step][0] if step in ahead else None
        row = {"method": None if expected is None else chosen, "expected": expected}
        for end in SHARES:
            factor = factors.get(_week(step), {}).get(end)
            row[end] = None if expected is None or factor is None else expected * factor
        days[series.last + timedelta(days=step)] = row
    totals = {window: _total(series, chosen or "", window) for window in WINDOWS}
    return {"accuracy": accuracy, "days": days, "totals": totals}


def _week(ahead: int) -> int:
    return (ahead + WEEK - 1) // WEEK


def _ordinary(counts: np.ndarray, weekday: np.ndarray) -> np.ndarray:
    """Counts, no further from the median of their weekday than ordinary days are."""
    middles = {one: np.median(counts[weekday == one]) for one in np.unique(weekday)}
    middle = np.array([middles[one] for one in weekday])
    reach = MADS * max(float(np.median(np.abs(counts - middle))), 1)
    return np.clip(counts, middle - reach, middle + reach)


def _origins(series: Series, at: date) -> list[date]:
    """Origins that the backtest of an origin looks at."""
    return [one for one in series.levels if at - timedelta(days=BACK) <= one <= at]


def _accuracy(series: Series, method: str) -> dict[str, Any]:
    pairs = [
        (expected, actual)
        for origin in _origins(series, series.last)
        for expected, actual in series.runs.get((origin, method), {}).values()
        if actual is not None
    ]
    steps = []
    for ago in range(BACK):
        day = series.last - timedelta(days=ago)
        if day - timedelta(days=WEEK) >= series.first:
            before = series.counts.get(day - timedelta(days=WEEK), 0)
            steps.append(abs(series.counts.get(day, 0) - before))
    errors = np.array([expected - actual for expected, actual in pairs])
    arrived = sum(actual for _, actual in pairs)
    step = float(np.mean(steps)) if steps else 0.0
    inside = [
        expected * factors[_week(ahead)]["low"]
        <= actual
        <= expected * factors[_week(ahead)]["high"]
        for origin in _origins(series, series.last)
        for factors in [_interval(series, method, origin)]
        for ahead, (expected, actual) in series.runs.get((origin, method), {}).items()
        if actual is not None and _week(ahead) in factors
    ]
    return {
        "wape": np.abs(errors).sum() / arrived if arrived else None,
        "bias": errors.sum() / arrived if arrived else None,
        "mase": np.abs(errors).mean() / step if len(errors) and step else None,
        "compared_days": len(pairs),
        "history_days": (series.last - series.first).days + 1,
        "interval_coverage": np.mean(inside) if inside else None,
    }


def _chosen(accuracy: dict[str, dict[str, Any]]) -> str:
    """The lowest error, the copy where nothing is better than that, the mean where all is new."""
    known = {
        m: round(row["wape"], DIGITS) for m, row in accuracy.items() if row["wape"] is not None
    }
    if not known:
        return METHODS[-1]
    scaled = [accuracy[method]["mase"] for method in METHODS[1:]]
    best = min((one for one in scaled if one is not None), default=0)
    return METHODS[0] if best >= 1 else min(known, key=lambda m: (known[m], METHODS.index(m)))


def _interval(series: Series, method: str, at: date) -> dict[int, dict[str, float]]:
    """Quantiles of actual by expected, per week ahead, of days that are over at an origin."""
    ratios: dict[int, list[float]] = {}
    for origin in _origins(series, at):
        for ahead, (expected, actual) in series.runs.get((origin, method), {}).items():
            if actual is not None and expected > 0 and origin + timedelta(days=ahead) <= at:
                ratios.setdefault(_week(ahead), []).append(actual / expected)
    return {
        week: {end: round(np.quantile(found, share), DIGITS) for end, share in SHARES.items()}
        for week, found in ratios.items()
        if len(found) >= LEAST
    }


def _total(series: Series, method: str, window: int) -> dict[str, Any]:
    def whole(run: Run, place: int) -> float | None:
        values = [run[ahead][place] for ahead in range(1, window + 1) if ahead in run]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == window else None

    expected = whole(series.runs.get((series.last, method), {}), 0)
    logs = []
    for origin in _origins(series, series.last):
        run = series.runs.get((origin, method), {})
        before, after = whole(run, 0), whole(run, 1)
        if before and after:
            logs.append(np.log(after / before))
    count = len(logs)
    spread = None
    if count >= FEWEST_SUMS:
        spread = np.sqrt(np.mean(np.square(logs)) * (1 + window / WEEK / count))
    ends = {
        end: None if expected is None or spread is None else expected * np.exp(z * spread)
        for end, z in NORMAL.items()
    }
    return {"method": method or None, "expected": expected, "origins": count, **ends}
