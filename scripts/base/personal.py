"""Words, addresses and telephone numbers in texts, as the macros of the models define them."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scripts.base.files import read_macros

HIDDEN = "(hidden)"
MACROS = Path(__file__).parents[2] / "macros" / "staging"
# Ends of a word and of a number in it, which SQL has to find and Python only looks at.
BEFORE, AFTER = r"(?<![0-9a-z])(?<![0-9][.])", "(?![0-9a-z])"
QUOTED = re.compile(r"'[^'\n]+'")
PLAIN = r"""[^\s'"<>(){}\[\]/\\,;|:]"""
# Right before the sign of an address there may be quotes, in JSON with a backslash, or brackets.
CLOSED = r"""(?:\\?"[^"\n]{0,60}"|'[^'\n]{0,60}'|\([^()\n]{0,60}\)|\{[^{}\n]{0,60}\})"""
ADDRESS = re.compile(rf"{PLAIN}{{0,99}}{CLOSED}?@(?:\[[^\]\s]{{1,60}}\]|{PLAIN}+)")


class Forms(NamedTuple):
    """What the macros say, ready to use."""

    signs: dict[int, str | None]
    twins: dict[int, int]
    ordinary: re.Pattern[str]
    numbers: re.Pattern[str]
    words: re.Pattern[str]


def holds_personal(text: str) -> bool:
    """Whether an address or a telephone number may stand in a value, in whatever script."""
    forms = _forms()
    folded = text if text.isascii() else text.translate(forms.signs)
    lowered = folded.replace("   ", " ").replace("  ", " ").strip().lower()
    return bool(
        forms.words.search(lowered) and forms.words.search(forms.ordinary.sub(" ", lowered))
    )


def without_personal(text: str) -> str:
    """A sentence without addresses and numbers; names in quotes are treated as names."""
    return _hide(QUOTED.sub(lambda found: f"'{shown_name(found[0][1:-1])}'", text))


def shown_name(name: str) -> str:
    """A path, or another name, without what is personal in it; folders and endings stay."""
    return "/".join(_shown_part(part) for part in _hide(name).split("/"))


def _shown_part(part: str) -> str:
    if not holds_personal(part):
        return part
    stem, dot, ending = part.partition(".")
    return HIDDEN + dot + ending if not holds_personal(ending) and stem else HIDDEN


def _hide(text: str) -> str:
    """Hide addresses and numbers where they stand."""
    folded, places = _folded(text)
    # Days and times are no numbers, and end one; as long as they are, so that places stay.
    searched = _forms().ordinary.sub(lambda found: ";" * len(found[0]), folded)
    spans = sorted(
        found.span() for form in (ADDRESS, _forms().numbers) for found in form.finditer(searched)
    )
    shown, end = [], 0
    for first, last in spans:
        start = places[first]
        if start < end:
            continue
        shown += [text[end:start], HIDDEN]
        end = places[last - 1] + 1
    return "".join(shown) + text[end:]


def mapping_word(text: str) -> str:
    """A word as macro mapping_key brings it together with the same one from another keyboard."""
    folded = _folded(text)[0].translate(_forms().twins)
    return folded.replace("   ", " ").replace("  ", " ").strip()


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as the macros fold it, in lower case, and where each of its signs comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    signs = _forms().signs
    folded = [
        (sign.lower()[:1], place) for place, raw in enumerate(text) for sign in raw.translate(signs)
    ]
    return "".join(sign for sign, _ in folded), [place for _, place in folded]


@cache
def _forms() -> Forms:
    forms, folding = (
        read_macros(MACROS / name) for name in ("personal_forms.sql", "folded_text.sql")
    )
    signs, twins = folding.foldable_signs(), folding.twin_letters()
    return Forms(
        str.maketrans(
            "\u2028\u2029" + signs["from"] + signs["rare"],
            "  " + signs["to"] + signs["rare_to"],
            signs["dropped"],
        ),
        str.maketrans(twins["from"], twins["to"]),
        *(
            re.compile(forms.one_line(form))
            for form in (
                forms.ordinary_forms(),
                forms.telephone_forms(BEFORE, AFTER),
                forms.personal_forms("word"),
            )
        ),
    )
