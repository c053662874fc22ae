"""Text on its way to people: no spreadsheet runs it, no terminal obeys it, it names no address."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from scripts.base.files import read_json

HIDDEN = "(hidden)"
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
_ADDRESS = re.compile(r"[^\s'\"<>(){}\[\]/\\,;]*[@＠﹫][^\s'\"<>(){}\[\]/\\,;]+")
_BETWEEN = r"[\s().\u200b-\u200f\u2010-\u2014\u202a-\u202e\u2060-\u2069-]*"
_NUMBER = re.compile(
    rf"(?<![\w.:+-])(?:[+＋﹢]|[0０٠۰]{{2}}|[0０٠۰](?=\d)){_BETWEEN}\d(?:{_BETWEEN}\d){{7,13}}(?![\w:])"
)
# Dates look like grouped telephone numbers, so they are taken out first.
_DATE = re.compile(
    r"\b(?:(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d|[0-3]?\d([-./])[0-3]?\d\2(?:19|20)?\d\d)"
    r"(?:[T ]+\d\d?:\d\d(?::\d\d)?)?"
)
_PERSONAL = re.compile(
    r"@|[(\[{<] *at *[)\]}>]| at .+ dot |&#x?0*[46][04];|%[0-9a-f]{2}"
    r"|(?:\+|\b0|\(|\[)(?:(?:[ ()\[\]./_-]*|,)\d){7,}|\b\d+(?:[ ().-]+\d+){2,}"
    r"|\b(?:tel|phone|mobile|sips?|whatsapp|callto|sms)[ :.]+\d{5,}",
    re.IGNORECASE,
)

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


def without_personal(text: str) -> str:
    """A sentence without the addresses and telephone numbers that a name in it may be."""
    return _NUMBER.sub(HIDDEN, _ADDRESS.sub(HIDDEN, text))


def holds_personal(text: str) -> bool:
    """Whether an address or a telephone number may stand in a value, in whatever script."""
    folded = "".join(
        str(unicodedata.decimal(sign, sign))
        for sign in unicodedata.normalize("NFKC", text)
        if unicodedata.category(sign) != "Cf"
    )
    folded = re.sub("[\u2028\u2029]", " ", re.sub("[\u2010-\u2014\u2212]", "-", folded))
    return _PERSONAL.search(_DATE.sub("", folded)) is not None


def redact(text: str) -> str:
    """A message without the raw values in it, and without signs that a terminal obeys."""
    for quoting in (QUOTED_ROW, QUOTED_VALUE, QUOTED_INPUT):
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
