"""The published numbers for an assistant, by the Model Context Protocol over standard input."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from scripts.artifacts.rows import Row
from scripts.ask.release import Release, open_release
from scripts.base.errors import ConfigurationError
from scripts.base.settings import Settings, require_exports
from scripts.explain.explain import parse_question
from scripts.explain.explained_rows import rows_behind
from scripts.texts.definitions import definition

if TYPE_CHECKING:
    from mcp.server.fastmcp import FastMCP

INSTRUCTIONS = """
Customer-support KPIs of one published release, read-only. Always give the status of a value with
it: no_source, no_rule, no_data, low_n and provisional values are not results, and a target_status
of open is too close to call: neither met nor missed. Never average or add values: ask `combine`,
which adds numerators and denominators where that is allowed.
"""
MOST_ROWS = 200
ID_COLUMNS = ("in_numerator", "in_denominator")


def serve(settings: Settings, *_: object) -> None:
    """Answer questions over standard input until it is closed.

    Raises:
        ConfigurationError: The protocol's SDK is not installed.
    """
    server = make_server(settings.current)
    require_exports(settings)
    server.run("stdio")


def make_server(folder: Path) -> "FastMCP":
    """A server over the release that `folder` leads to; it is opened anew for each question."""
    try:
        from mcp.server.fastmcp import FastMCP
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "The protocol's SDK is not installed: run make mcp once."
        ) from error
    server = FastMCP("support-kpi", instructions=INSTRUCTIONS)

    def answer(ask: Callable[[Release], Any]) -> dict[str, Any]:
        # A question that cannot be answered is told to the assistant, in the words of the terminal.
        try:
            with open_release(folder) as release:
                return {"release": release.name, "answer": to_jsonable_python(ask(release))}
        except ConfigurationError as error:
            raise ValueError(str(error)) from None

    @server.tool()
    def list_kpis(search: str = "") -> dict[str, Any]:
        """KPIs with id, name, unit and newest value; `search` takes words of any language."""
        keep = ("kpi_id", "kpi_name_en", "family", "unit", "direction", "headline_statistic")
        newest = ("statistic", "period_start", "value", "value_status", "target_status")
        return answer(lambda release: [_only(row, keep + newest) for row in release.kpis(search)])

    @server.tool()
    def read_values(
        kpi_id: str,
        period_grain: str = "month",
        slice_name: str = "overall",
        slice_value: str | None = None,
        statistic: str | None = None,
        newest_periods: int = 12,
    ) -> dict[str, Any]:
        """Values of a KPI by period, each with its interval, number of cases and status."""

        def ask(release: Release) -> list[Row]:
            found = release.values(kpi_id, period_grain, slice_name, slice_value, statistic)
            starts = sorted({row["period_start"] for row in found})[-max(newest_periods, 1) :]
            return [row for row in found if row["period_start"] in starts]

        return answer(ask)

    @server.tool()
    def compare_periods(
        kpi_id: str,
        earlier: str,
        later: str,
        period_grain: str = "month",
        slice_name: str = "overall",
        slice_value: str = "all",
        statistic: str | None = None,
    ) -> dict[str, Any]:
        """Two periods of a KPI side by side, named by their first day, with the difference."""

        def ask(release: Release) -> Row:
            found = release.values(kpi_id, period_grain, slice_name, slice_value, statistic)
            old, new = (_period(found, kpi_id, start) for start in (earlier, later))
            known = old["value"] is not None and new["value"] is not None
            overlap = None
            if None not in (old["ci_low"], old["ci_high"], new["ci_low"], new["ci_high"]):
                overlap = old["ci_low"] <= new["ci_high"] and new["ci_low"] <= old["ci_high"]
            return {
                "earlier": old,
                "later": new,
                "change": new["value"] - old["value"] if known else None,
                "intervals_overlap": overlap,
            }

        return answer(ask)

    @server.tool()
    def combine(
        kpi_id: str,
        period_starts: list[str],
        period_grain: str = "month",
        method: str = "ratio_of_sums",
    ) -> dict[str, Any]:
        """One value over several periods, from their numerators and denominators. No averages."""
        return answer(
            lambda release: _combined(release, kpi_id, period_starts, period_grain, method)
        )

    @server.tool()
    def drill_down(kpi_id: str) -> dict[str, Any]:
        """Which channel, team, topic or agent explains how much of a KPI's gap, newest month."""

        def ask(release: Release) -> list[Row]:
            release.kpi(kpi_id)
            return release.rows(
                "select * from marts.kpi_drilldown where kpi_id = ? order by slice_name, abs(contribution) desc",  # noqa: E501
                [kpi_id],
            )

        return answer(ask)

    @server.tool()
    def open_rows(
        kpi_id: str, period: str, slice_text: str = "overall", limit: int = 50
    ) -> dict[str, Any]:
        """Ids of the rows behind a number: period as 2025-11, slice as channel=email or overall."""
        return answer(
            lambda release: _ids(release, kpi_id, period, slice_text, min(limit, MOST_ROWS))
        )

    @server.tool()
    def read_definition(kpi_id: str, language: str = "en") -> dict[str, Any]:
        """What a KPI means, its unit, direction, version and the tables it needs."""

        def ask(release: Release) -> Row:
            kpi = release.kpi(kpi_id)
            said, written_in = definition(kpi_id, language)
            return kpi | {"definition": said, "definition_language": written_in}

        return answer(ask)

    @server.tool()
    def data_findings() -> dict[str, Any]:
        """What is wrong with the data behind the numbers: quarantined rows, unmapped words."""
        return answer(lambda release: release.rows("select * from marts.data_trust"))

    return server


def _combined(release: Release, kpi_id: str, starts: list[str], grain: str, method: str) -> Row:
    kpi = release.kpi(kpi_id)
    if method != "ratio_of_sums":
        raise ConfigurationError(
            f"{kpi_id} is not combined by {method}: an average of {kpi['unit']} values weighs a "
            "quiet month like a busy one. Ask for ratio_of_sums."
        )
    found = release.values(kpi_id, grain, "overall", "all", None)
    rows = [_period(found, kpi_id, start) for start in starts]
    if not kpi["is_additive"] or any(row["numerator"] is None for row in rows):
        raise ConfigurationError(
            f"The periods of {kpi_id} ({kpi['headline_statistic']}) cannot be combined: "
            "ask for a longer period grain instead."
        )
    numerator = sum(row["numerator"] for row in rows)
    shares = [row["denominator"] for row in rows if row["denominator"] is not None]
    denominator = sum(shares) if shares else None
    value = numerator if denominator is None else numerator / denominator if denominator else None
    return {
        "kpi_id": kpi_id,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "statuses": sorted({row["value_status"] for row in rows}),
    }


def _ids(release: Release, kpi_id: str, period: str, slice_text: str, limit: int) -> list[Row]:
    release.kpi(kpi_id)
    question = parse_question(kpi_id, period, slice_text)
    found = [
        row
        for row in release.values(
            kpi_id, question.period_grain, question.slice_name, question.slice_value, None
        )
        if row["period_start"] <= question.day <= row["period_end"]
    ]
    if not found:
        raise ConfigurationError(f"{kpi_id} is not published for {period}.")
    parameters = question.parameters(found[0]["period_start"], found[0]["period_end"])
    return [
        {
            "tables": part.relations,
            "rows": part.listed,
            "ids": [
                {
                    name: cell
                    for name, cell in zip(part.rows.columns, row, strict=True)
                    if _is_id(name)
                }
                for row in part.rows.limit(limit).fetchall()
            ],
        }
        for part in rows_behind(release.connection, kpi_id, parameters)
    ]


def _is_id(name: str) -> bool:
    return name in ID_COLUMNS or name.endswith("_id")


def _period(rows: list[Row], kpi_id: str, start: str) -> Row:
    for row in rows:
        if row["period_start"].isoformat() == start:
            return row
    known = ", ".join(row["period_start"].isoformat() for row in rows[-6:])
    raise ConfigurationError(f"{kpi_id} has no period that starts on {start}. The newest: {known}.")


def _only(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names}
