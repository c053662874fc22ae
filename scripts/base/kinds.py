"""Kinds of values that a variable may have, each with what is wrong with a value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A text that a model writes into its SQL must not end the text that it is in.
UNSAFE = re.compile(r"""['"\\;\x00-\x1f]""")
CONTROL = re.compile(r"[\x00-\x1f]")
LONGEST_TEXT = 1_000


def _first(problems: Iterable[str | None]) -> str | None:
    """The first problem there is."""
    return next(filter(None, problems), None)


@dataclass(frozen=True)
class Number:
    """A number within bounds, both included."""

    low: float
    high: float
    is_whole: bool = False

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        kind = "a whole number" if self.is_whole else "a number"
        fits = is_number and self.low <= value <= self.high  # type: ignore[operator]
        if fits and not (self.is_whole and value != int(value)):  # type: ignore[call-overload]
            return None
        return f"give {kind} from {self.low:,} to {self.high:,}"


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[object, ...]

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if any(type(word) is type(value) and word == value for word in self.words):
            return None
        return f"give {' or '.join(str(word).lower() for word in self.words)}"


@dataclass(frozen=True)
class Text:
    """A text that can be part of a statement; any text of one line where models quote it."""

    pattern: str = ".*"
    form: str = "a text"
    is_quoted: bool = False

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            return f"give {self.form}"
        unsafe, limit = UNSAFE, "of at most {}, without quotes, semicolons and backslashes"
        if self.is_quoted:
            unsafe, limit = CONTROL, "of one line with at most {}"
        if unsafe.search(value) or len(value) > LONGEST_TEXT:
            return f"give {self.form} " + limit.format(f"{LONGEST_TEXT} characters")
        return None


@dataclass(frozen=True)
class Many:
    """A list of values of one kind."""

    each: Number | Text
    least: int = 0
    most: int = 10_000
    always: str | None = None

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, list) or not self.least <= len(value) <= self.most:
            return f"give a list of at least {self.least} and at most {self.most:,} values"
        if self.always and self.always not in value:
            return f"give a list in which {self.always} is one, as the page needs it"
        wrong = _first(map(self.each.problem, value))
        return f"in the list, {wrong}" if wrong else None


@dataclass(frozen=True)
class Named:
    """Names, each with a value of one kind."""

    each: Number | Text
    least: int = 0

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, dict) or len(value) < self.least:
            return "give names with values, as in {name: value}"
        return _first(NAME.problem(name) or self.each.problem(one) for name, one in value.items())


@dataclass(frozen=True)
class ManyByName:
    """A list, or such lists by one of a few names."""

    each: Many
    names: tuple[str, ...]

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, dict):
            return self.each.problem(value)
        if any(name not in self.names for name in value):
            return f"give a list, or lists by {', '.join(self.names)}"
        return _first(map(self.each.problem, value.values()))


NAME = Text(r"[A-Za-z_][A-Za-z0-9_]*", "names of letters, digits and underscores")
Kind = Number | Choice | Text | Many | ManyByName | Named
