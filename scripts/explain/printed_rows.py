"""The rows behind a number on a terminal: what each is, whether it counts, and why."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from scripts.base.shown import printable
from scripts.explain.explained_rows import RowsBehind

if TYPE_CHECKING:
    from rich.console import Console

# What decides beside the columns that the KPI itself names.
REASONS = {
    "marts.fct_survey_responses": ("score", "scale_max"),
    "marts.fct_contacts": ("fcr_failure",),
    "marts.fct_sla_targets": ("metric", "target_seconds", "elapsed_seconds", "due_at"),
    "marts.fct_calls": ("outcome", "queue_wait_seconds"),
    "marts.fct_ticket_journeys": ("first_solved_date",),
}
MOST_COLUMNS = 6


def print_rows(out: "Console", part: RowsBehind, limit: int) -> None:
    """Print what a part adds up to, and its first rows with the columns that decide."""
    out.print(Text(_what_they_add_up_to(part)))
    shown = shown_columns(part)
    table = Table(box=SIMPLE, pad_edge=False)
    for name in shown:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in part.rows.limit(limit).select(*shown).fetchall():
        table.add_row(*(_cell(value) for value in row))
    out.print(table)


def shown_columns(part: RowsBehind) -> list[str]:
    """The columns that say what a row is, whether it counts, and why."""
    known = part.rows.columns
    counts = [f"in_{side}" for side in ("numerator", "denominator") if part.part in ("both", side)]
    if part.in_denominator == part.listed and len(counts) > 1:
        counts.remove("in_denominator")
    key = [name for name in known if not name.startswith("in_")][:1]
    reasons = [*REASONS.get(part.relations, ()), *part.deciding]
    wanted = dict.fromkeys([*key, *counts, *reasons])
    chosen = [name for name in wanted if name in known]
    # Where nothing decides but the population itself, the first columns say what the rows are.
    return list(dict.fromkeys([*chosen, *known[2:]]))[: max(len(chosen), MOST_COLUMNS)]


def _what_they_add_up_to(part: RowsBehind) -> str:
    if part.part == "components":
        return f"{part.listed:,} rows of {part.relations}: the components of the score."
    sides = {
        "numerator": (part.in_numerator, part.numerator),
        "denominator": (part.in_denominator, part.denominator),
    }
    told = [
        f"{rows:,} in the {side}" + ("" if total is None else f", which make {total:,.10g}")
        for side, (rows, total) in sides.items()
        if part.part in ("both", side)
    ]
    return f"{part.listed:,} rows of {part.relations}: {'; '.join(told)}."


def _cell(value: Any) -> Text:  # noqa: ANN401
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, datetime):
        return Text(f"{value:%Y-%m-%d %H:%M}")
    if isinstance(value, float):
        return Text(f"{value:,.10g}")
    return Text("–" if value is None else printable(str(value)))
