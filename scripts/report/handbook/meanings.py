"""What the docs blocks say about each KPI, by heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BLOCK_PREFIX = "kpi_"
# Every block has these headings, in this order; a test holds them.
HEADINGS = ("Definition", "Counts", "Leaves out", "Unit and direction", "Known traps", "Source")
HEADING = re.compile(r"^\*\*([^*]+)\*\*\s*·\s*", flags=re.MULTILINE)


@dataclass(frozen=True)
class Meaning:
    """One docs block, in Markdown."""

    summary: str
    sections: Mapping[str, str]


def read_meanings(manifest: Mapping[str, Any]) -> dict[str, Meaning]:
    """The meaning of every described KPI, by its id."""
    return {
        block["name"].removeprefix(BLOCK_PREFIX): parse_block(block["block_contents"])
        for block in manifest["docs"].values()
        if block["name"].startswith(BLOCK_PREFIX)
        and block["package_name"] == manifest["metadata"]["project_name"]
        and HEADING.search(block["block_contents"])
    }


def parse_block(text: str) -> Meaning:
    """Take a block apart at its headings."""
    summary, *parts = HEADING.split(text)
    return Meaning(
        summary.strip(),
        {
            name: section.strip()
            for name, section in zip(parts[::2], parts[1::2], strict=True)
            if section.strip()
        },
    )


def plain(markdown: str) -> str:
    """A text without its marks, on one line."""
    return " ".join(re.sub(r"[`*]", "", markdown).split())
