"""The tiles of the front: focus KPIs that have a source, others in place of those without."""

from collections.abc import Collection, Iterable, Mapping, Sized

from scripts.artifacts.rows import grouped
from scripts.report.page.queries import INSTEAD
from scripts.report.page.read import Data, Row
from scripts.report.page.trend import begun_within

MONTHS_OF_TREND = 14
UNRATED = {"low_n", "provisional"}
WITHOUT_SOURCE = ("no_source", "no_rule")


def mark_of(row: Row) -> str:
    """The one status that is shown for a value."""
    if row["value_status"] in UNRATED:
        return str(row["value_status"])
    return str(row["target_status"] or "no_target") if row["value"] is not None else "no_value"


def make_focus(data: Data) -> tuple[list[Row], list[Row]]:
    """One tile per KPI of the front, and the focus KPIs that it leaves out for want of a source."""
    kpis = {row["kpi_id"]: row for row in data["scorecard"]}
    points = _month_points(data["explore"])
    found: dict[str, dict[str, Row]] = {}
    for row in data["focus"]:
        found.setdefault(row["kpi_id"], {})[row["period_grain"]] = row
    left_out = [kpi_id for kpi_id in found if kpis[kpi_id]["value_status"] in WITHOUT_SOURCE]
    tiles = [_tile(rows, points) for kpi_id, rows in found.items() if kpi_id not in left_out]
    missing = [found[kpi_id] for kpi_id in left_out]
    for row in instead_of(missing, found.keys() - set(left_out), kpis):
        tiles.append(_untested(row, len(found) + 1, points))
    if not tiles:
        tiles, left_out = [_tile(rows, points) for rows in found.values()], []
    for tile in tiles:
        of_kpi = [
            row
            for row in data["interventions"]
            if (row["kpi_id"], row["slice_name"]) == (tile["kpi_id"], "overall")
        ]
        tile["interventions"] = begun_within(of_kpi, tile["trend"])
    return tiles, [kpis[kpi_id] for kpi_id in left_out]


def instead_of(left_out: Sized, shown: Collection[str], kpis: Mapping[str, Row]) -> list[Row]:
    """As many other KPIs with a value as focus KPIs are left out, final ones first."""
    others = [
        kpis[kpi_id]
        for kpi_id in INSTEAD
        if kpi_id in kpis
        and kpis[kpi_id]["value"] is not None
        # Not one that is there already, on whichever clock.
        and not {kpi_id, f"{kpi_id}_business"} & set(shown)
    ]
    return sorted(others, key=lambda row: row["value_status"] != "ok")[: len(left_out)]


def _untested(row: Row, rank: int, points: dict[tuple[str, str], list[Row]]) -> Row:
    """The tile of a row of the scorecard, whose change nothing has tested."""
    tile = _tile({row["period_grain"]: row | {"focus_rank": rank}}, points)
    return tile | {"week": None, "is_significant_change": _is_apart(tile)}


def _is_apart(tile: Row) -> bool | None:
    """Whether a month's interval and the one before have nothing in common.

    Only focus KPIs are tested. Of the others this much is more than chance; less tells nothing.
    """
    shown = [row for row in tile["trend"] if row["period_start"] <= tile["period_start"]][-2:]
    ends = [row[end] for row in shown for end in ("ci_low", "ci_high")]
    if len(shown) < 2 or None in ends or any(row["value_status"] != "ok" for row in shown):
        return None
    before, now = shown
    is_apart = now["ci_low"] > before["ci_high"] or now["ci_high"] < before["ci_low"]
    return True if is_apart else None


def _month_points(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The months of each KPI and statistic of the whole, oldest first, to the last with a value."""
    whole = (row for row in rows if row["slice_name"] == "overall")
    found = grouped(whole, lambda row: (row["kpi_id"], row["statistic"]))
    for months in found.values():
        while months and months[-1]["value"] is None:
            months.pop()
    return found


def _tile(rows: dict[str, Row], points: dict[tuple[str, str], list[Row]]) -> Row:
    tile = dict(rows.get("month") or next(iter(rows.values())))
    tile["week"] = rows.get("week") if "month" in rows else None
    tile["trend"] = points.get((tile["kpi_id"], tile["statistic"]), [])[-MONTHS_OF_TREND:]
    tile["mark"] = mark_of(tile)
    tile["p90"] = None
    if tile["statistic"] == "median":
        at_month = [
            row
            for row in points.get((tile["kpi_id"], "p90"), [])
            if row["period_start"] == tile["period_start"] and row["value"] is not None
        ]
        tile["p90"] = at_month[0] | {"period_grain": "month"} if at_month else None
    return tile
