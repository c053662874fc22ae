"""The help desk's own numbers beside ours: every planted cause is named, nothing is unexplained."""

import json

import duckdb
import pytest

from scripts.base.settings import load_settings
from scripts.base.variables import known_variables
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import invoke_dbt
from tests.python.mini_project import REAL_PROJECT
from tests.python.sources import EXAMPLES
from tests.python.sources.desk import AS_OF, make_desk
from tests.python.sources.zendesk_metrics import planted

NO_TESTS = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
CAUSES = "select ticket_id, metric, cause from marts.ticket_reconciliation"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A build of the mart and what it needs."""
    path = tmp_path_factory.mktemp("reconciliation")
    folder = RunFolder("build", path)
    folder.private.mkdir()
    run(folder, ["build", "--select", "+ticket_reconciliation", *NO_TESTS], {})
    return folder


def run(folder: RunFolder, command: list[str], variables: dict[str, object]) -> None:
    """One command of dbt on the example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPPORT_KPI_SOURCES", "zendesk_fivetran")
        patch.setenv("SUPPORT_KPI_ZENDESK_FIVETRAN_PATH", str(EXAMPLES / "zendesk_fivetran"))
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(folder.path / "exports"))
        settings = load_settings(as_of=AS_OF.isoformat(), variables=json.dumps(variables))
        outcome = invoke_dbt(settings, folder, command)
        assert outcome.success, outcome.exception or [
            result.message for result in outcome.result.results if str(result.status) == "error"
        ]


def causes(folder: RunFolder) -> dict[tuple[str, str], str]:
    """The cause by ticket and metric."""
    with duckdb.connect(str(folder.database), read_only=True) as build:
        rows = build.sql(CAUSES).fetchall()
    return {(ticket.removeprefix("zendesk:"), metric): cause for ticket, metric, cause in rows}


def expected() -> dict[tuple[str, str], str]:
    """What was planted."""
    return {
        (ticket.ticket_id, metric): cause
        for ticket in make_desk()
        for metric, (_, cause) in planted(ticket).items()
    }


def test_every_planted_cause_is_named(folder: RunFolder) -> None:
    found = causes(folder)
    assert found == expected()
    named = known_variables(REAL_PROJECT)["reconciliation_causes"]
    assert set(found.values()) == {"equal", *named}


def test_without_its_rule_a_cause_is_unexplained(folder: RunFolder) -> None:
    named = known_variables(REAL_PROJECT)["reconciliation_causes"]
    for left_out in ("internal_note", "pending_paused"):
        kept = [cause for cause in named if cause != left_out]
        run(folder, ["run", "--select", "ticket_reconciliation"], {"reconciliation_causes": kept})
        unexplained = {key for key, cause in causes(folder).items() if cause == "unexplained"}
        planted_so = {key for key, cause in expected().items() if cause == left_out}
        assert planted_so
        assert planted_so <= unexplained
