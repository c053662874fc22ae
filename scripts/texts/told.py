"""Texts in all languages side by side, of which a page shows those of its reader.

For pages whose bulk is the same in every language: handbook and gate. The scorecard, where every
number is written differently, has one page per language instead.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from scripts.texts.locale import LANGUAGES, Formatter

HERE = Path(__file__).parent
Write = Callable[[Formatter], Any]
# Which language is shown: with scripts the root names it, without them the address does.
SHOWN = """
.languages a { scroll-margin-block-start: 4rem; }
.t > [lang] { display: none; font-style: inherit; }
html[data-language="{0}"] .t > [lang="{0}"] { display: inline; }
html:not([data-language]):has(#{0}:target) .t > [lang="{0}"] { display: inline; }
html:not([data-language]):has(#{0}:target) body { direction: {1}; }
"""
DEFAULT = """
html:not([data-language]):not(:has(.languages :target)) .t > [lang="{0}"] { display: inline; }
"""


class Told:
    """Writes a text or a value in every language, or in some."""

    def __init__(
        self, default: str = "en", languages: Sequence[str] = LANGUAGES, zone: str = "UTC"
    ) -> None:
        """Take the language that is shown where the reader chooses none, and the time zone."""
        self.default = default
        self.formatters = {language: Formatter(language, zone) for language in languages}

    def text(self, key: str, n: int | None = None, **values: Any) -> Markup:  # noqa: ANN401
        """A text; values may be functions of the language's formatter."""
        return self.write(
            lambda f: f.text(key, n, **{k: v(f) if callable(v) else v for k, v in values.items()})
        )

    def word(self, group: str, code: str | None) -> Markup:
        """A code of the marts in words."""
        return self.write(lambda f: f.word(group, code))

    def number(self, value: float) -> Markup:
        """A whole number."""
        return self.write(lambda f: f.number(value))

    def write(self, write: Write) -> Markup:
        """The same in all languages; one text where they agree."""
        said = {language: escape(write(f)) for language, f in self.formatters.items()}
        if len(set(said.values())) == 1:
            return said[self.default]
        parts = (
            # Short, for a page repeats them a thousand times; its direction is the language's.
            Markup("<i lang={}>{}</i>").format(language, text)
            for language, text in said.items()
            if text
        )
        return Markup("<span class=t>{}</span>").format(Markup().join(parts))

    def names(self) -> list[tuple[str, str, Markup]]:
        """Each language with its direction and what it calls itself."""
        return [(name, f.direction, f.text("language_name")) for name, f in self.formatters.items()]

    def titles(self, key: str) -> Markup:
        """The window's title as attributes, for the script that chooses the language."""
        return Markup(" ").join(
            Markup('data-{}="{}"').format(language, f.text(key))
            for language, f in self.formatters.items()
        )

    def style(self) -> Markup:
        """The rules that show one language."""
        rules = [
            SHOWN.replace("{0}", language).replace("{1}", f.direction)
            for language, f in self.formatters.items()
        ]
        chosen = DEFAULT.replace("{0}", self.default)
        return Markup("".join([*dict.fromkeys(rules), chosen]))  # noqa: S704 - own text


@cache
def language_script() -> Markup:
    """The script that says which language a page is to be shown in."""
    return Markup((HERE / "language.js").read_text(encoding="utf-8"))  # noqa: S704 - own text


@cache
def script() -> Markup:
    """The script that shows texts in the language of the address, else of the browser."""
    own = (HERE / "told.js").read_text(encoding="utf-8")
    return Markup(language_script() + Markup(own))  # noqa: S704 - own text
