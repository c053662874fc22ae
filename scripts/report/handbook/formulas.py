"""The SQL behind a KPI: its macro, and what the macro says for numerator and denominator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import ChainableUndefined, Environment, TemplateError

from scripts.report.handbook.meanings import read_meanings

# Where the numbers are computed; other models only read them.
COMPUTING_MODELS = ("int_kpi_components__", "int_kpi_quantiles__")
ENGINES = ("duckdb__", "default__")
ALWAYS_TRUE = re.compile(r"case when true then (\w+) end")


@dataclass(frozen=True)
class Formula:
    """How a KPI is computed, as SQL on the columns of its rows."""

    macro: str
    numerator: str | None
    denominator: str | None
    models: tuple[str, ...]
    sources: tuple[str, ...]


class _DoesNotRender(Exception):  # noqa: N818
    """A macro asks for something that only a running dbt can give."""


def read_formulas(manifest: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Formula]:
    """The formula of every KPI that has a macro, by its id."""
    project = manifest["metadata"]["project_name"]
    starts = [f"macro.{project}.kpi_{kpi_id}" for kpi_id in read_meanings(manifest)]
    macros = {
        manifest["macros"][key]["name"]: manifest["macros"][key]["macro_sql"]
        for key in _reached(manifest["macros"], starts)
    }
    rendered = _renderer(macros, variables)
    return {
        name.removeprefix("kpi_"): Formula(
            macros[name],
            _rendered(rendered, name, "numerator"),
            _rendered(rendered, name, "denominator"),
            *_where_computed(manifest, name),
        )
        for name in (key.rsplit(".", 1)[-1] for key in starts)
        if name in macros
    }


def _reached(macros: Mapping[str, Any], starts: list[str]) -> set[str]:
    """The macros themselves and all that they call, the project's own only."""
    reached: set[str] = set()
    waiting = [key for key in starts if key in macros]
    while waiting:
        key = waiting.pop()
        reached.add(key)
        prefix, _, name = key.rpartition(".")
        dispatched = [f"{prefix}.{engine}{name}" for engine in ENGINES]
        waiting += [
            other
            for other in (*macros[key]["depends_on"]["macros"], *dispatched)
            if other in macros and other not in reached and other.startswith(f"{prefix}.")
        ]
    return reached


def _renderer(macros: Mapping[str, str], variables: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """The macros as one module, without dbt."""
    environment = Environment(  # noqa: S701 - SQL, escaped where the page shows it
        extensions=["jinja2.ext.do"], undefined=ChainableUndefined
    )

    def dispatch(name: str, *_: object) -> Any:  # noqa: ANN401
        for prefix in ENGINES:
            if found := getattr(module, prefix + name, None):
                return found
        raise _DoesNotRender(name)

    def refuse(*_: object) -> None:
        raise _DoesNotRender

    environment.globals.update(
        var=lambda name, default=None: variables.get(name, default),
        adapter={"dispatch": dispatch},
        exceptions={"raise_compiler_error": refuse},
    )
    module = environment.from_string("\n".join(macros.values())).module
    return module


def _rendered(module: Any, name: str, component: str) -> str | None:  # noqa: ANN401
    try:
        text = str(getattr(module, name)(component))
    except (_DoesNotRender, TemplateError, TypeError, AttributeError):
        return None
    text = ALWAYS_TRUE.sub(r"\1", " ".join(text.split()).replace(" and (true)", ""))
    return None if text in ("", "null") else text


def _where_computed(
    manifest: Mapping[str, Any], name: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Models that call the macro, and the tables that these read."""
    is_called = re.compile(rf"\b{name}\b").search
    callers = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and node["name"].startswith(COMPUTING_MODELS)
        and is_called(node["raw_code"])
    ]
    parents = {
        parent.rsplit(".", 1)[-1] for node in callers for parent in node["depends_on"]["nodes"]
    }
    facts = {parent for parent in parents if parent.startswith("fct_")}
    return tuple(sorted(node["name"] for node in callers)), tuple(sorted(facts))
