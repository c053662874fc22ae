"""What a person sees at the end of a run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from rich import box
from rich.table import Table
from rich.text import Text

from scripts.artifacts.inputs import InputSummary

if TYPE_CHECKING:
    from rich.console import Console

STATUS_STYLES = {"green": "green", "amber": "yellow", "red": "red", "open": "blue"}
STATUS_WORDS = {"green": "on target", "amber": "near target", "red": "off target"}
UNKNOWN_COLUMNS = "Columns that the contract does not know"
MOST_UNKNOWN, MOST_TABLES, LARGE = 8, 3, 1_000
FOCUS_SQL = """
    select
        focus.kpi_id, focus.kpi_name_en, focus.statistic, focus.period_start, focus.value,
        focus.change, focus.target_low, focus.target_high, focus.target_status,
        focus.target_side, focus.value_status, focus.is_significant_change,
        kpis.unit, kpis.display_unit
    from read_parquet($focus) as focus
    inner join read_parquet($kpis) as kpis on focus.kpi_id = kpis.kpi_id
    where focus.period_grain = 'month'
    order by focus.focus_rank
"""
# The segment that explains most of the gap of the first focus KPI that is off target.
LOOK_SQL = """
    select drill.kpi_id, drill.slice_name, drill.slice_value, drill.contribution / drill.deviation
    from read_parquet($drill) as drill
    inner join read_parquet($focus) as focus
        on drill.kpi_id = focus.kpi_id and focus.period_grain = 'month'
        and drill.period_start = focus.period_start
    where
        focus.target_status in ('red', 'amber') and focus.value_status = 'ok'
        and drill.is_partition and drill.value_status = 'ok'
        and drill.slice_name in ('channel', 'team', 'topic') and drill.deviation != 0
    order by focus.focus_rank, drill.contribution / drill.deviation desc
    limit 1
"""


def print_focus(console: "Console", release: Path) -> None:
    """Print the focus KPIs, what changed and where to look; nothing where there are none."""
    rows = _ask(release, FOCUS_SQL, "kpi_focus", "dim_kpis")
    if not rows:
        return
    console.print(f"\nMonth from {rows[0]['period_start']} (all KPIs: make kpis)", style="bold")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("Focus KPI", "value", "change", "target", "status"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        is_rated = row["value_status"] == "ok" and row["target_status"]
        style = STATUS_STYLES.get(row["target_status"] or "", "") if is_rated else "dim"
        status = status_words(row) or "no target"
        table.add_row(
            Text(f"{row['kpi_name_en']} ({row['statistic']})"),
            Text(_shown(row["value"], row), style=style),
            _shown(row["change"], row, is_change=True),
            target_text(row["target_low"], row["target_high"], row["display_unit"]),
            Text(status if row["value_status"] == "ok" else row["value_status"], style=style),
        )
    console.print(table)
    changed = [row["kpi_name_en"] for row in rows if row["is_significant_change"]]
    console.print(f"Changed beyond chance: {', '.join(changed) or 'no focus KPI'}")
    text = "no focus KPI is clearly off target"
    for look in _ask(release, LOOK_SQL, "kpi_drilldown", "kpi_focus"):
        kpi_id, name, value, share = look.values()
        text = f"{name} {value} explains {share:.0%} of the gap in {kpi_id}"
    console.print(Text(f"Where to look first: {text}"))


def _shown(value: float | None, row: dict[str, Any], is_change: bool = False) -> str:
    if value is None:
        return "–"
    sign = "+" if is_change and value > 0 else ""
    if row["unit"] == "share":
        return f"{sign}{value * 100:.1f} pp" if is_change else f"{value:.1%}"
    return f"{sign}{amount_text(value, row['display_unit'])}"


def _ask(release: Path, sql: str, *marts: str) -> list[dict[str, Any]]:
    # Not from the release's database: whoever opened that for writing would lock us out.
    paths = {name: release / "parquet" / f"{name}.parquet" for name in marts}
    if not all(path.is_file() for path in paths.values()):
        return []
    names = {"kpi_focus": "focus", "dim_kpis": "kpis", "kpi_drilldown": "drill"}
    with duckdb.connect(":memory:") as connection:
        result = connection.execute(sql, {names[name]: str(path) for name, path in paths.items()})
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def target_text(low: float | None, high: float | None, unit: str | None) -> str:
    """A target as people say it: at least, at most, or between."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {amount_text(low, unit)}"
    if low is None:
        return f"≤ {amount_text(high, unit)}"
    return f"{amount_text(low, unit)} – {amount_text(high, unit)}"


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
        text += f"; {_counted(matured, 'provisional value')} updated"
    console.print(text, style="yellow" if restated["values"] else "", soft_wrap=True)


def print_inputs(console: "Console", inputs: InputSummary) -> None:
    """Print what was read, and what was set aside or not understood."""
    read = sum(_number(row, "rows_read") for row in inputs.row_counts)
    repeated = sum(_number(row, "rows_repeated") for row in inputs.row_counts)
    quarantined = [row for row in inputs.row_counts if _number(row, "rows_quarantined")]
    if inputs.row_counts:
        total = sum(_number(row, "rows_quarantined") for row in quarantined)
        why = " (why: data_trust)" if total else ""
        console.print(
            f"Raw rows: {read:,} read, {repeated:,} repeated, {total:,} quarantined{why}",
            style="bold",
        )
    if quarantined:
        quarantined.sort(key=lambda row: -_number(row, "rows_quarantined"))
        tables = ", ".join(
            f"{row['raw_table']} {_number(row, 'rows_quarantined'):,}"
            for row in quarantined[:MOST_TABLES]
        )
        others = len(quarantined) - MOST_TABLES
        more = f" and {others} more" if others > 0 else ""
        console.print(f"  Quarantined: {tables}{more}", style="yellow")
    columns = sorted({_column_label(row) for row in inputs.unknown_columns})
    print_unknown(console, UNKNOWN_COLUMNS, columns)
    print_unknown(console, "Files that belong to no raw table, not read", inputs.unread_files)


def print_unknown(console: "Console", title: str, names: list[str]) -> None:
    """Print what was delivered and not read, not more than fits."""
    if names:
        more = f" and {len(names) - MOST_UNKNOWN} more" if len(names) > MOST_UNKNOWN else ""
        text = f"{title}: {', '.join(names[:MOST_UNKNOWN])}{more}"
        # Names from outside are no markup.
        console.print(text, style="yellow", markup=False)


def status_words(row: dict[str, Any]) -> str:
    """The target status in words; where it is unclear, with the side of the bare value."""
    if row["target_status"] == "open":
        return f"≈ unclear, {row['target_side']}"
    return STATUS_WORDS.get(row["target_status"] or "", "")


def amount_text(value: float | None, unit: str | None) -> str:
    """A value in the unit in which its KPI is shown."""
    if value is None:
        return ""
    if unit == "percent":
        return f"{value * 100:.1f}".removesuffix(".0") + "%"
    if unit in ("seconds", "minutes", "hours", "days"):
        return duration_text(value)
    return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:.4g}"


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
