"""What a person sees at the end of a run: what was read, quarantined and restated."""

from typing import Any

from rich.console import Console

from scripts.artifacts.inputs import InputSummary
from scripts.base.shown import first_of

UNKNOWN_COLUMNS = "Columns that the contract does not know"
UNUSED_RULES = "Rules that apply to nothing"
MOST_UNKNOWN, MOST_TABLES = 8, 3


def print_restatements(console: Console, restated: dict[str, Any]) -> None:
    """Print how many published values the release changed, and why."""
    if restated["previous_run_id"] is None:
        return
    text = f"Restated since the last release: {_counted(restated['values'], 'value')}"
    if restated["values"]:
        reasons = ", ".join(
            f"{count:,} {reason}" for reason, count in restated["by_reason"].items()
        )
        text += f" of {_counted(restated['kpis'], 'KPI')} ({reasons}; which: kpi_restatements)"
    if matured := restated["provisional_values"]:
        text += f"; {_counted(matured, 'provisional value')} updated"
    console.print(text, style="yellow" if restated["values"] else "", soft_wrap=True)


def print_inputs(console: Console, inputs: InputSummary) -> None:
    """Print what was read, and what was quarantined or unmapped."""
    counts = inputs.raw_row_counts
    read, repeated, total = (
        sum(row[f"rows_{what}"] for row in counts) for what in ("read", "repeated", "quarantined")
    )
    if counts:
        why = " (why: data_trust)" if total else ""
        console.print(
            f"Raw rows: {read:,} read, {repeated:,} repeated, {total:,} quarantined{why}",
            style="bold",
        )
    if total:
        ordered = sorted(counts, key=lambda row: -row["rows_quarantined"])
        tables = [
            f"{row['raw_table']} {row['rows_quarantined']:,}"
            for row in ordered
            if row["rows_quarantined"]
        ]
        console.print(f"  Quarantined: {first_of(tables, MOST_TABLES)}", style="yellow")
    columns = sorted({f"{row['raw_table']}.{row['column_name']}" for row in inputs.unknown_columns})
    print_unknown(console, UNKNOWN_COLUMNS, columns)
    print_unknown(console, "Files that belong to no raw table, not read", inputs.unread_files)
    print_unknown(console, UNUSED_RULES, inputs.unused_rules)


def print_unknown(console: Console, title: str, names: list[str]) -> None:
    """Print what was delivered and not read, or has no effect, not more than fits."""
    if names:
        # Names from outside are no markup.
        text = f"{title}: {first_of(names, MOST_UNKNOWN)}"
        console.print(text, style="yellow", markup=False)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
