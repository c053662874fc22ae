"""Texts for readers are plain English: none of the phrases that only a translation would use."""

import csv
import re
from pathlib import Path

from tests.python.mini_project import REAL_PROJECT

CALQUES = re.compile(
    r"\bstands? (in|beside|on the)\b|\bnobody\b|\bmost likely\b|\bset aside\b|\bof its own\b"
    r"|\bbeside\b|\bverdict\b|\b(not|are|is) judged\b|\bis told of\b|\bcannot be told apart\b"
    r"|\blies (in|before)\b"
    r"|\b(are|is) no (whole |plain )?numbers?\b|\bthe moment at which the numbers are read\b"
    r"|\bin words of the business\b|\ba fifth of\b|\ball mended\b|\bpeople (look|read)\b",
    re.IGNORECASE,
)
TEXTS = ["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/sources/*.md", "expectations/*.yml"]
# Written from the contract by a program, whose sentences are those of the models.
WRITTEN = {"contract.md"}
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def test_no_calque_is_left() -> None:
    found = [
        f"{path.relative_to(REAL_PROJECT)}: {match[0]!r}"
        for path in _texts()
        for match in CALQUES.finditer(CODE.sub("", path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_readme_is_one_that_people_finish() -> None:
    lines = (REAL_PROJECT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 120  # noqa: PLR2004
    assert (REAL_PROJECT / "docs/images/scorecard.png").is_file()


def test_the_readme_counts_no_kpi_too_many() -> None:
    claims = [
        int(found)
        for page in ("README.md", "docs/comparison.md")
        for found in re.findall(
            r"[Mm]ore than (\d+) KPIs", (REAL_PROJECT / page).read_text(encoding="utf-8")
        )
    ]
    with (REAL_PROJECT / "seeds/catalogue/kpi_catalogue.csv").open(encoding="utf-8") as file:
        kpis = len(list(csv.DictReader(file)))
    assert claims == [160, 160]
    assert max(claims) < kpis


def _texts() -> list[Path]:
    paths = (path for pattern in TEXTS for path in REAL_PROJECT.glob(pattern))
    return sorted(path for path in paths if path.name not in WRITTEN)
