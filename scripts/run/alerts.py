"""After a run: what failed and whom it concerns, or which focus KPIs need attention."""

import logging
from pathlib import Path
from typing import Any

from scripts.artifacts.lineage import find_impact
from scripts.artifacts.rows import rows_of_files
from scripts.base.files import read_json, write_json
from scripts.base.settings import Settings
from scripts.base.shown import first_of
from scripts.base.workspace import RunFolder
from scripts.building.build import node_results
from scripts.building.progress import FAILED_STATES
from scripts.run.webhook import post_alert

logger = logging.getLogger(__name__)

ALERTS_NAME = "alerts.json"
SIGNAL, MISSED_TARGET = "signal", "missed target"
MOST_LINES = 10
MOST_NAMES = 5
CHAT_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
FOCUS = """
    select
        focus.kpi_id, focus.kpi_name_en, focus.statistic, focus.period_grain,
        focus.period_start, focus.value, focus.display_value, focus.target_low,
        focus.target_high, focus.target_status = 'red' as is_missed,
        coalesce(kpi_values.is_signal, false) as is_signal
    from read_parquet($kpi_focus) as focus
    inner join read_parquet($kpi_values) as kpi_values
        on
            focus.kpi_id = kpi_values.kpi_id
            and focus.statistic = kpi_values.statistic
            and focus.period_grain = kpi_values.period_grain
            and focus.period_start = kpi_values.period_start
            and kpi_values.slice_name = 'overall'
    -- ok is neither provisional nor of a small sample.
    where kpi_values.value_status = 'ok'
    order by focus.focus_rank, focus.period_grain
"""


def send_alerts(settings: Settings, folder: RunFolder, record: dict[str, Any]) -> None:
    """Write and send what the end of a run has to say; never raises, never fails the run.

    Args:
        settings: The settings of the run.
        folder: The run's folder, where the file goes.
        record: The finished run record.
    """
    try:
        alert = _compose(settings, folder, record)
    except Exception as error:
        logger.debug("no alert", exc_info=error)
        logger.warning("The alert could not be made (%s).", type(error).__name__)
        return
    if alert is None:
        return
    try:
        write_json(folder.path / ALERTS_NAME, alert)
    except OSError as error:
        # The disk may be full: then the message is needed all the more.
        logger.warning("The alert could not be written (%s).", error.strerror)
    post_alert({"text": chat_text(alert)} if settings.alert_format == "chat" else alert)


def chat_text(alert: dict[str, Any]) -> str:
    """The alert as people read it in a chat."""
    lines = [f"Support KPIs: {alert['summary']}"]
    for failure in alert["failures"]:
        owner = (failure["owner"] or {}).get("name", "nobody")
        affected = first_of(failure["kpis"] or failure["marts"], MOST_NAMES)
        lines.append(
            f"• {failure['kind']} {failure['name']} of {failure['model']} (owner: {owner}); "
            f"affects {affected or 'nothing published'}"
        )
    for kpi in alert["kpis"]:
        lines.append(
            f"• {kpi['kpi_name_en']}: {kpi['alert']}, {kpi['display_value']} "
            f"({kpi['statistic']}, {kpi['period_grain']} {kpi['period_start']})"
        )
    if len(lines) > MOST_LINES + 1:
        lines[MOST_LINES + 1 :] = [f"… and {len(lines) - MOST_LINES - 1} more"]
    return "\n".join(lines).translate(CHAT_ESCAPES)


def _compose(
    settings: Settings, folder: RunFolder, record: dict[str, Any]
) -> dict[str, Any] | None:
    has_failed = record["exit_code"] != 0
    kpis = [] if has_failed else _kpi_alerts(settings, record)
    if not has_failed and not kpis:
        return None
    number = f"{len(kpis)} focus KPI" + ("" if len(kpis) == 1 else "s")
    return {
        "run_id": record["run_id"],
        "command": record["command"],
        "outcome": "failed" if has_failed else "published",
        "exit_code": record["exit_code"],
        "summary": record["message"] if has_failed else f"{number} to look at.",
        "host": record["host"],
        "finished_at": record["finished_at"],
        "as_of": record.get("as_of"),
        "run_folder": str(folder.path),
        "failures": _failures(folder, record["message"]) if has_failed else [],
        "kpis": kpis,
    }


def _failures(folder: RunFolder, said: str) -> list[dict[str, Any]]:
    manifest = read_json(folder.artifacts / "manifest.json") or {}
    known = manifest.get("nodes", {})
    failures = []
    for result in node_results(folder):
        # An operation that failed is no node: the run's sentence says all of it.
        unique_id = result["unique_id"]
        if result["status"] not in FAILED_STATES or unique_id not in known:
            continue
        # dbt's own message stays in the run folder: it can quote a row.
        failures.append(
            {
                "kind": unique_id.split(".")[0],
                "name": known[unique_id]["name"],
                "status": result["status"],
                "rows": result["failures"],
                **vars(find_impact(manifest, unique_id, said)),
            }
        )
    return failures


def _kpi_alerts(settings: Settings, record: dict[str, Any]) -> list[dict[str, Any]]:
    """Focus KPIs whose status changed since the last release; a lasting one is not sent again."""
    if not record.get("release"):
        return []
    previous = (record.get("restatements") or {}).get("previous_run_id")
    known = _conditions(settings.releases / previous) if previous else {}
    now = _conditions(Path(record["release"]))
    return [alert for key, alert in now.items() if key not in known]


def _conditions(release: Path) -> dict[tuple[str, ...], dict[str, Any]]:
    """What is to be said about the focus KPIs of a release, by KPI, statistic, grain and kind."""
    found = {}
    for row in rows_of_files(release, FOCUS):
        kinds = {MISSED_TARGET: row.pop("is_missed"), SIGNAL: row.pop("is_signal")}
        for kind in (kind for kind, holds in kinds.items() if holds):
            key = (row["kpi_id"], row["statistic"], row["period_grain"], kind)
            period = str(row["period_start"])
            found[key] = {"alert": kind, **row, "period_start": period}
    return found
