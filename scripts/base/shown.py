"""Text on its way to people: no spreadsheet runs it, no terminal obeys it, it names no address."""

import re
import unicodedata

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
_BETWEEN = r"[\s().\u200b-\u200f\u2010-\u2014\u202a-\u202e\u2060-\u2069-]*"
_NUMBER = re.compile(
    rf"(?<![\w.:+-])(?:[+＋﹢]|[0０٠۰]{{2}}|[0０٠۰](?=\d)){_BETWEEN}\d(?:{_BETWEEN}\d){{7,13}}(?![\w:])"
)
# Dates look like grouped telephone numbers, so they are taken out first.
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
    folded = re.sub("[\u2010-\u2014\u2212]", "-", folded)
    return _PERSONAL.search(_DATE.sub("", folded)) is not None
