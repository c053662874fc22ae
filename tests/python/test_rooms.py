"""The rooms of `scripts`: small, closed, and without circles."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from pathlib import Path

from tests.python.mini_project import REAL_PROJECT

SCRIPTS = REAL_PROJECT / "scripts"
MOST_MODULES = 12
ORDER = [
    "base",
    "texts",
    "artifacts",
    "servers",
    "gate",
    "building",
    "report",
    "explain",
    "ask",
    "publish",
    "run",
]


def test_rooms_are_small() -> None:
    modules = sorted(path for path in SCRIPTS.rglob("*.py") if path.name != "__init__.py")
    sizes = {room: len(list(some)) for room, some in groupby(modules, lambda path: path.parent)}
    assert {room for room, size in sizes.items() if size > MOST_MODULES} == set()


def test_no_room_knows_the_inside_of_another() -> None:
    inside = [
        f"{path.relative_to(SCRIPTS)}: {module}.{name}"
        for path, module, names in _imports()
        for name in names
        if name.startswith("_") and _room(module) != _room_of(path)
    ]
    assert inside == []


def test_no_room_uses_a_later_one() -> None:
    later = [
        f"{path.relative_to(SCRIPTS)}: {module}"
        for path, module, _ in _imports()
        if _place(_room(module)) > _place(_room_of(path))
    ]
    assert later == []


def test_rooms_are_in_no_circle() -> None:
    arrows: dict[str, set[str]] = {}
    for path, module, _ in _imports():
        if _room(module) != _room_of(path):
            arrows.setdefault(_room_of(path), set()).add(_room(module))
    try:
        list(TopologicalSorter(arrows).static_order())
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise AssertionError(f"The rooms {circle} are in a circle.") from error


def test_the_order_is_written_where_contributors_look() -> None:
    text = (REAL_PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (drawn,) = re.findall(r"```text\n(base .*?)```", text, re.DOTALL)
    assert re.sub(r"\(.*?\)", "", drawn, flags=re.DOTALL).replace("·", "").split() == ORDER


def _imports() -> Iterator[tuple[Path, str, list[str]]]:
    """Each import of the project's own: where, of which module, which names."""
    for path in sorted(SCRIPTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scripts"):
                names = [alias.name for alias in node.names]
                for name in names:
                    module = f"{node.module}.{name}"
                    is_module = _file(module).is_file() or _file(module).with_suffix("").is_dir()
                    yield path, module if is_module else str(node.module), [name]


def _place(room: str) -> int:
    """Where a room is in the order; the commands start the programs of their own."""
    name = room.split(".")[0]
    return ORDER.index(name if name in ORDER else "run")


def _file(module: str) -> Path:
    return REAL_PROJECT / (module.replace(".", "/") + ".py")


def _room(module: str) -> str:
    """The folder of a module; of a package itself, its own."""
    path = _file(module)
    return _room_of(path) if path.is_file() else module.removeprefix("scripts").lstrip(".")


def _room_of(path: Path) -> str:
    return ".".join(path.relative_to(SCRIPTS).parent.parts)
