"""Text that came from the data, made safe to stand in a page."""

import unicodedata

from markupsafe import Markup

LONGEST_NAME = 60


def isolate(text: object) -> Markup:
    """A value that the direction of the text around it does not touch."""
    return Markup("<bdi>{}</bdi>").format(text)


def clean(text: object) -> str:
    """Text that came from the data, without control characters; shortened where it is endless."""
    shown = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign
        for sign in str("" if text is None else text)
    )
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"
