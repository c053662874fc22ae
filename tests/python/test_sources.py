"""Every source on its made-up export: the KPIs through the whole pipeline, to the digit."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from scripts.base.settings import PROJECT, Settings, load_settings
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import PARSE_CACHE, keep_parse_cache, parse_project
from scripts.building.progress import show_note
from scripts.building.typed_rows import type_raw_rows
from scripts.report.contract_page import PAGE, render
from tests.python.conftest import Warehouse, error_sentence, private_build
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.sources import EXAMPLES, shipped, truth_of, variables_of, write_example
from tests.python.sources.desk import AS_OF
from tests.python.test_parity import PARSED

PUBLISHED = """
    select slice_value, kpi_id, strftime(period_start, '%Y-%m'), numerator, denominator
    from marts.kpi_values
    where period_grain = 'month' and slice_name = $slice and statistic not in ('median', 'p90')
"""
# What Intercom counts itself beside what is counted here.
REOPENS_OF_INTERCOM = """
    select cause, count(*) from marts.ticket_reconciliation
    where ticket_id like 'intercom:%' and metric = 'reopens' group by cause
"""
# What the trials need not publish.
FEW_SLICES = {
    "kpi_slices": ["overall"],
    "kpi_watched_slices": ["overall"],
    "kpi_period_grains": ["month"],
}
BY_SYSTEM = {"extra_slices": dict.fromkeys(("tickets", "calls", "surveys"), ["source_system"])}
# The same for all sources: where one differs, dbt reads the whole project again.
VARIABLES = {
    **FEW_SLICES,
    **BY_SYSTEM,
    **{name: value for source in shipped() for name, value in variables_of(source).items()},
}
# With an id that tickets of sources have too.
OWN_TICKET = "ticket_id,created_at,status,source_system\n1001,2025-03-03 10:00,open,own\n"
# What the gate rightly says of them: desks are small and end days before they are read, the form
# is about tickets of another system, and one of Freshdesk's policies is odd on purpose.
SAID = ("_fresh", "_too_few", "_day_without_rows", "surveys_ticket_id_delivered")
SAID += ("sla_policies_target_plausible",)
Published = dict[tuple[str, str], list[float]]
# A stock and a count have no denominator.
WITHOUT_DENOMINATOR = {"backlog_open", "ticket_volume"}
# A required column of each source whose tables have names for them. Those of a form are told by a
# variable, and Asterisk's files have no header.
RENAMED = {
    "zendesk_fivetran": ("schedule", "time_zone"),
    "zendesk_api": ("ticket_audits", "events"),
    "intercom_fivetran": ("conversation_part_history", "part_type"),
    "freshdesk_api": ("conversations", "incoming"),
    "hubspot_fivetran": ("ticket_pipeline_stage", "is_closed"),
    "jira_fivetran": ("issue_field_history", "field_id"),
    "salesforce_fivetran": ("email_message", "message_date"),
    "servicenow_fivetran": ("sys_audit", "documentkey"),
    "chatwoot_postgres": ("messages", "message_type"),
    "zammad_postgres": ("ticket_articles", "sender_id"),
    "freshdesk_csv": ("tickets", "Created time"),
    "amazon_connect": ("contact_records", "InitiationTimestamp"),
    "genesys_conversations": ("conversations", "participants"),
}


@pytest.fixture
def new_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the runs of a test go: in an exports folder of its own."""
    runs = tmp_path / "exports/runs"
    runs.mkdir(parents=True)
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(runs.parent))
    return runs


@contextmanager
def parsed_with_variables(runs: Path) -> Iterator[None]:
    """Start from what another trial with VARIABLES has parsed, and leave the own parse behind."""
    shared = PARSED / "with_variables.msgpack"
    if shared.is_file():
        shutil.copy(shared, runs / PARSE_CACHE)
    yield
    PARSED.mkdir(parents=True, exist_ok=True)
    copy = shared.with_suffix(f".{os.getpid()}")
    shutil.copy(runs / PARSE_CACHE, copy)
    copy.replace(shared)


def enable(monkeypatch: pytest.MonkeyPatch, folders: dict[str, Path]) -> None:
    """Name sources and their folders, as a user does."""
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", ",".join(folders))
    for source, folder in folders.items():
        monkeypatch.setenv(f"SUPPORT_KPI_{source.upper()}_PATH", str(folder))


def typed_by_a_run(
    places: dict[str, Path], scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Settings, Path]:
    """Raw rows of sources, typed as every run does it: its settings and its database."""
    enable(monkeypatch, places)
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(scratch / "exports"))
    settings = load_settings(as_of=AS_OF.isoformat(), variables=json.dumps(VARIABLES))
    run = RunFolder("gate", scratch / "run")
    run.private.mkdir(parents=True)
    settings.runs.mkdir(parents=True)
    with parsed_with_variables(settings.runs):
        parsed = parse_project(settings, run)
        keep_parse_cache(settings, run)
    assert type_raw_rows(settings, run, show_note, parsed.result).success
    return settings, run.database


def system_of(source: str) -> str:
    """The system behind a source, as the list of sources has it."""
    text = (PROJECT / "macros/sources/shipped_sources.sql").read_text(encoding="utf-8")
    found = re.search(rf"'{source}': {{\s*'system': '(\w+)'", text)
    assert found is not None, source
    return found[1]


def of_different_systems() -> list[list[str]]:
    """All sources, in as few lists as possible, in none of which a system is there twice.

    What Fivetran lands is in the first one.
    """
    lists: list[dict[str, str]] = []
    for source in sorted(shipped(), key=lambda name: (not name.endswith("_fivetran"), name)):
        system = system_of(source)
        fitting = next((one for one in lists if system not in one), None)
        if fitting is None:
            lists.append(fitting := {})
        fitting[system] = source
    return [list(one.values()) for one in lists]


# Systems that two sources read come a second time in `make soak`.
LISTS = [
    pytest.param(sources, marks=pytest.mark.soak if number else ())
    for number, sources in enumerate(of_different_systems())
]


@pytest.mark.parametrize("sources", LISTS, ids="+".join)
def test_kpis_of_each_are_those_of_its_desk(
    sources: list[str], new_runs: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside all the others, and own files: no id of one is taken for an id of another."""
    raw = new_runs.with_name("raw")
    raw.mkdir()
    (raw / "tickets.csv").write_text(OWN_TICKET, encoding="utf-8")
    monkeypatch.setenv("SUPPORT_KPI_RAW_PATH", str(raw))
    found = _published(warehouse, new_runs, monkeypatch, sources, "source_system")
    assert _wrong({source: found.get(system_of(source), {}) for source in sources}) == []
    assert found["own"]["ticket_volume", "2025-03"][0] == 1
    if "intercom_fivetran" in sources:
        with duckdb.connect(str(private_build(new_runs.parent)), read_only=True) as build:
            assert build.sql(REOPENS_OF_INTERCOM).fetchall() == [("equal", 114)]


@pytest.mark.soak
@pytest.mark.parametrize("source", shipped())
def test_kpis_of_one_alone_are_those_of_its_desk(
    source: str, new_runs: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _published(warehouse, new_runs, monkeypatch, [source], "overall")
    assert _wrong({source: found["all"]}) == []


def _published(
    warehouse: Warehouse,
    runs: Path,
    monkeypatch: pytest.MonkeyPatch,
    sources: list[str],
    slice_name: str,
) -> dict[str, Published]:
    """Build sources on their examples; the months by value of a slice."""
    enable(monkeypatch, {source: EXAMPLES / source for source in sources})
    arguments = ("build", "--as-of", AS_OF.isoformat(), "--vars", json.dumps(VARIABLES))
    with parsed_with_variables(runs):
        outcome = warehouse(*arguments)
        assert outcome.code == 0, outcome.err
    assert _broken_rules(runs) == []
    found: dict[str, Published] = {}
    with duckdb.connect(str(private_build(runs.parent)), read_only=True) as build:
        for value, kpi, month, *cell in build.execute(PUBLISHED, {"slice": slice_name}).fetchall():
            found.setdefault(value, {})[kpi, month] = cell
    return found


def _broken_rules(runs: Path) -> list[str]:
    """What the gate says of clean data."""
    (report,) = runs.glob("*/gate.json")
    rules = json.loads(report.read_text(encoding="utf-8"))["rules"]
    broken = [rule["rule"] for rule in rules if rule["outcome"] == "failed"]
    return [rule for rule in broken if not rule.endswith(SAID)]


def _wrong(published: dict[str, Published]) -> list[str]:
    """Cells that differ from the truth computed apart."""
    return [
        f"{source} {kpi} {month}: {cell} expected, {found.get((kpi, month))} published"
        for source, found in published.items()
        for (kpi, month), cell in truth_of(source).items()
        if not _is_equal(kpi, cell, found.get((kpi, month)))
    ]


def _is_equal(kpi: str, cell: tuple[float, float], found: list[float] | None) -> bool:
    if found is None or found[0] != pytest.approx(cell[0], abs=1e-6):
        return False
    return kpi in WITHOUT_DENOMINATOR or found[1] == cell[1]


@pytest.mark.parametrize("source", shipped())
def test_the_shipped_example_is_the_made_up_desk(source: str, tmp_path: Path) -> None:
    write_example(source, tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in (EXAMPLES / source).iterdir()}


@pytest.mark.parametrize("sources", LISTS, ids="+".join)
def test_all_that_is_missing_is_one_sentence(
    sources: list[str], tmp_path: Path, new_exports: Path, warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A column of each source, and of one a whole table and several columns."""
    renamed = {source: RENAMED[source] for source in sources if source in RENAMED}
    for source, (table, column) in renamed.items():
        shutil.copytree(EXAMPLES / source, tmp_path / source)
        _rename(tmp_path / source, table, column)
    enable(monkeypatch, {source: tmp_path / source for source in renamed})
    genesys = tmp_path / "genesys_conversations"
    if genesys.is_dir():
        # The export of an optional table without a row.
        (genesys / "users.jsonl").write_text("")
    zendesk = tmp_path / "zendesk_fivetran"
    if zendesk.is_dir():
        (zendesk / "ticket_comment.csv").unlink()
        _rename(zendesk, "user", "id", "role")
        # An optional one.
        _rename(zendesk, "ticket", "priority")
    outcome = warehouse("check")
    assert outcome.code == 3
    sentence = error_sentence(outcome)
    for source, (table, column) in renamed.items():
        lacking = f"the column '{column.lower()}' of its table '{table}'"
        assert (
            lacking if source == zendesk.name else f"source {source} lacks {lacking}"
        ) in sentence
    if zendesk.is_dir():
        assert "the columns 'id', 'role' of its table 'user'" in sentence
        assert "(there instead: new_id, new_role)" in sentence
        assert "the table 'ticket_comment' (looked for" in sentence
        assert "priority" not in sentence


def _rename(folder: Path, table: str, *columns: str) -> None:
    """Give columns of a table of a source other names."""
    (file,) = folder.glob(f"{table}.*")
    text = file.read_text(encoding="utf-8")
    for column in columns:
        # In JSON every line names it, in CSV the first one.
        named, count = (f'"{column}": ', -1) if file.suffix == ".jsonl" else (column, 1)
        text = text.replace(named, named.replace(column, f"new_{column}"), count)
    file.write_text(text, encoding="utf-8")


def test_a_renamed_question_of_a_form_is_one_sentence(
    tmp_path: Path, new_runs: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLES / "survey_csv", tmp_path / "form")
    enable(monkeypatch, {"survey_csv": tmp_path / "form"})
    file = tmp_path / "form/responses.csv"
    file.write_text(file.read_text("utf-8").replace("Ticket number", "Your ticket", 1), "utf-8")
    with parsed_with_variables(new_runs):
        outcome = warehouse("build", "--vars", json.dumps(VARIABLES))
    assert outcome.code == 3
    sentence = error_sentence(outcome)
    assert "no column 'Ticket number' (ticket_id); the file has timestamp" in sentence
    assert "your ticket" in sentence


def test_an_unknown_source_is_one_sentence(
    new_exports: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", "zendesk")
    outcome = warehouse("check")
    assert outcome.code == 2
    assert "there is no source 'zendesk'" in error_sentence(outcome)


def test_two_sources_of_one_system_are_refused(
    dbt_runs: DbtRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", "freshdesk_api,freshdesk_csv")
    error = dbt_runs.refusal(tmp_path)
    assert error is not None
    assert error.exit_code == 2
    assert "freshdesk_api and freshdesk_csv read the same system" in str(error)


def test_the_list_says_what_each_source_needs_and_fills(warehouse: Warehouse) -> None:
    outcome = warehouse("sources")
    assert outcome.code == 0
    shown = " ".join(outcome.out.split())
    for source in shipped():
        assert source in shown
    assert "ticket_field_history" in shown


def test_the_page_of_the_contract_is_the_contract() -> None:
    assert (PROJECT / PAGE).read_text(encoding="utf-8") == render()


def test_every_source_is_registered_with_its_models_and_has_a_page() -> None:
    text = (PROJECT / "macros/sources/shipped_sources.sql").read_text(encoding="utf-8")
    for source in shipped():
        models = {path.stem for path in (PROJECT / "models/sources" / source).glob("*.sql")}
        named = re.search(rf"'{source}': {{.*?'raw_tables': \[(.*?)\]", text, re.S)
        assert named is not None, source
        assert {f"{source}__{name}" for name in re.findall(r"'(\w+)'", named[1])} <= models
        assert f"({source}.md)" in (PROJECT / "docs/sources/README.md").read_text("utf-8")
        assert (PROJECT / "docs/sources" / f"{source}.md").is_file()
