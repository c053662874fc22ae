"""dbt sees a changed definition: `state:modified` names the models that compute the KPI."""

from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner

from scripts.artifacts.registry import registered_kpis
from scripts.building.dbt_command import PARSE_CACHE
from tests.python.test_how_to import copy  # noqa: F401 - a fixture
from tests.python.test_parity import PARSED, manifest

# One of each kind: a share, a duration, a stock, distinct customers, a ratio of two tables.
CHANGES = {
    "csat": ("hit='is_satisfied'", "hit='is_top_two_box'"),
    "reply_time": ("reply_seconds", "reply_business_seconds"),
    "backlog_open": ("open_tickets", "overdue_tickets"),
    "repeat_contact_rate": ("'repeating_customer_id'", "'customer_id'"),
    "contact_rate": ("identified_contacts", "2 * identified_contacts"),
}


def dbt(project: Path, *arguments: str) -> list[str]:
    outcome = dbtRunner().invoke(
        ["--quiet", *arguments, "--project-dir", str(project), "--target", "duckdb"]
        + ["--profiles-dir", str(project / "profiles"), "--log-path", str(project / "logs")]
    )
    assert outcome.success, outcome.exception
    return outcome.result if isinstance(outcome.result, list) else []


def test_a_changed_definition_names_the_models_that_compute_it(
    copy: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manifest()
    monkeypatch.setenv("DBT_PARTIAL_PARSE_FILE_PATH", str(PARSED / PARSE_CACHE))
    state = tmp_path_factory.mktemp("state")
    dbt(copy, "parse", "--target-path", str(state))
    for kpi_id, (before, after) in CHANGES.items():
        (page,) = [
            path
            for path in copy.glob("macros/kpis/*.sql")
            if f"macro kpi_{kpi_id}()" in path.read_text("utf-8")
        ]
        text = page.read_text("utf-8")
        head, definition = text.split(f"macro kpi_{kpi_id}()")
        changed = definition.replace(before, after, 1)
        assert changed != definition, kpi_id
        page.write_text(f"{head}macro kpi_{kpi_id}(){changed}", "utf-8")
    modified = dbt(
        copy,
        *("ls", "--select", "state:modified", "--state", str(state), "--resource-type", "model"),
        *("--output", "name", "--target-path", str(copy / "target")),
    )
    concerned = {kpi.model for kpi in registered_kpis(manifest()) if kpi.kpi_id in CHANGES}
    others = {kpi.model for kpi in registered_kpis(manifest())} - concerned
    assert concerned <= set(modified)
    assert others & set(modified) == set()
