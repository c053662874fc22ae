"""Raw rows of a delivery, typed as in a run before the gate reads them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.base.errors import RunnerError
from scripts.base.files import files_below
from scripts.base.variables import known_variables
from scripts.building.dbt_command import PARSE_CACHE
from scripts.gate.contract import read_tables
from scripts.gate.relations import RawRelations
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.mini_project import REAL_PROJECT
from tests.python.test_parity import PARSED, manifest

TABLES = read_tables(REAL_PROJECT)


@cache
def _scratch() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


@cache
def runs() -> DbtRuns:
    """Dbt on the real project, parsed once."""
    manifest()
    return DbtRuns(Path(_scratch().name), PARSED / PARSE_CACHE)


def refusal(raw: Path) -> RunnerError | None:
    """How dbt refuses raw files when it registers them; None: it does not."""
    return runs().refusal(raw)


def typed(raw: Path, as_of: str = "") -> RawRelations:
    """What the rules look at."""
    names = {path.relative_to(raw).parts[0].split(".")[0] for path in files_below(raw)}
    base = [f"base_{TABLES[name].source}__{name}" for name in sorted(names & set(TABLES))]
    left_out = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    error = runs().explain(raw, "build", "--select", *base, *left_out)
    assert error is None, str(error)
    relations = RawRelations(REAL_PROJECT, TABLES)
    relations.load(runs().database(raw), {**known_variables(REAL_PROJECT), "as_of": as_of})
    return relations
