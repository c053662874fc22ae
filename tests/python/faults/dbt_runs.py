"""dbt on the real project, parsed once, for raw folders by the dozen."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from scripts.base.errors import RunnerError
from scripts.base.workspace import BUILD_DATABASE
from scripts.building.dbt_command import ask_for_first_words, environment, release_database
from scripts.building.failures import explain_failure
from scripts.building.load import operation_failure
from scripts.building.raw_files import describe_raw_files
from tests.python.mini_project import REAL_PROJECT
from tests.python.test_parity import AS_IN_A_RUN

# With all seeds, as one test asks for them all; of the tests, those whose tables are all there.
STAGING = (
    *("build", "--select", "+path:models/staging", "path:seeds"),
    *("--indirect-selection", "buildable", "--exclude-resource-type", "unit_test"),
)

FIND_CYCLES = "dbt.compilation.Linker.find_cycles"


@dataclass
class DbtRuns:
    """One parsed project; each raw folder gets a database of its own beside it.

    Attributes:
        folder: Where databases, artifacts and logs go.
        parse_cache: What a run of the real project has parsed.
        variables: dbt variables of the next runs, as the command line takes them.
        target: Target of profiles.yml.
        project: The project, or a copy of it.
    """

    folder: Path
    parse_cache: Path
    variables: str = "{}"
    target: str = "duckdb"
    project: Path = REAL_PROJECT
    _manifest: Any = None

    def stage(self, raw: Path) -> duckdb.DuckDBPyConnection:
        """Build staging from a raw folder, with its tests; the database, to ask it questions."""
        error = self.explain(raw, *STAGING)
        assert error is None, str(error)
        connection = duckdb.connect(str(self.database(raw)), read_only=True)
        connection.execute("set TimeZone = 'UTC'")
        return connection

    def refusal(self, raw: Path) -> RunnerError | None:
        """How a run of this raw folder is refused before anything is built; None: it is not.

        The operation is what every run does first. Alone it takes a third of the time that a build
        of one seed takes.
        """
        failure = operation_failure(
            lambda command, listen: self.invoke(raw, self.database(raw), *command, listen=listen),
            "land_raw_files",
            raw,
        )
        return failure or _unreadable(raw)

    def explain(self, raw: Path, *arguments: str) -> RunnerError | None:
        """Run dbt as the runner does; the runner's own sentence where it fails."""
        outcome = self.invoke(raw, self.database(raw), *arguments)
        if not outcome.success:
            return explain_failure(outcome, raw, self.database(raw))
        return _unreadable(raw)

    def with_variables(self, variables: str, folder: Path) -> "DbtRuns":
        """The parsed project with variables that its hooks read, not its models."""
        if self._manifest is None:
            self._manifest = self._parse()
        return replace(self, folder=folder, variables=variables)

    def database(self, raw: Path) -> Path:
        """The database that belongs to a raw folder."""
        return self.folder / "databases" / raw.parent.name / raw.name / BUILD_DATABASE

    def invoke(
        self,
        raw: Path,
        database: Path,
        *arguments: str,
        listen: Callable[[Any], None] | None = None,
    ) -> Any:  # noqa: ANN401
        """Run one command of dbt on a database; what dbt gives back."""
        from dbt.cli.main import dbtRunner

        ask_for_first_words()
        database.parent.mkdir(parents=True, exist_ok=True)
        if self._manifest is None:
            self._manifest = self._parse()
        runner = dbtRunner(manifest=self._manifest, callbacks=[listen] if listen else [])
        # The project stays, and has no circles: looking for garbage and circles in it would cost
        # a third of a short command.
        gc.freeze()
        try:
            with environment(_places(raw, database)), patch(FIND_CYCLES, return_value=None):
                outcome = runner.invoke([*arguments, *self._options()])
                release_database()
        finally:
            gc.unfreeze()
        unfold(self._manifest)
        return outcome

    @property
    def artifacts(self) -> Path:
        """What dbt wrote last: compiled SQL."""
        return self.folder / "target"

    def _parse(self) -> Any:  # noqa: ANN401
        from dbt.cli.main import dbtRunner

        known = ("--partial-parse-file-path", str(self.parse_cache))
        places = _places(REAL_PROJECT / "data/sample", Path(BUILD_DATABASE))
        # The runner parses without it, and dbt starts from nothing where the connection differs.
        del places["SUPPORT_KPI_TEMP_PATH"]
        places = AS_IN_A_RUN | places
        with environment(places):
            outcome = dbtRunner().invoke(["parse", *self._options(), *known])
        assert outcome.success, outcome.exception
        return outcome.result

    def _options(self) -> list[str]:
        return [
            *("--project-dir", str(self.project)),
            *("--profiles-dir", str(self.project / "profiles")),
            *("--target", self.target, "--vars", self.variables),
            *("--target-path", str(self.artifacts)),
            *("--log-path", str(self.folder / "logs")),
            # Writing the manifest, 8 MB, costs most of a second.
            *("--log-level", "none", "--log-level-file", "none", "--no-write-json"),
        ]


def _unreadable(raw: Path) -> RunnerError | None:
    try:
        describe_raw_files(raw)
    except RunnerError as error:
        return error
    return None


def unfold(manifest: Any) -> None:  # noqa: ANN401
    """Make a manifest fit for one more command: dbt would take ephemeral models for folded in."""
    for node in manifest.nodes.values():
        if getattr(node, "extra_ctes_injected", False):
            node.extra_ctes_injected = False
            node.extra_ctes = []


def _places(raw: Path, database: Path) -> dict[str, str]:
    return {
        "SUPPORT_KPI_RAW_PATH": str(raw),
        "SUPPORT_KPI_DUCKDB_PATH": str(database),
        "SUPPORT_KPI_TEMP_PATH": str(database.parent / "spill"),
    }
