"""No macro of the project is left that nothing calls, and Python can call them too."""

import re
from pathlib import Path

from scripts.base.files import read_macros
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


def test_macros_without_dbt_give_what_they_return_and_texts_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "macros.sql"
    path.write_text(
        "{% macro forms() -%}{{ return([form()]) }}{%- endmacro %}"
        "{% macro form() -%}[{{ var('digit') }}]{%- endmacro %}"
    )
    macros = read_macros(path, var={"digit": 0}.get)
    assert macros.form() == "[0]"
    assert macros.forms() == ["[0]"]
