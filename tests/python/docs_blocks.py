"""Fenced blocks of the documentation, and the commands in them."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from scripts.base.settings import PROJECT

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S
)


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, its language, what follows the language, its text."""

    page: str
    line: int
    language: str
    goal: str
    text: str

    @property
    def place(self) -> str:
        """Page and line."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Command:
    """One command line, without the variables before it."""

    place: str
    words: tuple[str, ...]
    variables: tuple[str, ...]


def pages() -> list[Path]:
    """README and every page in docs."""
    return [
        PROJECT / "README.md",
        *sorted((PROJECT / "docs").glob("*.md")),
        *sorted((PROJECT / "docs" / "sources").glob("*.md")),
    ]


def blocks(*languages: str) -> list[Block]:
    """All blocks, or those in the given languages."""
    found = []
    for page in pages():
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            language, _, goal = match["info"].strip().partition(" ")
            indent = re.compile(f"^{match['indent']}", re.M)
            found.append(
                Block(
                    page.relative_to(PROJECT).as_posix(),
                    text[: match.start()].count("\n") + 1,
                    language,
                    goal,
                    indent.sub("", match["text"]),
                )
            )
    return [block for block in found if not languages or block.language in languages]


def commands() -> list[Command]:
    """Every command of every console block; comments and continued lines are understood."""
    found = []
    for block in blocks("console"):
        for line in block.text.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            variables = []
            while words and re.match(r"[A-Z_]+=", words[0]):
                variables.append(words.pop(0))
            if words:
                found.append(Command(block.place, tuple(words), tuple(variables)))
    return found
