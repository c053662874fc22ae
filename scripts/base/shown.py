"""Text on its way to readers: without formulas, control characters and personal data."""

import json
import math
import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from pathlib import Path
from typing import Any

from scripts.base.files import read_json
from scripts.base.personal import without_personal

# Signs that move a cursor, change colours, turn the direction of a text or end a line once more.
CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f" + "\u2028-\u202e\u2066-\u2069]"
# The same and tabs: a spreadsheet takes one for the end of a cell.
CELL_CONTROLS = CONTROLS.replace(r"\x08\x0b", r"\x09\x0b")


def _invisible_signs() -> str:
    """Spaces and signs without a shape, by their categories in Unicode, as part of a class."""
    signs = map(chr, range(0x80, 0x10000))
    found = (sign for sign in signs if unicodedata.category(sign) in ("Cf", "Zs", "Zl", "Zp"))
    # Those of other categories that nobody sees either, and those of scripts that are rare.
    others = (
        "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u3164\ufe00-\ufe0f\uffa0\U000110bd\U000110cd"
        "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    )
    return "".join(found) + others


# A cell begins with a text, or behind what some spreadsheet takes for the end of a cell.
FORMULA_START = rf"""(^|[;,\n|])([\s"'{_invisible_signs()}]*)([=+\-@＝＋－﹣−＠﹦﹢﹫])|^\n"""
APOSTROPHE = r"\1'\2\3"

# Colours and cursor moves as a whole, then what is left of such signs.
_CONTROL = re.compile(rf"\x1b\[[0-9;?]*[A-Za-z]|{CONTROLS}")
_FORMULA = re.compile(FORMULA_START)

# As many digits as the largest double has, and some behind its point.
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)

# What libraries quote of a row in their messages.
LEFT_OUT = "(left out)"
# A quoted row can have line ends of its own.
QUOTED_ROW = re.compile(
    r"(Original Line: ).*?(?=\n\s*(?:Expected |Possible |Value |Maximum |file ?=)|\Z)",
    re.DOTALL,
)
QUOTED_VALUE = re.compile(
    r"(Could not convert \w+ )(?P<quote>['\"]).*?(?P=quote)(?= to )", re.DOTALL
)
QUOTED_TEXT = re.compile(r'(value )".*?"(?= is not valid UTF)', re.DOTALL)
# As PostgreSQL says it.
QUOTED_INPUT = re.compile(
    r"(invalid input (?:syntax|value) for [^:\n]+: |value out of range: |DETAIL:  ).*"
)


def printable(text: str) -> str:
    """A text that no terminal, log or mail takes for an instruction; tabs and line ends stay."""
    return _CONTROL.sub(lambda found: " " if len(found[0]) == 1 else "", text)


def cell_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever it takes for the end of a cell."""
    return _FORMULA.sub(APOSTROPHE, re.sub(CELL_CONTROLS, " ", text))


def redact(text: str) -> str:
    """A message without the raw values in it, and without signs that a terminal obeys."""
    for quoting in (QUOTED_ROW, QUOTED_VALUE, QUOTED_TEXT, QUOTED_INPUT):
        text = quoting.sub(rf"\g<1>{LEFT_OUT}", text)
    return without_personal(printable(text))


def redact_files(log: Path, results: Path) -> None:
    """Take raw values out of what dbt wrote about a failed build."""
    if log.is_file():
        # In place: dbt still holds the file, and appends to it.
        log.write_text(redact(log.read_text(encoding="utf-8")), encoding="utf-8")
    content = read_json(results)
    if content is not None:
        results.write_text(json.dumps(_redacted(content)), encoding="utf-8")


def _redacted(content: Any) -> Any:  # noqa: ANN401
    if isinstance(content, str):
        return redact(content)
    if isinstance(content, list):
        return [_redacted(item) for item in content]
    if isinstance(content, dict):
        # Compiled SQL comes from the project and quotes no row.
        return {
            key: item if key == "compiled_code" else _redacted(item)
            for key, item in content.items()
        }
    return content


def rounded(value: float, digits: int) -> float:
    """A number rounded as people do it: half away from zero, by its decimal digits."""
    if not math.isfinite(value):
        return value
    with localcontext(ROUNDING):
        return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-digits)))


def first_of(names: Sequence[str], most: int) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def cause_of(message: str) -> str:
    """The first line of dbt's message that says something; its first one names the node again."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    telling = [line for line in lines if not re.match(r"\w+ Error( in |$)|\S+ failed, error", line)]
    return (telling or lines or ["no message"])[0].rstrip(".:")


def own_words(message: str) -> str:
    """What DuckDB itself says in a message of dbt's; else the cause."""
    for line in message.splitlines():
        if found := re.search(r"(LOCKED|IO|Invalid Input|Out of Memory)( \w+)* ?Error: (.*)", line):
            return found[3].rstrip(". ")
    return cause_of(message)


def as_sentence(text: str) -> str:
    """A text on one line, with a full stop and without signs that cannot be printed."""
    joined = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    return joined if joined.endswith((".", "!", "?")) else f"{joined}."
