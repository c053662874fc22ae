"""The one test of a model's rows: what it refuses, and the rule that people then read."""

import shutil
from pathlib import Path

import pytest

from tests.python.conftest import Warehouse, error_sentence
from tests.python.mini_project import REAL_PROJECT

RULES = """
models:
  - name: stg_calls
    config:
      meta:
        valid_rows:
          key: [call_id]
          not_null: [queue]
          accepted_values: {queue: [support, sales]}
          at_least: {length(queue): 5}
"""
TOGETHER = """
models:
  - name: stg_calls
    config:
      meta:
        valid_rows:
          unique_together: [call_id, queue]
"""
WEIGHTS = """
select 'support' as queue, 0.5 as weight
union all
select 'sales' as queue, 0.4 as weight
"""
REFERRING = """
models:
  - name: stg_calls
    config: {meta: {valid_rows: {references: {queue: stg_queues.queue}}}}
  - name: stg_queues
    config: {meta: {valid_rows: {key: [queue], sums_to_one: [weight]}}}
"""
BROKEN = [
    ("call-001,support", "1 rows, such as: call_id must be unique and not NULL in stg_calls"),
    (",support", "1 rows, such as: call_id must be unique and not NULL in stg_calls"),
    ("call-900,", "1 rows, such as: queue of stg_calls is NULL"),
    ("call-900,moon\ncall-901,moon", "2 rows, such as: queue of stg_calls has an unknown value"),
]


@pytest.fixture
def ruled_project(project: Path) -> Path:
    """The mini project, whose calls must be valid."""
    shutil.copytree(REAL_PROJECT / "macros/quality", project / "macros/quality")
    for macro in ("engines/types", "shapes/kpi_registry"):
        (project / "macros" / macro).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REAL_PROJECT / f"macros/{macro}.sql", project / f"macros/{macro}.sql")
    (project / "tests").mkdir(exist_ok=True)
    (project / "tests/assert_rows_of_staging.sql").write_text("{{ broken_rows(['stg_calls']) }}")
    (project / "models" / "staging" / "_models.yml").write_text(RULES)
    return project


def deliver(project: Path, rows: str) -> None:
    """Add rows to the raw calls."""
    raw = project / "data" / "sample" / "calls.csv"
    raw.write_text(raw.read_text() + rows + "\n")


@pytest.mark.parametrize(("row", "found"), BROKEN)
def test_the_sentence_names_the_broken_rule(
    ruled_project: Path, warehouse: Warehouse, row: str, found: str
) -> None:
    deliver(ruled_project, row)
    outcome = warehouse("run")
    assert outcome.code == 1
    assert f"assert_rows_of_staging ({found})" in error_sentence(outcome)


def test_good_rows_pass(ruled_project: Path, warehouse: Warehouse) -> None:
    assert warehouse("run").code == 0


def test_null_is_a_value_in_columns_that_are_unique_together(
    ruled_project: Path, warehouse: Warehouse
) -> None:
    (ruled_project / "models" / "staging" / "_models.yml").write_text(TOGETHER)
    # Its own tests allow no call without an id.
    (ruled_project / "models" / "marts" / "_models.yml").unlink()
    deliver(ruled_project, ",support")
    assert warehouse("run").code == 0
    deliver(ruled_project, ",support")
    outcome = warehouse("run")
    assert outcome.code == 1
    found = "(1 rows, such as: call_id, queue must be unique in stg_calls)"
    assert found in error_sentence(outcome)


def test_references_and_sums_are_held(ruled_project: Path, warehouse: Warehouse) -> None:
    (ruled_project / "models/staging/_models.yml").write_text(REFERRING)
    queues = ruled_project / "models/staging/stg_queues.sql"
    test = ruled_project / "tests/assert_rows_of_staging.sql"
    test.write_text("{{ broken_rows(['stg_calls', 'stg_queues']) }}")
    queues.write_text(WEIGHTS)
    found = "(1 rows, such as: weight of stg_queues must sum to 1)"
    assert found in error_sentence(warehouse("run"))
    queues.write_text(WEIGHTS.replace("0.4", "0.5"))
    assert warehouse("run").code == 0
    deliver(ruled_project, "call-900,moon")
    found = "(1 rows, such as: queue of stg_calls is not in stg_queues)"
    assert found in error_sentence(warehouse("run"))
