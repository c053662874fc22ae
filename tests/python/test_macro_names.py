"""Under every name dbt finds the macro that it found before, for nodes of every package."""

from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pytest
from dbt.clients.jinja import MacroStack
from dbt.context import macros
from dbt.contracts.graph.nodes import Macro

from scripts.building.macro_names import name_macros_at_once

# What packages have beside a macro of their own name: the same names again.
SHARED = {
    "dbt": ["everywhere", "of_dbt", "root"],
    "dbt_duckdb": ["everywhere", "of_dbt"],
    "root": ["everywhere", "of_projects", "dbt"],
    "package": ["everywhere", "of_projects"],
    "other": ["everywhere", "of_projects"],
}


def _macros() -> dict[str, dict[str, Macro]]:
    return {
        package: {
            name: Macro.from_dict(
                {
                    **{"name": name, "package_name": package, "unique_id": f"{package}.{name}"},
                    **{"path": "", "original_file_path": "", "macro_sql": ""},
                    "resource_type": "macro",
                }
            )
            for name in [*names, f"only_{package}"]
        }
        for package, names in SHARED.items()
    }


def _shown(module: ModuleType, search: str) -> list[dict[str, object]]:
    """By name its macro, or the macros of the package of that name; also as packages are asked."""
    builder = module.MacroNamespaceBuilder("root", search, MacroStack(), ["dbt_duckdb", "dbt"])
    made = _macros()
    namespace = builder.build_namespace(made, {})
    names = {name for package in made.values() for name in package}
    asked = [
        {name: namespace.get_from_package(package, name) for name in names}
        for package in (None, "dbt", "root", "package", "other")
    ]
    return [{name: _unique(one) for name, one in some.items()} for some in (namespace, *asked)]


def _unique(member: object) -> object:
    if isinstance(member, dict):
        return {name: one.macro.unique_id for name, one in member.items()}
    return member and member.macro.unique_id  # type: ignore[attr-defined]


@pytest.mark.parametrize("search", SHARED)
def test_every_name_is_the_same_macro(search: str) -> None:
    spec = find_spec("dbt.context.macros")
    assert spec and spec.loader
    as_shipped = module_from_spec(spec)
    spec.loader.exec_module(as_shipped)
    name_macros_at_once()
    before, now = _shown(as_shipped, search), _shown(macros, search)
    assert now == before
    assert len(now[0]) >= 10
