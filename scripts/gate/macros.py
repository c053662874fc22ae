"""The project's own macros, rendered without dbt.

How raw files are found, read, typed and judged is written once, in macros/engines/landing and
macros/staging. The gate renders those macros against its own connection, so that it sees exactly
the rows that staging will see.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import jinja2

MACRO = re.compile(r"({%-?\s*macro\s+)(\w+)(?=\()")
# A macro that calls its neighbour in the same file must reach the global one, which knows `return`.
LOCAL_NAME = "macro_body__"


class RefusedByMacro(Exception):  # noqa: N818
    """A macro has called `exceptions.raise_compiler_error`; the text is its sentence."""


class _Returned(Exception):  # noqa: N818
    def __init__(self, value: Any) -> None:  # noqa: ANN401
        self.value = value


class _Row(dict[str, Any]):
    """A row of `run_query`: by name, or by position."""

    def __getitem__(self, key: str | int) -> Any:  # noqa: ANN401
        return list(self.values())[key] if isinstance(key, int) else super().__getitem__(key)


class _Result:
    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows


class ProjectMacros:
    """Calls macros of the project by name: `macros.call("safe_timestamp", "started_at")`."""

    def __init__(
        self,
        project: Path,
        connection: duckdb.DuckDBPyConnection,
        variables: dict[str, Any],
        sources: dict[str, Any],
    ) -> None:
        """Read the macros; each file is compiled when one of its macros is first called.

        Args:
            project: The folder of the dbt project.
            connection: Where `run_query` runs.
            variables: Every variable of the project, with the value of this run.
            sources: What dbt calls `graph.sources`.
        """
        self._connection = connection
        self._environment = jinja2.Environment(  # noqa: S701 - renders SQL, never HTML
            extensions=["jinja2.ext.do"], undefined=jinja2.Undefined
        )
        self._modules: dict[Path, Any] = {}
        self._environment.globals.update(
            execute=True,
            project_name="support_kpi",
            graph={"sources": sources, "nodes": _seeds(project)},
            modules={"re": re},
            env_var=lambda name, default="": os.environ.get(name, default),
            var=lambda name, default=None: variables.get(name, default),
            run_query=self._run_query,
            exceptions={"raise_compiler_error": _refuse},
            adapter={"dispatch": self._dispatch, "quote": lambda name: f'"{name}"'},
        )
        self._environment.globals["return"] = _return
        for path in _macro_files(project):
            for name in _names(path):
                self._environment.globals[name] = partial(self._call, path, name)

    def call(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401
        """What a macro returns, or the text that it renders."""
        return self._environment.globals[name](*arguments)

    def _call(self, path: Path, name: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        if path not in self._modules:
            text = MACRO.sub(rf"\1{LOCAL_NAME}\2", path.read_text(encoding="utf-8"))
            self._modules[path] = self._environment.from_string(text).module
        try:
            return str(getattr(self._modules[path], LOCAL_NAME + name)(*arguments, **named))
        except _Returned as returned:
            return returned.value

    def _dispatch(self, name: str, _: str = "") -> Callable[..., Any]:
        known = self._environment.globals
        return known.get(f"duckdb__{name}") or known[f"default__{name}"]

    def _run_query(self, statement: str) -> _Result:
        cursor = self._connection.execute(statement)
        names = [column[0] for column in cursor.description or []]
        return _Result([_Row(zip(names, row, strict=True)) for row in cursor.fetchall()])


def _return(value: Any = "") -> None:  # noqa: ANN401
    raise _Returned(value)


def _refuse(sentence: str) -> None:
    raise RefusedByMacro(" ".join(str(sentence).split()))


def _seeds(project: Path) -> dict[str, dict[str, str]]:
    """Where the seeds lie, as dbt says it in `graph.nodes`."""
    return {
        f"seed.support_kpi.{path.stem}": {
            "root_path": str(project),
            "original_file_path": path.relative_to(project).as_posix(),
        }
        for path in (project / "seeds").rglob("*.csv")
    }


def _names(path: Path) -> list[str]:
    return [found[1] for found in MACRO.findall(path.read_text(encoding="utf-8"))]


def _macro_files(project: Path) -> Iterator[Path]:
    yield from sorted((project / "macros").rglob("*.sql"))
