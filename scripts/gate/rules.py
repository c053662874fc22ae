"""The rules of `expectations/<table>.yml`, read strictly: a typo names its file and line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from scripts.base.errors import did_you_mean
from scripts.base.files import yaml_loader
from scripts.base.ranges import LANGUAGES
from scripts.gate.contract import RawTable

SEVERITIES = ("critical", "warning")
KEYS = {
    "rule": str,
    "expect": str,
    "sql": str,
    "column": str,
    "arguments": dict,
    "needs": list,
    "mostly": float,
    "min_rows": int,
    "severity": str,
    "why": str | dict,
}


class RuleError(Exception):
    """A rule that cannot be used; the text is one sentence that names file and line."""


@dataclass(frozen=True)
class Rule:
    """One rule about one raw table."""

    name: str
    table: str
    severity: str
    why: str
    place: str
    expect: str | None = None
    sql: str | None = None
    column: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    mostly: float = 1.0
    min_rows: int = 1
    # From so many rows on, the share that must keep the rule: the first that fits.
    tiers: tuple[tuple[int, float], ...] = ()
    # What `why` says in other languages, by language.
    translations: dict[str, str] = field(default_factory=dict)

    def mostly_of(self, row_count: int) -> float:
        """The share of rows that must keep the rule, where there are so many."""
        return next((share for rows, share in self.tiers if row_count >= rows), self.mostly)

    @property
    def columns(self) -> set[str]:
        """Columns of the rule's table that an `expect` names."""
        named = [self.column, *self.arguments.values()] if self.expect else [self.column]
        found: set[str] = set()
        for value in named:
            found.update(value if isinstance(value, list) else [value])
        return {name for name in found if isinstance(name, str)}


def read_rules(folder: Path, tables: dict[str, RawTable]) -> list[Rule]:
    """Read every rule of a project; none where there is no folder of them.

    Raises:
        RuleError: For the first mistake, whatever it is.
    """
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.y*ml")):
        if path.suffix != ".yml":
            raise RuleError(f"{_short(path)}: name the file {path.stem}.yml.")
        if path.stem not in tables:
            near = advice(path.stem, tables)
            raise RuleError(f"{_short(path)}: the contract has no raw table {path.stem}{near}")
        rules += _read_file(path, tables)
    names: dict[str, str] = {}
    for rule in rules:
        if rule.name in names:
            raise RuleError(
                f"{rule.place}: the rule {rule.name} is in {names[rule.name]} already: "
                "give each rule a unique name."
            )
        names[rule.name] = rule.place
    return rules


def _read_file(path: Path, tables: dict[str, RawTable]) -> list[Rule]:
    name = _short(path)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml_loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is no text in UTF-8"
        raise RuleError(f"{name}{line}: this is no valid YAML ({problem}).") from error
    is_list = isinstance(root, yaml.MappingNode) and [key.value for key, _ in root.value] == [
        "rules"
    ]
    if not is_list or not isinstance(root.value[0][1], yaml.SequenceNode):
        raise RuleError(f"{name} line 1: the file must hold one list under the key 'rules'.")
    return [_read_rule(node, path, tables) for node in root.value[0][1].value]


def _read_rule(node: yaml.Node, path: Path, tables: dict[str, RawTable]) -> Rule:
    place = f"{_short(path)} line {node.start_mark.line + 1}"
    if not isinstance(node, yaml.MappingNode):
        raise RuleError(f"{place}: a rule must be a mapping of names and values.")
    values: dict[str, Any] = {}
    lines: dict[str, str] = {}
    for key, value in node.value:
        where = f"{_short(path)} line {key.start_mark.line + 1}"
        if key.value not in KEYS:
            raise RuleError(f"{where}: a rule has no key {key.value!r}{advice(key.value, KEYS)}")
        if key.value in values:
            raise RuleError(f"{where}: the key {key.value!r} is here twice.")
        values[key.value] = _value(value, key.value, where)
        lines[key.value] = where
    _check(values, lines, place, tables, path.stem)
    name = values.pop("rule")
    values["needs"] = tuple(values.get("needs", ()))
    values["translations"] = values["why"]
    values["why"] = values["translations"].pop("en")
    return Rule(name=name, table=path.stem, place=place, **values)


def _value(node: yaml.Node, key: str, where: str) -> Any:  # noqa: ANN401
    loader = yaml.SafeLoader("")
    try:
        value = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise RuleError(f"{where}: the value of {key!r} cannot be read.") from error
    finally:
        loader.dispose()
    wanted = KEYS[key]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (isinstance(value, wanted) or (wanted is float and is_number)) or value == "":
        kinds = {str: "a text", dict: "names with values", list: "a list", float: "a number"}
        kinds[str | dict] = "a text, or one per language"
        kind = kinds.get(wanted, "a whole number")
        raise RuleError(f"{where}: {key!r} must be {kind}, not {value!r}.")
    return _said(value, where) if key == "why" else value


def _said(value: str | dict[str, Any], where: str) -> dict[str, str]:
    """A sentence by language; one alone is English."""
    said = value if isinstance(value, dict) else {"en": value}
    for language, text in said.items():
        if language not in LANGUAGES:
            near = advice(str(language), LANGUAGES)
            raise RuleError(f"{where}: 'why' has no language {language!r}{near}")
        if not isinstance(text, str) or not text:
            raise RuleError(f"{where}: 'why' must be a text in {language!r}, not {text!r}.")
    if "en" not in said:
        raise RuleError(f"{where}: 'why' lacks its English sentence, under 'en'.")
    return {language: " ".join(text.split()) for language, text in said.items()}


def _check(
    values: dict[str, Any],
    lines: dict[str, str],
    place: str,
    tables: dict[str, RawTable],
    table: str,
) -> None:
    for key in ("rule", "severity", "why"):
        if key not in values:
            raise RuleError(f"{place}: the rule lacks the key {key!r}.")
    if ("expect" in values) == ("sql" in values):
        raise RuleError(f"{place}: a rule has either 'expect' or 'sql', and never both.")
    if "arguments" in values and "sql" in values:
        raise RuleError(f"{lines['arguments']}: only a rule with 'expect' takes 'arguments'.")
    if values["severity"] not in SEVERITIES:
        near = advice(values["severity"], SEVERITIES)
        raise RuleError(f"{lines['severity']}: there is no severity {values['severity']!r}{near}")
    if not 0 <= values.get("mostly", 1) <= 1:
        raise RuleError(f"{lines['mostly']}: 'mostly' is a share from 0 to 1.")
    if "column" in values:
        _check_column(values["column"], tables[table], lines["column"])
    for needed in values.get("needs", ()):
        other, _, column = str(needed).partition(".")
        if other not in tables:
            raise RuleError(
                f"{lines['needs']}: the contract has no raw table {other}{advice(other, tables)}"
            )
        if column:
            _check_column(column, tables[other], lines["needs"])


def _check_column(column: str, table: RawTable, where: str) -> None:
    known = known_columns(table)
    if column in known:
        return
    if column in table.columns:
        raise RuleError(
            f"{where}: {column} of {table.name} is personal data, which no rule may read."
        )
    raise RuleError(f"{where}: {table.name} has no column {column}{advice(column, known)}")


def known_columns(table: RawTable) -> list[str]:
    """Every column that a rule about the table can name."""
    judged = [f"{name}_is_valid" for name in table.readable]
    return [*table.readable, *judged, "row_key", "raw_file", "happened_at"]


def advice(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word."""
    near = did_you_mean(word, known)
    return f": {near}" if near else "."


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
