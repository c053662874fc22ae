"""The help desk's own numbers beside ours: every planted cause is named, nothing is unexplained."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from scripts.base.settings import Settings, load_settings
from scripts.base.variables import known_variables
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import invoke_dbt, parse_project
from tests.python.conftest import start_from_shared_parse
from tests.python.faults.dbt_runs import unfold
from tests.python.mini_project import REAL_PROJECT
from tests.python.sources import EXAMPLES
from tests.python.sources.desk import AS_OF, make_desk
from tests.python.sources.zendesk_metrics import planted

NO_TESTS = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
CAUSES = "select ticket_id, metric, cause from marts.ticket_reconciliation"
Causes = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunFolder, Causes, Manifest]:
    """A build of the mart and what it needs, the causes that it names, and the project as read."""
    path = tmp_path_factory.mktemp("reconciliation")
    folder = RunFolder("build", path)
    folder.private.mkdir()
    start_from_shared_parse(path / "exports")
    with settings_of(folder, {}) as settings:
        outcome = parse_project(settings, folder)
    assert outcome.success, outcome.exception
    manifest = outcome.result
    command = ["build", "--select", "+ticket_reconciliation", *NO_TESTS]
    run(folder, command, {}, manifest)
    return folder, causes(folder), manifest


@contextmanager
def settings_of(folder: RunFolder, variables: dict[str, object]) -> Iterator[Settings]:
    """The settings of a build of the example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPPORT_KPI_SOURCES", "zendesk_fivetran")
        patch.setenv("SUPPORT_KPI_ZENDESK_FIVETRAN_PATH", str(EXAMPLES / "zendesk_fivetran"))
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(folder.path / "exports"))
        yield load_settings(as_of=AS_OF.isoformat(), variables=json.dumps(variables))


def run(
    folder: RunFolder, command: list[str], variables: dict[str, object], manifest: Manifest
) -> None:
    """One command of dbt on the example."""
    unfold(manifest)
    with settings_of(folder, variables) as settings:
        outcome = invoke_dbt(settings, folder, command, manifest=manifest)
    assert outcome.success, outcome.exception or [
        result.message for result in outcome.result.results if str(result.status) == "error"
    ]


def causes(folder: RunFolder) -> Causes:
    """The cause by ticket and metric."""
    with duckdb.connect(str(folder.database), read_only=True) as build:
        rows = build.sql(CAUSES).fetchall()
    return {(ticket.removeprefix("zendesk:"), metric): cause for ticket, metric, cause in rows}


def expected() -> Causes:
    """What was planted."""
    return {
        (ticket.ticket_id, metric): cause
        for ticket in make_desk()
        for metric, (_, cause) in planted(ticket).items()
    }


def named_causes() -> list[str]:
    """All causes that the project may name."""
    names: list[str] = known_variables(REAL_PROJECT)["reconciliation_causes"]
    return names


def test_every_planted_cause_is_named(built: tuple[RunFolder, Causes, Manifest]) -> None:
    _, found, _ = built
    assert found == expected()
    assert set(found.values()) == {"equal", *named_causes()}


@pytest.mark.parametrize(
    "left_out",
    [
        # A ticket that was merged, or whose author is deleted, may be one that is not counted.
        {"merged", "not_counted", "internal_note", "reopened", "schedule"},
        pytest.param(
            {
                *("deleted_author", "not_counted"),
                *("agent_opened", "bot_or_automatic_reply", "pending_paused"),
            },
            marks=pytest.mark.soak,
        ),
        # Where calendar time is not explained, a schedule explains nothing.
        pytest.param({"truncated_to_minutes", "schedule"}, marks=pytest.mark.soak),
    ],
    ids=lambda causes: "-".join(sorted(causes)),
)
def test_without_its_rule_a_cause_is_unexplained(
    built: tuple[RunFolder, Causes, Manifest], left_out: set[str]
) -> None:
    folder, _, manifest = built
    kept = [cause for cause in named_causes() if cause not in left_out]
    command = ["run", "--select", "ticket_reconciliation"]
    run(folder, command, {"reconciliation_causes": kept}, manifest)
    found = causes(folder)
    planted_so = {key: cause for key, cause in expected().items() if cause in left_out}
    assert set(planted_so.values()) == left_out
    assert {key for key, cause in found.items() if cause == "unexplained"} == set(planted_so)
