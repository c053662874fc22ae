"""What a person sees at the end of a run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from rich.table import Table
from rich.text import Text

from scripts.artifacts.inputs import InputSummary

if TYPE_CHECKING:
    from rich.console import Console

STATUS_STYLES = {"green": "green", "amber": "yellow", "red": "red"}
MOST_UNKNOWN = 8
SCORECARD_SQL = """
    select
        kpi_name_en, statistic, period_grain, period_start, display_value,
        target_low, target_high, display_unit, target_status, value_status, family,
        count(*) over () - count(*) filter (where origin = 'article') over () as not_shown
    from read_parquet(?)
    qualify origin = 'article'
    order by family, kpi_id
"""


def print_kpis(console: "Console", release: Path) -> None:
    """Print the scorecard of a release; nothing where the project has none."""
    rows = _scorecard(release)
    if not rows:
        return
    table = Table(title="KPIs", title_justify="left")
    for heading in ("KPI", "Statistic", "Period"):
        table.add_column(heading, overflow="fold")
    table.add_column("Value", justify="right", no_wrap=True)
    for heading in ("Target", "Status"):
        table.add_column(heading)
    family_before = rows[0][10]
    for name, statistic, grain, start, shown, low, high, unit, target, status, family, _ in rows:
        if family != family_before:
            table.add_section()
        family_before = family
        style = STATUS_STYLES.get(target or "", "") if status == "ok" else "dim"
        table.add_row(
            Text(str(name)),
            str(statistic),
            f"{grain} {start}",
            Text("–" if shown is None else str(shown), style=style),
            target_text(low, high, unit),
            Text(str(target if status == "ok" and target else status), style=style),
        )
    console.print(table)
    if not_shown := rows[0][11]:
        console.print(f"{not_shown} more KPIs and variants stand in kpi_scorecard.", style="dim")


def target_text(low: float | None, high: float | None, unit: str | None) -> str:
    """A target as people say it: at least, at most, or between."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {_amount(low, unit)}"
    if low is None:
        return f"≤ {_amount(high, unit)}"
    return f"{_amount(low, unit)} – {_amount(high, unit)}"


def print_restatements(console: "Console", restated: dict[str, Any]) -> None:
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
        text += f"; {_counted(matured, 'provisional value')} moved on"
    console.print(text, style="yellow" if restated["values"] else "", soft_wrap=True)


def print_inputs(console: "Console", inputs: InputSummary) -> None:
    """Print what was read, and what was set aside or not understood."""
    read = sum(_number(row, "rows_read") for row in inputs.row_counts)
    repeated = sum(_number(row, "rows_repeated") for row in inputs.row_counts)
    quarantined = [row for row in inputs.row_counts if _number(row, "rows_quarantined")]
    if inputs.row_counts:
        total = sum(_number(row, "rows_quarantined") for row in quarantined)
        console.print(
            f"Raw rows: {read:,} read, {repeated:,} repeated, {total:,} quarantined", style="bold"
        )
    for row in quarantined:
        console.print(
            f"  {row['raw_table']}: {_number(row, 'rows_quarantined'):,} of "
            f"{_number(row, 'rows_read'):,} rows quarantined (why: data_trust; which: make build)",
            style="yellow",
        )
    columns = sorted({_column_label(row) for row in inputs.unknown_columns})
    _print_unknown(console, "Columns that the contract does not know", columns)
    _print_unknown(console, "Files that belong to no raw table, not read", inputs.unread_files)


def _print_unknown(console: "Console", title: str, names: list[str]) -> None:
    if names:
        more = f" and {len(names) - MOST_UNKNOWN} more" if len(names) > MOST_UNKNOWN else ""
        text = f"{title}: {', '.join(names[:MOST_UNKNOWN])}{more}"
        # Names from outside are no markup.
        console.print(text, style="yellow", markup=False)


def _scorecard(release: Path) -> list[tuple[Any, ...]]:
    # Not from the release's database: whoever opened that for writing would lock us out.
    path = release / "parquet" / "kpi_scorecard.parquet"
    if not path.is_file():
        return []
    with duckdb.connect(":memory:") as connection:
        return connection.execute(SCORECARD_SQL, [str(path)]).fetchall()


def _amount(value: float | None, unit: str | None) -> str:
    if value is None:
        return ""
    if unit == "percent":
        return f"{value:.0%}"
    if unit in ("seconds", "minutes", "hours"):
        return duration_text(value)
    return f"{value:,.6g}"


def duration_text(seconds: float) -> str:
    """Seconds in the largest unit that keeps the number readable."""
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if abs(seconds) >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds:.3g} s"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _number(row: dict[str, Any], name: str) -> int:
    return int(row.get(name) or 0)


def _column_label(row: dict[str, Any]) -> str:
    table = row.get("raw_table") or row.get("table_name") or "?"
    return f"{table}.{row.get('column_name', '?')}"
