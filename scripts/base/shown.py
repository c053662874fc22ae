"""Text on its way to people: no spreadsheet runs it, no terminal obeys it, it names no address."""

import re

HIDDEN = "(hidden)"
# Signs that move a cursor, change colours, turn the direction of a text or end a line once more.
CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f" + "\u2028-\u202e\u2066-\u2069]"
# The same and tabs: a spreadsheet takes one for the end of a cell.
CELL_CONTROLS = CONTROLS.replace(r"\x08\x0b", r"\x09\x0b")
# A cell begins with a text, or behind what some spreadsheet takes for the end of a cell.
FORMULA_START = (
    "(^|[;,\n|])([\\s\"'\u00a0\u2000-\u200f\u3000\ufeff]*)([=+\\-@＝＋－﹣−＠﹦﹢﹫])|^\n"
)
APOSTROPHE = r"\1'\2\3"

# Colours and cursor moves as a whole, then what is left of such signs.
_CONTROL = re.compile(rf"\x1b\[[0-9;?]*[A-Za-z]|{CONTROLS}")
_FORMULA = re.compile(FORMULA_START)
_ADDRESS = re.compile(r"[^\s'\"<>(){}\[\]/\\,;]*[@＠﹫][^\s'\"<>(){}\[\]/\\,;]+")
_NUMBER = re.compile(r"(?<![\w.:+-])(?:\+|00|0(?=\d))[ ().-]*\d(?:[ ().-]?\d){7,13}(?![\w:])")


def printable(text: str) -> str:
    """A text that no terminal, log or mail takes for an instruction; tabs and line ends stay."""
    return _CONTROL.sub(lambda found: " " if len(found[0]) == 1 else "", text)


def cell_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever it takes for the end of a cell."""
    return _FORMULA.sub(APOSTROPHE, re.sub(CELL_CONTROLS, " ", text))


def without_personal(text: str) -> str:
    """A sentence without the addresses and telephone numbers that a name in it may be."""
    return _NUMBER.sub(HIDDEN, _ADDRESS.sub(HIDDEN, text))
