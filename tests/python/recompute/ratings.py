"""How a value stands to its target: by its whole interval, else by three periods together."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.python.recompute.intervals import wilson
from tests.python.recompute.lines import Line, Point, cases

FEWEST = 30
COUNTED = ("count", "stock")
SIDES = ("low", "high")


@dataclass(frozen=True)
class Target:
    """What a value should be, and what is near enough."""

    low: float | None
    high: float | None
    near_low: float | None
    near_high: float | None

    def holds(self, value: float) -> bool:
        """Whether a value is on the target."""
        return _is_between(value, self.low, self.high)

    def judge(self, value: float, low: float | None, high: float | None) -> str:
        """Green, amber, red or open, of a value and the ends of its interval."""
        missed = "amber" if self._is_near(value) else "red"
        if low is None and high is None:
            return "green" if self.holds(value) else missed
        is_above = self.low is None or (low is not None and low >= self.low)
        is_below = self.high is None or (high is not None and high <= self.high)
        if is_above and is_below:
            return "green"
        is_under = self.low is not None and high is not None and high < self.low
        is_over = self.high is not None and low is not None and low > self.high
        return missed if is_under or is_over else "open"

    def _is_near(self, value: float) -> bool:
        if self.near_low is None and self.near_high is None:
            return False
        low = self.low if self.near_low is None else self.near_low
        high = self.high if self.near_high is None else self.near_high
        return _is_between(value, low, high)


def value_status(point: Point, statistic: str) -> str:
    """What a value that has a source may be used for."""
    if point["value"] is None:
        return "no_data"
    if point["is_provisional"]:
        return "provisional"
    is_few = statistic not in COUNTED and cases(point) < FEWEST
    return "low_n" if is_few else "ok"


def target_of(line: Line, start: date, targets: list[dict[str, Any]]) -> Target | None:
    """The target in force for a period: of the slice before that of all, the newest."""
    end = line.end(start)
    found = [
        row
        for row in targets
        if (row["kpi_id"], row["statistic"], row["period_grain"]) == line.key[:3]
        and (_is_own(row, line) or (row["slice_name"] is None and line.slice[0] != "agent"))
        and (row["valid_from"] is None or row["valid_from"] <= start)
        and (row["valid_to"] is None or row["valid_to"] >= start)
        and (row["baseline_date"] is None or row["baseline_date"] <= end)
    ]
    if not found:
        return None
    row = max(
        found,
        key=lambda row: (
            _is_own(row, line),
            row["target_set"] is None,
            row["valid_from"] or date.min,
        ),
    )
    target = Target(*(row[f"{kind}_{side}"] for kind in ("target", "amber") for side in SIDES))
    return target if row["baseline_value"] is None else _planned(target, row, end)


def rate(line: Line, start: date, target: Target) -> tuple[str | None, str | None, int | None]:
    """The status, the side of the target, and how many periods were judged together.

    No status where three periods of what no sum of two numbers describes would decide.
    """
    point = line.points[start]
    value = point["value"]
    if value is None:
        return "no_value", None, None
    status = value_status(point, line.statistic)
    if status != "ok":
        return status, None, None
    side = "inside" if target.holds(value) else "outside"
    own = target.judge(value, point["ci_low"], point["ci_high"])
    if own != "open":
        return own, side, 1
    three = [point, line.before(start), line.before(start, 2)]
    known = [one for one in three if one and not one["is_provisional"]]
    known = [one for one in known if None not in (one["numerator"], one["denominator"])]
    if line.statistic not in ("rate", "mean") or not line.kpi["is_additive"] or len(known) < 3:
        return own, side, 1
    if line.kpi["interval_method"] != "wilson":
        return None, side, None
    hits, trials = (sum(one[name] for one in known) for name in ("numerator", "denominator"))
    pooled = target.judge(hits / trials, *wilson(hits, trials))
    return (own, side, 1) if pooled == "open" else (pooled, side, 3)


def _is_own(row: dict[str, Any], line: Line) -> bool:
    return (row["slice_name"], row["slice_value"]) == line.slice


def _planned(target: Target, row: dict[str, Any], end: date) -> Target:
    """The target on its way from the baseline, and what is near it with it."""
    whole = (row["due_date"] - row["baseline_date"]).days
    rest = 1 - min(max((end - row["baseline_date"]).days / whole, 0), 1)
    moved = {
        side: rest * (getattr(target, side) - row["baseline_value"])
        for side in SIDES
        if getattr(target, side) is not None
    }
    near = {f"near_{side}": moved[side] for side in moved}
    return replace(
        target,
        **{
            name: getattr(target, name) - by
            for name, by in {**moved, **near}.items()
            if getattr(target, name) is not None
        },
    )


def _is_between(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
