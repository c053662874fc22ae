"""The page of the raw contract, from the YAML: `python -m scripts.report.contract_page`."""

from pathlib import Path

from jinja2 import Template

from scripts.base.files import read_yaml
from scripts.base.settings import PROJECT

PAGE = Path("docs/contract.md")
SOURCES = "models/staging/*/_*__sources.yml"
TEMPLATE = Path(__file__).with_name("contract.md.j2")


def render(project: Path = PROJECT) -> str:
    """The whole page."""
    sources = [
        source for path in sorted(project.glob(SOURCES)) for source in read_yaml(path)["sources"]
    ]
    template = Template(TEMPLATE.read_text(encoding="utf-8"), trim_blocks=True, lstrip_blocks=True)
    return template.render(tables=[table for source in sources for table in source["tables"]])


if __name__ == "__main__":
    (PROJECT / PAGE).write_text(render(), encoding="utf-8")
