"""The focus KPIs at the end of a run."""

from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.artifacts.rows import rows_of_files
from scripts.report.amounts import (
    STATUS_STYLES,
    amount_text,
    hundredfold_text,
    status_words,
    target_text,
)
from scripts.report.page.focus import WITHOUT_SOURCE, instead_of

FOCUS_SQL = """
    select focus.*, kpis.unit, kpis.display_unit
    from read_parquet($kpi_focus) as focus
    inner join read_parquet($dim_kpis) as kpis on focus.kpi_id = kpis.kpi_id
    where focus.period_grain = 'month'
    order by focus.focus_rank
"""
# What is shown where focus KPIs have no source; nothing has tested their changes.
OTHERS_SQL = """
    select scorecard.*, null as is_significant_change, kpis.unit, kpis.display_unit
    from read_parquet($kpi_scorecard) as scorecard
    inner join read_parquet($dim_kpis) as kpis on scorecard.kpi_id = kpis.kpi_id
    where scorecard.value is not null
"""
# The segment that explains most of the gap of the first focus KPI that is off target.
LOOK_SQL = """
    select drill.kpi_id, drill.slice_name, drill.slice_value, drill.contribution / drill.deviation
    from read_parquet($kpi_drilldown) as drill
    inner join read_parquet($kpi_focus) as focus
        on drill.kpi_id = focus.kpi_id and focus.period_grain = 'month'
        and drill.period_start = focus.period_start
    where
        focus.target_status in ('red', 'amber') and focus.value_status = 'ok'
        and drill.is_partition and drill.value_status = 'ok'
        and drill.slice_name in ('channel', 'team', 'topic') and drill.deviation != 0
    order by focus.focus_rank, drill.contribution / drill.deviation desc
    limit 1
"""


def print_focus(console: Console, release: Path) -> None:
    """Print the focus KPIs, what changed and where to look; nothing where there are none."""
    rows = rows_of_files(release, FOCUS_SQL)
    if not rows:
        return
    others = {row["kpi_id"]: row for row in rows_of_files(release, OTHERS_SQL)}
    left_out = [row for row in rows if row["value_status"] in WITHOUT_SOURCE]
    kept = [row for row in rows if row not in left_out]
    kept += instead_of(left_out, {row["kpi_id"] for row in kept}, others)
    rows = kept or rows
    console.print(f"\nMonth from {rows[0]['period_start']} (all KPIs: make kpis)", style="bold")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("Focus KPI", "value", "change", "target", "status"):
        table.add_column(heading, overflow="fold")
    has_targets = any(
        row["target_low"] is not None or row["target_high"] is not None for row in rows
    )
    for row in rows:
        is_rated = row["value_status"] == "ok" and row["target_status"]
        style = STATUS_STYLES.get(row["target_status"] or "", "") if is_rated else "dim"
        status = status_words(row) or ("no target" if has_targets else "")
        table.add_row(
            Text(f"{row['kpi_name_en']} ({row['statistic']})"),
            Text(_shown(row["value"], row), style=style),
            _shown(row["change"], row, is_change=True)
            + (" *" if row["is_significant_change"] else ""),
            target_text(row["target_low"], row["target_high"], row["display_unit"]),
            Text(status, style=style),
        )
    console.print(table)
    if left_out:
        names = ", ".join(row["kpi_id"] for row in left_out)
        console.print(Text(f"Without a source: {names} (what to deliver: make check)"))
    tested = [row["is_significant_change"] for row in rows]
    if any(tested):
        console.print("* changed beyond chance")
    elif any(is_changed is not None for is_changed in tested):
        console.print("Changed beyond chance: no focus KPI")
    if not has_targets:
        console.print("No target is set: targets go into seeds/rules/kpi_targets.csv")
        return
    text = "no focus KPI is clearly off target"
    for look in rows_of_files(release, LOOK_SQL):
        kpi_id, name, value, share = look.values()
        text = f"{name} {value} explains {share:.0%} of the gap in {kpi_id}"
    console.print(Text(f"Where to look first: {text}"))


def _shown(value: float | None, row: dict[str, Any], is_change: bool = False) -> str:
    if value is None:
        return "–"
    sign = "+" if is_change and value > 0 else ""
    if row["unit"] == "share":
        share = hundredfold_text(value)
        return f"{sign}{share} pp" if is_change else f"{share}%"
    return f"{sign}{amount_text(value, row['display_unit'])}"
