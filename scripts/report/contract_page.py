"""The page of the raw contract, from the YAML: `python -m scripts.report.contract_page`."""

from pathlib import Path
from typing import Any

from scripts.base.files import read_yaml
from scripts.base.settings import PROJECT

PAGE = Path("docs/contract.md")
SOURCES = "models/staging/*/_*__sources.yml"
HEAD = """# The raw contract

Every raw table, with its columns. This page is written from `models/staging/*/_*__sources.yml` by
`python -m scripts.report.contract_page`. Columns in bold are required: a row without a readable
value is set aside. All others may be missing, as columns or as values. Times are ISO 8601; without
an offset they are in `source_timezone`. Ids are texts.

Words (status, channel, priority, outcome, a satisfaction score that is a word) are yours: the seeds
`ticket_status_groups`, `channel_groups`, `priority_groups`, `call_outcome_groups` and `score_words`
in `seeds/rules` say what they mean here, for all systems or for one `source_system`. Reasons are
brought together by `reason_groups`; one without a row stays as it is.
"""


def render(project: Path = PROJECT) -> str:
    """The whole page."""
    parts = [HEAD]
    for path in sorted(project.glob(SOURCES)):
        for source in read_yaml(path)["sources"]:
            parts += [_table(table) for table in source["tables"]]
    return "\n".join(parts)


def _table(table: dict[str, Any]) -> str:
    key = ", ".join(str(part).replace("|", "\\|") for part in table["config"]["meta"]["key"])
    lines = [
        f"## {table['name']}",
        "",
        f"{table['description'].strip()} Key: `{key}`.",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
    ]
    lines += [_column(column) for column in table["columns"]]
    return "\n".join([*lines, ""])


def _column(column: dict[str, Any]) -> str:
    meta = column.get("config", {}).get("meta", {})
    name = f"**{column['name']}**" if meta.get("required") else column["name"]
    bounds = ""
    if "minimum" in meta and "maximum" in meta:
        bounds = f" {meta['minimum']}–{meta['maximum']}"
    elif "minimum" in meta:
        bounds = f" ≥ {meta['minimum']}"
    fate = {"hashed": " Only its hash is kept.", "dropped": " Dropped in staging."}
    meaning = " ".join(column["description"].split()).replace("|", "\\|")
    meaning += fate.get(meta.get("personal_data", ""), "")
    return f"| {name} | {column['data_type']}{bounds} | {meaning} |"


if __name__ == "__main__":
    (PROJECT / PAGE).write_text(render(), encoding="utf-8")
