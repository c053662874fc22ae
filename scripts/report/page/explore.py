"""The month values behind the page's filter and dialogs, packed into one short text.

The browser unpacks them by itself, so the page stays one file that makes no request.
"""

import base64
import gzip
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from scripts.base.shown import rounded
from scripts.report.page.read import Row
from scripts.report.page.trend import first_month, mark_of_verdict
from scripts.texts.locale import Formatter
from scripts.texts.safe import clean

# What is kept of a value, by its short name in the page.
COLUMNS = {
    "v": "value",
    "n": "sample_size",
    "tl": "target_low",
    "th": "target_high",
}
ENDS = {"l": "ci_low", "h": "ci_high"}
CODES = {"st": "value_status", "ts": "target_status", "sd": "target_side"}
# Numbers that between them have every plural form of the page's languages.
PLURAL_SAMPLES = (1, 2, 5, 20, 1.5)
DURATION_UNITS = ("second", "minute", "hour", "day")


def pack(rows: list[Row], interventions: list[Row]) -> str:
    """Pack values column by column: JSON, compressed, as text.

    Args:
        rows: Values of `kpi_values` by month, with the unit of their KPI.
        interventions: What was changed on purpose, marked where its month is drawn.

    Returns:
        Base64 of gzipped JSON: lists of series, months and segments, and one list per column.
    """
    series = _indexed((row["kpi_id"], row["statistic"]) for row in rows)
    months = _indexed(row["period_start"] for row in rows)
    segments = _indexed((row["slice_name"], row["slice_value"]) for row in rows)
    packed: dict[str, Any] = {
        "series": list(series),
        "months": [month.isoformat() for month in months],
        "segments": list(segments),
        "kpis": {row["kpi_id"]: [row["unit"], row["display_unit"]] for row in rows},
        "s": [series[row["kpi_id"], row["statistic"]] for row in rows],
        "m": [months[row["period_start"]] for row in rows],
        "g": [segments[row["slice_name"], row["slice_value"]] for row in rows],
        "signal": [index for index, row in enumerate(rows) if row["is_signal"]],
        "open": [index for index, row in enumerate(rows) if row["is_provisional"]],
        "begun": [
            {
                "of": [row["kpi_id"], f"{row['slice_name']}={row['slice_value']}"],
                "month": first_month(row).isoformat(),
                "title": clean(row["title"]),
                "verdict": row["verdict"],
                "kind": mark_of_verdict(row["verdict"]),
            }
            for row in interventions
        ],
    }
    packed |= {short: [row[name] for row in rows] for short, name in COLUMNS.items()}
    packed |= {short: [_end(row, name) for row in rows] for short, name in ENDS.items()}
    for short, name in CODES.items():
        codes = _indexed(row[name] for row in rows)
        packed[short] = [codes[row[name]] for row in rows]
        packed[f"{short}_codes"] = list(codes)
    text = json.dumps(packed, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def choices(rows: list[Row]) -> tuple[list[date], dict[str, list[Row]]]:
    """The months and the segments that the filter offers, newest month first."""
    months = sorted({row["period_start"] for row in rows}, reverse=True)
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row["slice_name"] != "overall":
            found.setdefault(row["slice_name"], {}).setdefault(row["slice_value"], row)
    return months, {name: list(values.values()) for name, values in found.items()}


def writing_rules(formatter: Formatter, currency: str | None) -> dict[str, Any]:
    """How the reader's language writes numbers, for the script of the page."""
    return {
        "locale": str(formatter.locale).replace("_", "-"),
        "persian": formatter.language == "fa",
        "percent": formatter.locale.percent_formats[None].pattern,
        "units": {unit: _unit_forms(formatter, unit) for unit in DURATION_UNITS},
        "money": formatter.money(0, currency),
        "words": {
            name: formatter.words(name)
            for name in ("statuses", "unclear", "value_statuses", "statistics")
        },
        "texts": {
            name: formatter.raw(name)
            for name in ("range", "at_least", "at_most", "no_target", "points_short", "sample")
        }
        | {
            "explore": formatter.words("explore"),
            "interventions": formatter.words("interventions"),
            "previous": formatter.raw("previous"),
        },
        "interval": str(formatter.text("interval")),
    }


def _end(row: Row, name: str) -> float | None:
    """An end of an interval with the digits that are shown, or more: rounded twice, few are right.

    Shares are shown with one digit after the point of their percent.
    """
    value = row[name]
    if value is None:
        return None
    return rounded(value, 3) if row["unit"] == "share" else float(f"{value:.7g}")


def _unit_forms(formatter: Formatter, unit: str) -> dict[str, str]:
    """The plural forms of a unit, with a place for the number."""
    forms = {}
    for number in PLURAL_SAMPLES:
        shown, amount = formatter.unit(number, unit), formatter.number(number, number % 1 > 0)
        forms[str(formatter.locale.plural_form(number))] = shown.replace(amount, "{0}")
    return forms


def _indexed(found: Iterable[Any]) -> dict[Any, int]:
    """Different values with their place, in the order in which they come."""
    return {value: index for index, value in enumerate(dict.fromkeys(found))}
