"""Raw values that libraries quote in their messages, taken out: a row can hold personal data."""

import json
import re
from pathlib import Path
from typing import Any

from scripts.base.files import read_json
from scripts.base.shown import printable, without_personal

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
