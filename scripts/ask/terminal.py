"""`kpis` and `show`: what is published, in eighty columns."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.artifacts.rows import Row, grouped
from scripts.ask.release import open_release
from scripts.base.errors import ConfigurationError
from scripts.base.settings import Settings, require_exports
from scripts.explain.known import missing_source
from scripts.report.amounts import STATUS_STYLES, amount_text, status_words, target_text

BARS = "▁▂▃▄▅▆▇█"
PERIODS = 14


def print_kpis(settings: Settings, out: Console, _: Console, search: str) -> None:
    """List the KPIs that fit a search: id, name, newest value, target."""
    require_exports(settings)
    with open_release(settings.current) as release:
        found = release.kpis(search)
    if not found:
        raise ConfigurationError(
            f"No KPI fits {search!r}: try one word of its name, in any of the four languages."
        )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("KPI", no_wrap=True)
    for column in ("name", "value", "target"):
        table.add_column(column, overflow="fold")
    for row in found:
        value = amount_text(row["value"], row["display_unit"]) or status_words(row)
        target = target_text(row["target_low"], row["target_high"], row["display_unit"])
        table.add_row(
            row["kpi_id"],
            Text(row["kpi_name_en"]),
            Text(value, style=STATUS_STYLES.get(row["target_status"], "")),
            target,
        )
    out.print(table)
    out.print(f"{len(found)} KPIs, newest finished month. One in full: show {found[0]['kpi_id']}")


def print_trend(
    settings: Settings, out: Console, _: Console, kpi_id: str, by: str, grain: str
) -> None:
    """Print a KPI's trend and, by a slice, one line per value with its own trend."""
    require_exports(settings)
    with open_release(settings.current) as release:
        kpi = release.kpi(kpi_id)
        if sentence := missing_source(release.connection, kpi_id):
            out.print(Text(sentence))
            return
        whole = release.values(kpi_id, grain, "overall", "all", None)[-PERIODS:]
        sliced = release.values(kpi_id, grain, by, None, None) if by != "overall" else []
    parts = grouped(sliced, lambda row: row["slice_value"])
    out.print(
        Text(f"{kpi['kpi_name_en']} ({kpi_id}), {whole[-1]['statistic']} by {grain}", style="bold")
    )
    out.print(Text(f"{whole[0]['period_start']} {spark(whole)} {whole[-1]['period_start']}"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in (by if parts else grain, "value", "95% interval", "n", "status"):
        table.add_column(column, overflow="fold")
    if parts:
        table.add_column("trend", no_wrap=True)
        start = _shown(whole)["period_start"]
        out.print(Text(f"{grain.replace('_', ' ').capitalize()} from {start}:"))
        for rows in parts.values():
            for row in (row for row in rows if row["period_start"] == start):
                table.add_row(Text(row["slice_label"]), *_cells(row, kpi), spark(rows[-PERIODS:]))
    for row in [] if parts else whole:
        table.add_row(str(row["period_start"]), *_cells(row, kpi))
    out.print(table)


def spark(rows: list[Row]) -> str:
    """A line of bars; a gap where there is no value."""
    known = [row["value"] for row in rows if row["value"] is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (high - low) / (len(BARS) - 1) or 1
    return "".join(
        " " if row["value"] is None else BARS[round((row["value"] - low) / step)] for row in rows
    )


def _shown(rows: list[Row]) -> Row:
    """The newest period that is over and has a value, else the newest with one, else the newest."""
    known = [row for row in rows if row["value"] is not None] or rows
    return next((row for row in reversed(known) if not row["is_provisional"]), known[-1])


def _cells(row: Row, kpi: Row) -> tuple[str, ...]:
    low, high = (amount_text(row[end], kpi["display_unit"]) for end in ("ci_low", "ci_high"))
    if low.partition(" ")[2] == high.partition(" ")[2]:
        low = low.partition(" ")[0]
    return (
        amount_text(row["value"], kpi["display_unit"]) or "–",
        f"{low} – {high or '…'}" if low else "–",
        "–" if row["sample_size"] is None else f"{row['sample_size']:,}",
        status_words(row) or "–",
    )
