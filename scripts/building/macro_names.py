"""The macros of dbt and of the project by name, as each piece of SQL sees them."""

from collections.abc import Mapping
from typing import Any

from dbt.clients.jinja import MacroGenerator, MacroStack
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.contracts.graph.nodes import Macro
from dbt.include.global_project import PROJECT_NAME as DBT


class MacroNames(dict[str, Any]):
    """dbt's own namespace as a plain dictionary, which another one takes over at once.

    Attributes:
        packages: Macros by package, without those of dbt and its adapter.
        global_project_namespace: Macros of dbt and its adapter.
    """

    packages: dict[str, dict[str, MacroGenerator]]
    global_project_namespace: dict[str, MacroGenerator]
    get_from_package = MacroNamespace.get_from_package


class NamedMacro(MacroGenerator):
    """A macro in the context of a node, made without three constructors."""

    def __init__(
        self, macro: Macro, context: dict[str, Any], node: object, stack: MacroStack
    ) -> None:
        """Keep what dbt keeps."""
        self.macro, self.context, self.node, self.stack = macro, context, node, stack


def name_macros_at_once() -> None:
    """Let dbt collect macros by name in one go; which name is which macro stays the same.

    For every node, and for many a query, dbt makes an object of each of more than a thousand
    macros. It sorts them one by one and looks each up again, which takes a twentieth of a build of
    little data and a seventh of the unit tests.
    """
    MacroNamespaceBuilder.build_namespace = _names


def _names(
    builder: MacroNamespaceBuilder,
    macros_by_package: Mapping[str, Mapping[str, Macro]],
    context: dict[str, Any],
) -> MacroNames:
    made = {
        package: {
            name: NamedMacro(macro, context, builder.node, builder.thread_ctx)
            for name, macro in macros.items()
        }
        for package, macros in macros_by_package.items()
    }
    order = builder.internal_package_names_order
    packages = {package: macros for package, macros in made.items() if package not in order}
    internal: dict[str, MacroGenerator] = {}
    for package in reversed(order):
        internal |= made.get(package, {})
    root, own = (packages.get(name, {}) for name in (builder.root_package, builder.search_package))
    # The last one wins.
    names = MacroNames({**internal, DBT: internal, **packages, **root, **own})
    names.packages, names.global_project_namespace = packages, internal
    return names
