"""The page of the raw contract, from the YAML: `python -m scripts.report.contract_page`."""

from pathlib import Path

from jinja2 import Template

from scripts.base.settings import PROJECT
from scripts.gate.contract import read_sources

PAGE = Path("docs/contract.md")
TEMPLATE = Path(__file__).with_name("contract.md.j2")


def render(project: Path = PROJECT) -> str:
    """The whole page."""
    template = Template(TEMPLATE.read_text(encoding="utf-8"), trim_blocks=True, lstrip_blocks=True)
    tables = [table for source in read_sources(project) for table in source["tables"]]
    return template.render(tables=tables)


if __name__ == "__main__":
    (PROJECT / PAGE).write_text(render(), encoding="utf-8")
