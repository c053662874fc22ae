"""The first lines of the page: what is off, what changed, where to look, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.artifacts.rows import grouped
from scripts.report.page.read import Data, Row

MOST_PARTS = 6
# A part that explains less of a gap is no place to look first.
LEAST_SHARE = 0.2
OFF = ("red", "amber")


@dataclass(frozen=True)
class Cut:
    """A KPI's gap, split by one attribute; the parts add up to the gap."""

    slice_name: str
    parts: list[Row]
    rest: Row | None

    @property
    def largest(self) -> float:
        """The longest bar."""
        shown = [*self.parts, *([self.rest] if self.rest else [])]
        return max((abs(row["contribution"]) for row in shown), default=0.0)


@dataclass(frozen=True)
class Gap:
    """The distance of a focus KPI from its target or from the month before."""

    tile: Row
    statistic: str
    deviation: float
    reference_kind: str
    overall_value: float
    cuts: list[Cut]

    @property
    def is_bad(self) -> bool:
        """Whether the KPI misses its target."""
        return self.tile["mark"] in OFF

    def share(self, row: Row) -> float | None:
        """How much of the gap a part explains."""
        return row["contribution"] / self.deviation if self.deviation else None

    @property
    def is_real_change(self) -> bool:
        """Whether the KPI has no target, and what is shown and what is split really changed."""
        return (
            self.reference_kind != "target"
            and bool(self.tile["is_significant_change"])
            and self.deviation * self.tile["change"] > 0
        )

    def widens(self, row: Row) -> bool:
        """Whether a part has its share in the gap, and does not narrow it."""
        return row["contribution"] * self.deviation > 0

    def hurts(self, row: Row) -> bool:
        """Whether a part widens the gap of a KPI that misses its target."""
        return self.is_bad and self.widens(row)


def make_gaps(data: Data, focus: Sequence[Row]) -> list[Gap]:
    """The gaps of the focus KPIs, those off target first; few cases explain nothing."""
    found = grouped(data["drilldown"], lambda row: row["kpi_id"])
    tiles = sorted(focus, key=lambda tile: (tile["mark"] not in OFF, tile["focus_rank"]))
    return [
        _gap(tile, found[tile["kpi_id"]])
        for tile in tiles
        if tile["kpi_id"] in found and tile["value_status"] != "low_n"
    ]


class Answers:
    """What the reader came for: the page's questions, answered from what was read."""

    def __init__(self, data: Data, focus: list[Row], gaps: list[Gap], tomorrow: list[Row]) -> None:
        """Answer them."""
        weekday = tomorrow[0]["forecast_date"].isoweekday() if tomorrow else None
        hours = [row for row in data["peak_hours"] if row["iso_weekday"] == weekday]
        needed = [row for row in data["staffing"] if row["iso_weekday"] == weekday]
        tested = [tile["is_significant_change"] for tile in focus]
        self.off = [tile for tile in focus if tile["mark"] in OFF]
        # What is said where nothing is off target: a text of `answers`.
        self.rating = _rating(focus, data["explore"])
        self.changed = [tile for tile in focus if tile["is_significant_change"]]
        self.is_tested = any(is_changed is not None for is_changed in tested)
        self.look = _look(gaps)
        self.tomorrow = tomorrow
        self.busiest = _largest(hours, "arrivals_per_hour")
        self.people = _largest(needed, "agents_needed")


def _gap(tile: Row, rows: list[Row]) -> Gap:
    cuts = []
    for name, parts in grouped(rows, lambda row: row["slice_name"]).items():
        parts.sort(key=lambda row: (-abs(row["contribution"]), row["slice_value"]))
        if len(parts) > 1:
            cuts.append(_cut(name, parts))
    first = rows[0]
    return Gap(
        tile=tile,
        statistic=first["statistic"],
        deviation=first["deviation"],
        reference_kind=first["reference_kind"],
        overall_value=first["overall_value"],
        cuts=cuts,
    )


def _cut(name: str, parts: list[Row]) -> Cut:
    kept = parts if len(parts) <= MOST_PARTS + 1 else parts[:MOST_PARTS]
    left = parts[len(kept) :]
    rest = {
        "count": len(left),
        "contribution": sum(row["contribution"] for row in left),
        "slice_share": sum(row["slice_share"] for row in left),
    }
    return Cut(name, kept, rest if left else None)


def _rating(focus: list[Row], points: list[Row]) -> str:
    """What can be said of all targets together; a value from few cases is on none of them."""
    marks = [tile["mark"] for tile in focus if _has_target(tile)]
    if marks:
        return "off_none" if set(marks) == {"green"} else "off_unclear"
    # A target may be one channel's only.
    shown = {tile["kpi_id"] for tile in focus}
    is_any = any(_has_target(row) for row in points if row["kpi_id"] in shown)
    return "off_unclear" if is_any else "no_targets"


def _has_target(row: Row) -> bool:
    return row["target_low"] is not None or row["target_high"] is not None


def _look(gaps: list[Gap]) -> tuple[Gap, Row] | None:
    """The part that explains most of the first gap that hurts, among parts with enough cases.

    Where no target is missed: of the first change that is more than chance.
    """
    for gap in gaps:
        parts = [
            row
            for cut in gap.cuts
            for row in cut.parts
            if (gap.hurts(row) or gap.is_real_change and gap.widens(row))
            and row["value_status"] == "ok"
        ]
        largest = max(parts, key=lambda row: abs(row["contribution"]), default=None)
        if largest and (gap.share(largest) or 0) >= LEAST_SHARE:
            return gap, largest
    return None


def _largest(rows: list[Row], name: str) -> Row | None:
    return max((row for row in rows if row[name]), key=lambda row: row[name], default=None)
