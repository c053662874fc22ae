"""One term per concept: the texts of every language say what the glossary says."""

import csv
import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from scripts.artifacts.export import RELEASE_DATABASE
from scripts.texts.locale import LANGUAGES, TEXTS, jalali_date, load_texts
from tests.python.mini_project import REAL_PROJECT

PLACE = re.compile(r"{\w+}")
# A term may be declined: so many last letters differ.
ENDING = 2


@cache
def glossary() -> list[dict[str, str]]:
    with (TEXTS / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def flat(texts: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield from flat(dict(enumerate(value)), f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def of_the_workbook(language: str) -> Iterator[tuple[str, str]]:
    """What the workbook says in addition to the texts of the page."""
    for group, texts in yaml.safe_load((TEXTS / "workbook.yml").read_text("utf-8")).items():
        for name, said in texts.items():
            if language in said:
                yield f"workbook.{group}.{name}", said[language]


def everything_said(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language: of pages, workbook, meanings, rules, and the names of KPIs."""
    yield from flat(load_texts(language))
    yield from of_the_workbook(language)
    meanings = yaml.safe_load((TEXTS / "definitions.yml").read_text(encoding="utf-8"))
    yield from ((kpi_id, said[language]) for kpi_id, said in meanings.items() if language in said)
    for path in sorted((REAL_PROJECT / "expectations").glob("*.yml")):
        rules = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        yield from ((rule["rule"], rule["why"][language]) for rule in rules)
    catalogue = REAL_PROJECT / "seeds/catalogue/kpi_catalogue.csv"
    with catalogue.open(encoding="utf-8", newline="") as file:
        yield from ((r["kpi_id"], r[f"kpi_name_{language}"]) for r in csv.DictReader(file))


def is_form(word: str, term: str) -> bool:
    same = len(os.path.commonprefix([word, term]))
    return (
        max(len(word), len(term)) - same <= ENDING + 1
        and min(len(word), len(term)) - same <= ENDING
    )


def test_jalali_dates_are_those_of_the_calendar(sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        days = release.execute(
            "select date_day, jalali_year, jalali_month, jalali_day from marts.dim_dates"
        ).fetchall()
    assert len(days) > 1000
    assert [day for day, *parts in days if jalali_date(day) != tuple(parts)] == []
    # The last days of two leap years, and the new year's day after each.
    assert jalali_date(date(2021, 3, 20)) == (1399, 12, 30)
    assert jalali_date(date(2025, 3, 20)) == (1403, 12, 30)
    assert jalali_date(date(2025, 3, 21)) == (1404, 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_word_that_the_glossary_avoids(language: str) -> None:
    avoided = "|".join(filter(None, (row[f"avoid_{language}"] for row in glossary())))
    # Romanian and Russian ones are stems.
    words = re.compile(rf"(?<!\w)(?:{avoided})" + ("" if language in ("ro", "ru") else r"(?!\w)"))
    found = [
        f"{key}: {text}"
        for key, text in everything_said(language)
        if words.search(PLACE.sub("", text.casefold()))
    ]
    assert found == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_text_that_is_a_term_is_that_term_in_every_language(language: str) -> None:
    terms: dict[str, set[str]] = {}
    for row in glossary():
        terms.setdefault(row["en"].casefold(), set()).add(row[language].casefold())
    said = dict(flat(load_texts(language))) | dict(of_the_workbook(language))
    english = [*flat(load_texts("en")), *of_the_workbook("en")]
    other = [
        f"{key}: {said[key]}, and not {' or '.join(terms[text.casefold()])}"
        for key, text in english
        if text.casefold() in terms
        and not any(is_form(said[key].casefold(), term) for term in terms[text.casefold()])
    ]
    assert other == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_texts_name_the_same_places_in_every_language(language: str) -> None:
    said = dict(flat(load_texts(language))) | dict(of_the_workbook(language))
    english = dict(flat(load_texts("en"))) | dict(of_the_workbook("en"))
    # A plural form may say its number in a word, or leave it out.
    other = [
        key
        for key, text in english.items()
        if set(PLACE.findall(said[key])) - {"{n}"} != set(PLACE.findall(text)) - {"{n}"}
    ]
    assert other == []


def test_what_is_wrong_in_the_data_is_told_in_words() -> None:
    """Every finding, and every detail that a model names, is a text of the page."""
    folder = REAL_PROJECT / "models/marts"
    trust = (folder / "quality/data_trust.sql").read_text("utf-8")
    counted = (folder / "quality/parts/int_impossible_times.sql").read_text("utf-8")
    impossible = (REAL_PROJECT / "macros/quality/impossible_times.sql").read_text("utf-8")
    causes = (folder / "reconciliation/ticket_reconciliation.sql").read_text("utf-8")
    texts = load_texts("en")
    named = {
        *re.findall(r"^ *\('\w+', '\w+', '([^']+)'", impossible, re.MULTILINE),
        *re.findall(r"^ *'([^']+)' as detail", counted + trust, re.MULTILINE),
        *re.findall(r"cause_when\('(\w+)'", causes),
    }
    assert len(named) > 20
    assert {name for name in named if "{" not in name} - set(texts["details"]) == set()
    assert set(re.findall(r"'(\w+)' as finding", trust)) - set(texts["findings"]) == set()
