"""Asking the published release: in the terminal, and through the Model Context Protocol."""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from scripts.artifacts.export import RELEASE_DATABASE
from scripts.ask.release import Release, open_release
from scripts.base.errors import ConfigurationError
from scripts.base.settings import PROJECT
from scripts.explain.known import missing_source
from scripts.report.amounts import VALUE_WORDS, status_words
from scripts.texts.search import fold, nearest
from tests.python.conftest import Warehouse, error_sentence


@pytest.fixture(scope="module")
def release(sample_release: Path) -> Iterator[Release]:
    with open_release(sample_release) as found:
        yield found


def test_search_texts_are_folded() -> None:
    assert fold("Timp până la PRIMUL răspuns") == "timp pana la primul raspuns"
    assert fold("كيفي ۱۲٣") == fold("کیفی 123")
    assert fold("گفت‌وگو") == fold("گفت وگو")
    assert fold("решённый") == fold("решенный")


SEARCHES = {
    "csat": "csat",
    "first response": "first_response_time",
    "زمان اولين پاسخ": "first_response_time",
    "raspuns primul": "first_response_time",
    "первого ОТВЕТА": "first_response_time",
    "K24": "csat",
}


@pytest.mark.parametrize(("search", "kpi_id"), SEARCHES.items())
def test_kpis_are_found_by_words_of_any_language(
    release: Release, search: str, kpi_id: str
) -> None:
    assert kpi_id in [row["kpi_id"] for row in release.kpis(search)]


def test_a_release_of_another_version_is_one_sentence(sample_release: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(sample_release / RELEASE_DATABASE, tmp_path))
    with duckdb.connect(str(database)) as connection:
        columns = "* exclude (target_side)"
        connection.execute(f"create table older as select {columns} from marts.kpi_values")  # noqa: S608
        connection.execute("drop table marts.kpi_values")
        connection.execute("create table marts.kpi_values as select * from older")
    with (
        pytest.raises(ConfigurationError, match="another version of the project"),
        open_release(tmp_path) as older,
    ):
        older.values("csat", "month", "overall", None, None)


def test_a_wrong_word_is_named_with_the_nearest_right_one(release: Release) -> None:
    assert nearest("cast", ["csat", "nps"]) == "csat"
    questions = {
        ("cast", "month", "channel", None): "Did you mean csat?",
        ("csat", "moth", "channel", None): "Did you mean month?",
        ("csat", "month", "chanel", None): "Did you mean channel?",
        ("csat", "month", "channel", "emial"): "Did you mean email?",
    }
    for (kpi_id, grain, name, value), hint in questions.items():
        with pytest.raises(ConfigurationError, match=hint.replace("?", r"\?")):
            release.values(kpi_id, grain, name, value, None)


def test_a_status_is_words() -> None:
    row = {"target_status": "low_n", "target_side": None}
    codes = ("no_source", "no_rule", "no_data", "provisional", "low_n")
    assert set(VALUE_WORDS) == set(codes)
    found = [status_words(row | {"value_status": code}) for code in codes]
    assert found == ["no source", "no rules", "no data", "provisional", "not enough data"]
    rated = {"value_status": "ok", "target_status": "open", "target_side": "inside"}
    assert status_words(rated) == "≈ unclear, inside"
    assert status_words(rated | {"target_status": "no_target"}) == ""


TOOLS = ["combine", "compare_periods", "data_findings", "drill_down", "list_kpis"]
TOOLS += ["open_rows", "read_definition", "read_values"]


class Client:
    """Asks the server as an assistant does: another process, by the SDK's own client."""

    def __init__(self, folder: Path) -> None:
        """Remember where the release is."""
        self.server = StdioServerParameters(
            command=sys.executable,
            args=["scripts/warehouse.py", "mcp"],
            cwd=PROJECT,
            env={"SUPPORT_KPI_EXPORT_PATH": str(folder)},
        )

    def ask(self, *questions: tuple[str, dict[str, Any]]) -> list[Any]:
        """Call tools in one session: the answers, or the text of a refusal."""
        return asyncio.run(self._ask(questions))

    async def _ask(self, questions: tuple[tuple[str, dict[str, Any]], ...]) -> list[Any]:
        async with (
            stdio_client(self.server) as (read, write),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = await session.list_tools()
            answers: list[Any] = [sorted(tool.name for tool in tools.tools)]
            for name, arguments in questions:
                result = await session.call_tool(name, arguments)
                text = result.content[0].text
                answers.append(text if result.isError else json.loads(text))
            return answers


def test_an_assistant_compares_drills_down_and_reads_what_a_number_is(
    sample_run: Path, release: Release
) -> None:
    two = {"kpi_id": "csat", "earlier": "2025-10-01", "later": "2025-11-01"}
    tools, compared, drilled, defined, findings, summed, share, period = Client(
        sample_run / "exports"
    ).ask(
        ("compare_periods", two),
        ("drill_down", {"kpi_id": "csat"}),
        ("read_definition", {"kpi_id": "csat", "language": "fa"}),
        ("data_findings", {}),
        ("combine", {"kpi_id": "csat", "period_starts": ["2025-10-01", "2025-11-01"]}),
        ("combine", {"kpi_id": "backlog_open", "period_starts": ["2025-10-01", "2025-11-01"]}),
        ("compare_periods", two | {"earlier": "2019-01-01"}),
    )
    assert tools == TOOLS
    for answer in (compared, drilled, defined, findings, summed):
        assert answer["release"] == release.name
    old, new = (compared["answer"][when] for when in ("earlier", "later"))
    assert compared["answer"]["change"] == pytest.approx(new["value"] - old["value"])
    assert compared["answer"]["intervals_overlap"] == (
        old["ci_low"] <= new["ci_high"] and new["ci_low"] <= old["ci_high"]
    )
    assert {row["slice_name"] for row in drilled["answer"]} >= {"channel", "team", "topic"}
    assert "رضایت" in defined["answer"]["kpi_name_fa"]
    assert defined["answer"]["definition"]
    assert "rows_quarantined" in {row["finding"] for row in findings["answer"]}
    assert summed["answer"]["value"] == pytest.approx(
        (old["numerator"] + new["numerator"]) / (old["denominator"] + new["denominator"])
    )
    assert "cannot be combined" in share
    assert "has no period that starts on 2019-01-01" in period


def test_a_kpi_without_a_source_says_what_to_deliver() -> None:
    with duckdb.connect() as release:
        release.execute(
            """
            create schema marts;
            create table marts.dim_kpis as from (values
                ('csat', null, 'surveys.csat', 'surveys'), ('nps', null, null, 'surveys'),
                ('first_response_time_business', 'business_hours', null, 'tickets'),
                ('fcr_rate', null, null, 'tickets|calls'),
                ('backlog_overdue', 'deadlines', null, 'tickets')
            ) as kpis (kpi_id, rule_table, missing_input, source_tables);
            create table marts.kpi_scorecard as from (values
                ('csat', 'no_source'), ('nps', 'ok'), ('fcr_rate', 'no_source'),
                ('first_response_time_business', 'no_rule'), ('backlog_overdue', 'no_rule')
            ) as scorecard (kpi_id, value_status);
            """
        )
        told = {kpi_id: missing_source(release, kpi_id) for kpi_id in ("csat", "nps", "fcr_rate")}
        assert told == {
            "csat": "csat has no source: deliver surveys.csat.",
            "nps": None,
            "fcr_rate": "fcr_rate has no source: deliver tickets or calls.",
        }
        assert "has no rules: deliver business_hours." in str(
            missing_source(release, "first_response_time_business")
        )
        # No raw table is called deadlines: they come from policies or from the tickets.
        assert "deliver sla_policies." in str(missing_source(release, "backlog_overdue"))


@pytest.mark.parametrize("by", ["overall", "channel", "team"])
def test_a_trend_has_its_slices_with_values(
    warehouse: Warehouse, sample_release: Path, by: str
) -> None:
    outcome = warehouse("show", "csat", "--by", by)
    assert outcome.code == 0, outcome.err
    rows = [line for line in outcome.out.splitlines() if "%" in line and "interval" not in line]
    assert len(rows) >= {"overall": 12, "channel": 5, "team": 3}[by]
    if by == "channel":
        assert any(line.lstrip().startswith("E-mail ") for line in rows)
    assert re.search("[▁▂▃▄▅▆▇█]{5}", outcome.out)


@pytest.mark.parametrize("command", [("kpis",), ("show", "csat"), ("status",)])
def test_a_wrong_folder_is_an_error(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", "/no/such/folder")
    outcome = warehouse(*command)
    assert outcome.code == 2
    assert "correct SUPPORT_KPI_EXPORT_PATH" in error_sentence(outcome)


def test_an_assistant_reads_values_with_their_caveats(
    sample_run: Path, sample_release: Path, release: Release
) -> None:
    month = {"kpi_id": "csat", "slice_name": "channel", "newest_periods": 2}
    tools, found, values, refused, rows, wrong = Client(sample_run / "exports").ask(
        ("list_kpis", {"search": "satisfaction"}),
        ("read_values", month),
        ("combine", {"kpi_id": "csat", "period_starts": ["2025-10-01"], "method": "mean"}),
        ("open_rows", {"kpi_id": "csat", "period": "2025-11", "limit": 3}),
        ("read_values", {"kpi_id": "cast"}),
    )
    assert {"list_kpis", "read_values", "compare_periods", "drill_down", "open_rows"} <= set(tools)
    assert "csat" in [row["kpi_id"] for row in found["answer"]]
    assert values["release"] == sample_release.name
    stored = release.values("csat", "month", "channel", None, None)
    by_key = {(str(row["period_start"]), row["slice_value"]): row for row in stored}
    assert values["answer"]
    for row in values["answer"]:
        own = by_key[row["period_start"], row["slice_value"]]
        for name in ("value", "ci_low", "ci_high", "value_status", "sample_size"):
            assert row[name] == own[name]
    assert "is not combined by mean" in refused
    assert rows["answer"][0]["rows"] > 3
    for row in rows["answer"][0]["ids"]:
        assert all(name.endswith("_id") or name.startswith("in_") for name in row)
    assert "Did you mean csat?" in wrong


def test_a_damaged_release_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / RELEASE_DATABASE).write_text("no database")
    with pytest.raises(ConfigurationError, match="damaged"), open_release(tmp_path):
        pass
