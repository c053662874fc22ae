"""No macro of the project is left that nothing calls."""

import re

from tests.python.mini_project import REAL_PROJECT

# An implementation for one engine is called through the macro without its prefix.
DEFINED = re.compile(r"{%-?\s*macro (\w+)\(")
DISPATCHED = re.compile(r"dispatch\('\w+'")
CALLERS = (
    "macros/**/*.sql",
    "models/**/*.sql",
    "tests/**/*.sql",
    "analyses/*.sql",
    "dbt_project.yml",
    "docs/*.md",
    "scripts/**/*.py",
)
CALLED_BY_DBT = {"generate_schema_name"}


def test_every_macro_is_called() -> None:
    files = [path for pattern in CALLERS for path in REAL_PROJECT.glob(pattern)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    defined = {name for name in DEFINED.findall(text) if "__" not in name}
    calls = set(re.findall(r"\w+", DISPATCHED.sub("", DEFINED.sub("", text))))
    assert len(defined) > 100
    assert sorted(defined - calls - CALLED_BY_DBT) == []
