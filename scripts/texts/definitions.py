"""What a KPI means, in one sentence of the reader's language."""

import re
from functools import cache
from pathlib import Path

from scripts.base.files import read_yaml

PROJECT = Path(__file__).resolve().parents[2]
TRANSLATIONS = Path(__file__).with_name("definitions.yml")
BLOCK = re.compile(r"{% docs kpi_(\w+) %}(.*?){% enddocs %}", re.DOTALL)


def definition(kpi_id: str, language: str) -> tuple[str, str]:
    """The definition and the language it is written in; English where none is translated.

    The English sentence is the first of the KPI's docs block, its only home.
    """
    if language != "en" and (found := _translations().get(kpi_id, {}).get(language)):
        return found, language
    return _english().get(kpi_id, ""), "en"


@cache
def _translations() -> dict[str, dict[str, str]]:
    return read_yaml(TRANSLATIONS) or {}


@cache
def _english() -> dict[str, str]:
    """The first paragraph of every docs block."""
    found = {}
    for path in sorted((PROJECT / "macros" / "kpis").rglob("*.md")):
        for kpi_id, text in BLOCK.findall(path.read_text(encoding="utf-8")):
            first = text.strip().split("\n\n")[0]
            found[kpi_id] = " ".join(first.replace("`", "").split())
    return found
