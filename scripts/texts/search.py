"""Words as people type them: search without accents, and the nearest name to a wrong one."""

import difflib
import unicodedata
from collections.abc import Iterable

# Letters that one language writes in two ways, and marks that nobody types.
SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ё": "е", "\u200c": " ", "\u200d": None, "-": " ", "_": " "}
)


def fold(text: str) -> str:
    """A text without case, accents, double spaces and other scripts' digits."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(SAME))
    signs = (
        str(unicodedata.digit(sign)) if sign.isdigit() else sign
        for sign in plain
        if not unicodedata.combining(sign)
    )
    return " ".join("".join(signs).translate(SAME).split())


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that is most like a word, if one is like it at all."""
    folded = {fold(name): name for name in names}
    found = difflib.get_close_matches(fold(word), list(folded), n=1, cutoff=0.5)
    if not found:
        found = [name for name in folded if fold(word) and fold(word) in name][:1]
    return folded[found[0]] if found else None


def hint(word: str, names: Iterable[str]) -> str:
    """`Did you mean …?`, or nothing where no name is near."""
    near = nearest(word, names)
    return f" Did you mean {near}?" if near else ""
