"""The one test of a model's rows: what it refuses, and the rule that people then read."""

import shutil
from pathlib import Path

import pytest

from tests.python.conftest import Warehouse, error_sentence
from tests.python.mini_project import REAL_PROJECT

RULES = """
models:
  - name: stg_calls
    data_tests:
      - valid_rows:
          name: valid_rows_of_stg_calls
          arguments:
            key: [call_id]
            not_null: [queue]
            accepted_values: {queue: [support, sales]}
            at_least: {length(queue): 5}
"""
TOGETHER = """
models:
  - name: stg_calls
    data_tests:
      - valid_rows:
          name: valid_rows_of_stg_calls
          arguments:
            unique_together: [call_id, queue]
"""
BROKEN = [
    ("call-001,support", "1 rows, such as: call_id must be unique and not NULL in stg_calls"),
    (",support", "1 rows, such as: call_id must be unique and not NULL in stg_calls"),
    ("call-900,", "1 rows, such as: queue is NULL"),
    ("call-900,moon\ncall-901,moon", "2 rows, such as: queue has an unknown value"),
]


@pytest.fixture
def ruled_project(project: Path) -> Path:
    """The mini project, whose calls must be valid."""
    macros = ["macros/engines/type_text.sql", "macros/quality/broken_keys.sql"]
    for name in [*macros, "tests/generic/valid_rows.sql"]:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REAL_PROJECT / name, project / name)
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
    assert f"valid_rows_of_stg_calls ({found})" in error_sentence(outcome)


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
