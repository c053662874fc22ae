"""The handbook says everything about every KPI, in one file that needs nothing else."""

import csv
import re
from html import unescape
from pathlib import Path

import pytest

from scripts.base.settings import PROJECT
from scripts.report.handbook.meanings import HEADINGS, parse_block
from scripts.texts.definitions import definition
from scripts.texts.locale import LANGUAGES, load_texts
from tests.python.conftest import Warehouse

# What a KPI's card may take on average: all of them come as one file.
LARGEST_CARD = 7_500


@pytest.fixture(scope="module")
def page(sample_release: Path) -> str:
    return (sample_release / "handbook.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def articles(page: str) -> dict[str, str]:
    found = re.findall(r'<article id="(\w+)"(.*?)</article>', page, flags=re.DOTALL)
    return {kpi_id: unescape(text) for kpi_id, text in found}


def catalogue() -> dict[str, dict[str, str]]:
    path = PROJECT / "seeds/catalogue/kpi_catalogue.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["kpi_id"]: row for row in csv.DictReader(file)}


def test_a_block_is_taken_apart_at_its_headings() -> None:
    meaning = parse_block("A share.\n\n**Definition** · a ÷ b\n\n**Counts** · all\n\nand more")
    assert meaning.summary == "A share."
    assert dict(meaning.sections) == {"Definition": "a ÷ b", "Counts": "all\n\nand more"}


def test_a_project_without_described_kpis_has_none(project: Path, warehouse: Warehouse) -> None:
    assert warehouse("run").code == 0
    assert not (project / "exports/current/handbook.html").exists()


def test_every_kpi_is_told_in_full(articles: dict[str, str]) -> None:
    rows = catalogue()
    assert set(articles) == set(rows)
    for kpi_id, text in articles.items():
        row = rows[kpi_id]
        for language in ("en", "fa", "ro", "ru"):
            assert row[f"kpi_name_{language}"] in text, (kpi_id, language)
        for heading in (*HEADINGS, "Target", "Formula", "Owner", "Needs"):
            assert f">{heading}<" in text, (kpi_id, heading)
        assert f"last reviewed {row['reviewed_on']}" in text
        assert f"{{% macro kpi_{kpi_id}()" in text
        assert "Computed in" in text, kpi_id
        assert all(table in text for table in row["source_tables"].split("|"))


def test_formulas_are_sql_and_targets_are_readable(articles: dict[str, str]) -> None:
    csat = articles["csat"]
    assert "sum(case when (is_csat_response) and (is_satisfied) then 1 else 0 end)" in csat
    assert "sum(case when (is_csat_response) then 1 else 0 end)" in csat
    assert "csat_satisfied_threshold: 0.75" in csat
    assert "at least <bdi>80.0%</bdi>" in csat and "حداقل <bdi>۸۰٫۰٪</bdi>" in csat
    assert "at most <bdi>10\u00a0mins</bdi>" in articles["first_response_time"]
    assert "mean, week and month" in articles["first_response_time"]
    assert "86.0%" in csat and "(15,000 companies with Zendesk" in csat
    assert "Zendesk Customer Satisfaction Index, 2012: average" in csat
    assert "Elsewhere" not in articles["backlog_open"]
    assert [kpi_id for kpi_id, text in articles.items() if 'class="label"' not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_of_the_articles_speak_every_language(
    articles: dict[str, str], language: str
) -> None:
    words = load_texts(language)["handbook"]["headings"]
    for kpi_id, row in catalogue().items():
        if row["origin"] != "article":
            continue
        said, written_in = definition(kpi_id, language)
        assert said in articles[kpi_id] and written_in == language, kpi_id
        assert all(f">{word}<" in articles[kpi_id] for word in words.values()), kpi_id


def test_the_page_is_no_larger_than_its_cards_may_be(page: str, articles: dict[str, str]) -> None:
    assert len(page.encode()) <= LARGEST_CARD * len(articles)


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(page: str) -> None:
    assert not re.search(r"""(src|href)=["'](?!#)""", page)
    assert "url(" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
