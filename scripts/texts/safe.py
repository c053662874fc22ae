"""Pieces of text that keep their shape in a page of any direction."""

import re

from markupsafe import Markup

from scripts.base.shown import CELL_CONTROLS

LONGEST_NAME = 60
# Halves of characters, which no page can hold.
UNSHOWN = re.compile(CELL_CONTROLS.replace("]", "\n\ud800-\udfff]"))
MINUS = "\u2212"


def isolate(text: object) -> Markup:
    """A value that the direction of the text around it does not touch."""
    return Markup("<bdi>{}</bdi>").format(text)


def clean(text: object) -> str:
    """Text that came from the data, without control characters; shortened where it is endless."""
    shown = UNSHOWN.sub(" ", str("" if text is None else text))
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"


def with_sign(shown: str, value: float, plus: bool, direction: str) -> str:
    """A written amount with the sign of its value; a plus sign only where it is asked for."""
    sign = MINUS if value < 0 else "+" if plus else ""
    # A value that rounds to nothing has no sign.
    if not sign or not re.search(r"[1-9۱-۹]", shown):
        return shown
    if direction == "ltr":
        return sign + shown
    # From right to left the sign still stands on the left of its number: isolate the two.
    return re.sub(r"^[\d.,٫٬]+", lambda found: f"\u2066{sign}{found[0]}\u2069", shown)
