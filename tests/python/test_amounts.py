"""A number is rounded alike wherever it is written: page, its script's values, terminal, marts."""

import base64
import gzip
import json
import math
from datetime import date

import pytest

from scripts.base.shown import rounded
from scripts.report.amounts import amount_text, duration_text
from scripts.report.page.explore import pack
from scripts.texts.locale import Formatter

HALVES = {0.0625: "6.3%", 0.0725: "7.3%", 0.1225: "12.3%", 1.0005: "100.1%", -0.0625: "-6.3%"}


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (0.0725, 3, 0.073),
        (-2.5, 0, -3),
        (0.49, 0, 0),
        (1e300, 1, 1e300),
        (math.inf, 1, math.inf),
    ],
)
def test_halves_go_away_from_zero(value: float, digits: int, shown: float) -> None:
    assert rounded(value, digits) == shown


@pytest.mark.parametrize("share", HALVES)
def test_shares_are_written_alike(share: float) -> None:
    page = Formatter("en").percent(share).replace("\u2212", "-")
    assert [page, amount_text(share, "percent")] == [HALVES[share]] * 2


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert amount_text(-0.0003, "percent") == "0%"


def test_durations_are_rounded_once() -> None:
    written = Formatter("en").duration
    assert [written(8100), written(149.46 * 86_400)] == ["2.3\u00a0hrs", "149\u00a0days"]


def test_long_durations_are_written_out() -> None:
    shown = [duration_text(days * 86_400) for days in (1.5, 999.4, 999.7, -1500)]
    assert shown == ["1.5 d", "999 d", "1,000 d", "-1,500 d"]


def test_the_page_shows_ends_of_intervals_as_they_are() -> None:
    formatter = Formatter("en")
    ends = [0.793451, 0.094501, 0.112547, 0.0625, 0.000049, 0.9995]
    kpis = [
        {"kpi_id": f"kpi_{unit}", "unit": unit, "display_unit": shown_as, "statistic": "mean"}
        for unit, shown_as in (("share", "percent"), ("seconds", "hours"), ("points", "number"))
    ]
    names = ("value", "sample_size", "target_low", "target_high", "ci_low", "value_status")
    others = {name: None for name in (*names, "target_status", "target_side")}
    rows = [
        kpi
        | others
        | {"period_start": date(2025, 1, 1), "slice_name": "overall", "slice_value": str(place)}
        | {"ci_high": end * scale, "is_signal": False, "is_provisional": False}
        for kpi, scale in zip(kpis, (1, 155_391.3, 10), strict=True)
        for place, end in enumerate(ends)
    ]
    packed = json.loads(gzip.decompress(base64.b64decode(pack(rows, []))))
    shown = [formatter.value(row, end) for row, end in zip(rows, packed["h"], strict=True)]
    assert shown == [formatter.value(row, row["ci_high"]) for row in rows]
