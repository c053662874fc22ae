"""What the descriptions of the seeds promise of their rows, held before anything is built."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.base.errors import did_you_mean
from scripts.base.personal import mapping_word
from scripts.base.seeds import SeedRow, read_seed, refused
from scripts.building.seed_names import Problem, SeedNames

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
BOOLEANS = ("true", "false", "t", "f", "yes", "no", "y", "n", "1", "0")
MOST_NAMES = 12


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _number(text: str) -> float:
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _boolean(text: str) -> bool:
    return BOOLEANS.index(text.lower()) % 2 == 0


# How a type of the seeds is read, and how it is written.
KINDS: dict[str, tuple[Callable[[str], Any], str]] = {
    "float8": (_number, "a number with a point, such as 0.5"),
    "integer": (lambda text: int(re.fullmatch(r"[+-]?\d+", text)[0]), "a whole number"),  # type: ignore[index]
    "date": (_day, "a day such as 2025-07-01"),
    "boolean": (_boolean, "true or false"),
}


def require_seeds(project: Path, manifest: "Manifest", variables: Mapping[str, Any]) -> None:
    """Refuse the first seed that breaks what is promised of it.

    Args:
        project: The folder of dbt_project.yml.
        manifest: The parsed project, with the columns and rules of its seeds.
        variables: Those that somebody sets in place of the project's.

    Raises:
        ConfigurationError: It names the file, the line, and what to do.
    """
    seeds = {
        node.name: node
        for node in manifest.nodes.values()
        if str(node.resource_type) == "seed" and node.config.column_types
    }
    rows = {
        name: read_seed(project, node.original_file_path, list(node.config.column_types))
        for name, node in sorted(seeds.items())
    }
    names = SeedNames(project, manifest, variables, rows)
    for name, found in rows.items():
        node = seeds[name]
        rules = node.config.meta.get("valid_rows") or {}
        values = {
            goal: {row.values.get(column) for row in rows[table]}
            for goal in rules.get("references", {}).values()
            for table, column in [goal.split(".")]
        }
        problems = [
            _broken_kinds(found, node.config.column_types),
            _broken_rules(found, rules, values),
            names.problems(name, rules),
        ]
        for line, problem in chain.from_iterable(problems):
            raise refused(node.original_file_path, line, problem)
    names.check_sets()


def _broken_kinds(rows: Sequence[SeedRow], types: Mapping[str, str]) -> Iterator[Problem]:
    for row in rows:
        if not any(row.values.values()):
            yield row.line, "is empty: delete it"
        for column, kind in types.items():
            text = row.values[column]
            if text is not None and kind in KINDS and _read(text, kind) is None:
                yield row.line, f"has {text!r} as {column}: write {KINDS[kind][1]}"


def _read(text: str | None, kind: str) -> Any:  # noqa: ANN401
    try:
        return None if text is None else KINDS[kind][0](text.strip())
    except (ValueError, TypeError):
        return None


def _broken_rules(
    rows: Sequence[SeedRow], rules: Mapping[str, Any], values: Mapping[str, set[str | None]]
) -> Iterator[Problem]:
    """What rows break of `valid_rows`; macro broken_rows says what each rule means."""
    key, together = rules.get("key", []), rules.get("unique_together", [])
    for row in rows:
        given = row.values
        for column in [*key, *rules.get("not_null", [])]:
            if given[column] is None:
                yield row.line, f"has no {column}: fill it in, or delete the line"
        for column, known in rules.get("accepted_values", {}).items():
            if given[column] is not None and given[column] not in known:
                yield row.line, _unknown(given[column], column, known)
        for column, goal in rules.get("references", {}).items():
            if given[column] is not None and given[column] not in values[goal]:
                yield row.line, _unknown(given[column], column, values[goal], goal)
        for columns in rules.get("together", []):
            yield from _torn_apart(row, columns)
        for column, least in rules.get("at_least", {}).items():
            if given[column] is not None and float(given[column] or 0) < least:
                yield row.line, f"has {given[column]} as {column}: {least} is the least possible"
        for column, most in rules.get("no_more_than", {}).items():
            if given[column] is not None and float(given[column] or 0) > most:
                yield row.line, f"has {given[column]} as {column}: {most} is the most possible"
        for rule, breaks in (("less_than", operator.ge), ("at_most", operator.gt)):
            for low, high in rules.get(rule, {}).items():
                both = _compared(given[low], given[high])
                if both and breaks(*both):
                    yield (
                        row.line,
                        f"has {given[low]} as {low} and {given[high]} as {high}: "
                        "lower the first or raise the second",
                    )
    for columns in filter(None, [key, together, *([name] for name in rules.get("unique", []))]):
        yield from _repeated(rows, columns)
    for column in rules.get("sums_to_one", []):
        total = sum(float(row.values[column] or 0) for row in rows)
        if abs(total - 1) > 1e-9:  # noqa: PLR2004
            yield None, f"has weights that sum to {total:.6g}: the values of {column} must sum to 1"


def _torn_apart(row: SeedRow, columns: Sequence[str]) -> Iterator[Problem]:
    given = [column for column in columns if row.values[column] is not None]
    missing = [column for column in columns if row.values[column] is None]
    if given and missing:
        yield (
            row.line,
            f"has {row.values[given[0]]!r} as {given[0]}, but no {missing[0]}: "
            f"fill in all of {', '.join(columns)}, or none of them",
        )


def _repeated(rows: Sequence[SeedRow], columns: Sequence[str]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        # Words are matched whatever keyboard wrote them, in lower case, without spaces around them.
        words = tuple(mapping_word(row.values[column] or "") for column in columns)
        if words in first:
            named = ", ".join(f"{name} {word!r}" for name, word in zip(columns, words, strict=True))
            yield row.line, f"repeats line {first[words]} ({named}): delete one of them"
        first[words] = row.line


def _unknown(
    value: str | None, column: str, known: "Sequence[Any] | set[Any]", goal: str | None = None
) -> str:
    names = sorted(str(name) for name in known if name is not None)
    where = f" is not in {goal.split('.')[0]}" if goal else ""
    told = f"has {value!r} as {column}, which{where or ' is unknown'}"
    if near := did_you_mean(str(value), names):
        return f"{told}: {near}"
    return f"{told}: use {', '.join(names)}" if len(names) <= MOST_NAMES else f"{told}: correct it"


def _compared(low: str | None, high: str | None) -> tuple[Any, Any] | None:
    for kind in ("float8", "date"):
        both = _read(low, kind), _read(high, kind)
        if None not in both:
            return both
    return None
