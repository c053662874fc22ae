"""The rows behind a number on a terminal: what each is, whether it counts, and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.base.shown import printable
from scripts.explain.explained_rows import RowsBehind

# What decides beside the columns that the KPI itself names.
REASONS = {
    "marts.fct_survey_responses": ("score", "scale_max"),
    "marts.fct_contacts": ("fcr_failure",),
    "marts.fct_sla_targets": ("metric", "target_seconds", "elapsed_seconds", "due_at"),
    "marts.fct_calls": ("outcome", "queue_wait_seconds"),
    "marts.fct_ticket_journeys": ("first_solved_date",),
}
# A row that is better known by another id than its own.
KEYS = {"marts.fct_sla_targets": "ticket_id"}
MOST_COLUMNS, GAP = 6, 2


def print_rows(out: Console, part: RowsBehind, limit: int, unit: str) -> None:
    """Print what a part adds up to, and its first rows with the columns that decide.

    Args:
        out: Where to print.
        part: The rows.
        limit: How many of them.
        unit: The unit of the KPI's value, which is that of its numerator.
    """
    out.print(Text(_what_they_add_up_to(part, unit)))
    names = shown_columns(part)
    headings = [name.removesuffix("_seconds").replace("_", " ") for name in names]
    rows = [
        [_cell(name, value) for name, value in zip(names, row, strict=True)]
        for row in part.rows.limit(limit).select(*names).fetchall()
    ]
    table = Table(box=SIMPLE, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    widths = fitting(headings, rows, out.width)
    for heading, width in zip(headings, widths, strict=False):
        table.add_column(heading, overflow="fold", width=width)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row[: len(widths)]))
    out.print(table)


def fitting(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns that fit side by side, headings broken into words."""
    widths: list[int] = []
    for index, heading in enumerate(headings):
        widths.append(max(map(len, [*heading.split(), *(row[index] for row in rows)])))
        # The last ones decide least; the first two say what a row is and whether it counts.
        if sum(widths) + GAP * len(widths) > width and index > 1:
            return widths[:-1]
    return widths


def shown_columns(part: RowsBehind) -> list[str]:
    """The columns that say what a row is, whether it counts, and why."""
    known = part.rows.columns
    counts = [f"in_{side}" for side in ("numerator", "denominator") if part.part in ("both", side)]
    if part.in_denominator == part.listed and len(counts) > 1:
        counts.remove("in_denominator")
    own_key = next(name for name in known if not name.startswith("in_"))
    key = [KEYS.get(part.relations, own_key)]
    reasons = [*REASONS.get(part.relations, ()), *part.deciding]
    wanted = dict.fromkeys([*key, *counts, *reasons])
    chosen = [name for name in wanted if name in known]
    # Where nothing decides but the population itself, the first columns say what the rows are.
    return list(dict.fromkeys([*chosen, *known[2:]]))[: max(len(chosen), MOST_COLUMNS)]


def _what_they_add_up_to(part: RowsBehind, unit: str) -> str:
    if part.part == "components":
        return f"{part.listed:,} rows of {part.relations}: the components of the score."
    sides = {
        "numerator": (part.in_numerator, part.numerator, unit),
        "denominator": (part.in_denominator, part.denominator, ""),
    }
    told = [
        # What rows that count once each add up to is their number.
        f"{rows:,} in the {side}"
        + ("" if total is None or total == rows else f", which make {number_text(total, of)}")
        for side, (rows, total, of) in sides.items()
        # A count has no denominator.
        if part.part == side or part.part == "both" and (side == "numerator" or total is not None)
    ]
    return f"{part.listed:,} rows of {part.relations}: {'; '.join(told)}."


def _cell(name: str, value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if name.endswith("_seconds"):
        return clock_text(value)
    return f"{value:,.10g}" if isinstance(value, float) else printable(str(value))


def number_text(value: float, unit: str) -> str:
    """A value, or what it is made of: a duration as rows show theirs."""
    return clock_text(value) if unit == "seconds" else f"{value:,.10g}"


def clock_text(seconds: float) -> str:
    """Seconds as hours, minutes and seconds, so that two of them can be compared exactly."""
    whole, part = divmod(abs(seconds), 1)
    minutes, rest = divmod(int(whole), 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f"{part:.3f}"[1:].rstrip("0").rstrip(".")
    return f"{'-' if seconds < 0 else ''}{hours:,}:{minutes:02}:{rest:02}{fraction}"
