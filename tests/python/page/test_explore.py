"""The page's filter and dialogs, in a real browser, against the values of the release."""

import random
import re
from pathlib import Path
from unittest.mock import ANY

import duckdb
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from scripts.artifacts.export import RELEASE_DATABASE
from scripts.report.page.render import write_page
from scripts.texts.definitions import definition
from scripts.texts.locale import LANGUAGES
from tests.python.conftest import Warehouse, error_sentence
from tests.python.page.conftest import load, shown
from tests.python.page.test_browser import open_page
from tests.python.page.test_page import shown_value

CELLS = 50
CHOOSE = """
const [language, month, segment] = arguments;
const page = document.getElementById(language);
page.querySelector('.filter-month').value = month;
page.querySelector('.filter-segment').value = segment;
page.querySelector('.filter').dispatchEvent(new Event('change', {bubbles: true}));
return [...page.querySelectorAll('data.num')].filter(item => !item.closest('.whole'))
  .map(item => [item.dataset.kpi, item.dataset.statistic, item.dataset.grain,
    item.dataset.period, item.dataset.slice, item.getAttribute('value'), item.textContent]);
"""
OPTIONS = """
const page = document.getElementById(arguments[0]);
return ['.filter-month', '.filter-segment'].map(name =>
  [...page.querySelector(name).options].map(option => option.value));
"""


def open_ready(browser: webdriver.Chrome, page: Path, language: str, width: int = 1440) -> None:
    """Load the page and wait until its values are unpacked."""
    open_page(browser, page, language, "light", width)
    shown(browser, "return document.documentElement.dataset.explore", "ready")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_shows_the_values_of_the_release(
    browser: webdriver.Chrome, sample_release: Path, sample_page: Path, language: str
) -> None:
    open_ready(browser, sample_page, language)
    months, segments = browser.execute_script(OPTIONS, language)
    rng = random.Random(language)
    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        checked = 0
        while checked < CELLS:
            month, segment = rng.choice(months), rng.choice(segments)
            for cell in browser.execute_script(CHOOSE, language, month, segment):
                kpi, statistic, grain, period, asked, value, text = cell
                assert (grain, period, asked) == ("month", month, segment), cell
                name, _, slice_value = segment.partition("=")
                found = release.execute(
                    """
                    select value from marts.kpi_values where kpi_id = ? and statistic = ?
                    and period_grain = 'month' and period_start = ? and slice_name = ?
                    and slice_value = ?
                    """,
                    [kpi, statistic, month, name, slice_value],
                ).fetchone()
                if found is None or found[0] is None:
                    assert (value, text) == ("", "–"), cell
                    continue
                assert float(value) == found[0], cell
                shown, tolerance = shown_value(text, language)
                assert shown == pytest.approx(found[0], abs=tolerance), cell
                checked += 1


def test_clearing_the_filter_brings_the_page_back(
    browser: webdriver.Chrome, sample_page: Path
) -> None:
    open_ready(browser, sample_page, "en")
    text = "return document.getElementById('en-focus').innerText"
    before = browser.execute_script(text)
    months, segments = browser.execute_script(OPTIONS, "en")
    browser.execute_script(CHOOSE, "en", months[-1], segments[1])
    assert browser.execute_script(text) != before
    browser.find_element(By.CSS_SELECTOR, "#en .filter-clear").click()
    shown(browser, text, before)


def test_a_link_names_a_team(browser: webdriver.Chrome, sample_page: Path) -> None:
    load(browser, f"{sample_page.as_uri()}#team=G11")
    shown(browser, "return document.documentElement.dataset.explore", "ready")
    chosen = "return document.querySelector('.page:not([hidden]) .filter-segment').value"
    assert browser.execute_script(chosen) == "team=G11"


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("fa", 390)])
def test_each_tile_opens_and_closes_by_keyboard(
    browser: webdriver.Chrome, sample_page: Path, language: str, width: int
) -> None:
    open_ready(browser, sample_page, language, width)
    tiles = browser.find_elements(By.CSS_SELECTOR, f"#{language} .tile .opener")
    assert len(tiles) >= 5
    is_open = f"return document.querySelector('#{language} dialog[open]') !== null"
    for tile in tiles:
        tile.send_keys(Keys.ENTER)
        shown(browser, is_open, True)
        dialog = browser.find_element(By.CSS_SELECTOR, f"#{language} dialog[open]")
        text = dialog.text
        assert tile.text in text
        assert "make explain" in text
        kpi = browser.execute_script("return arguments[0].closest('.tile').dataset.kpi", tile)
        assert definition(kpi, language) == (ANY, language)
        assert definition(kpi, language)[0] in text
        assert "Target of the simulated desk" in text
        assert dialog.find_elements(By.CSS_SELECTOR, ".dialog-trend svg polyline")
        cut = "return arguments[0].scrollWidth > arguments[0].clientWidth + 1"
        assert not browser.execute_script(cut, dialog), "the dialog scrolls sideways"
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        shown(browser, is_open, False)
        assert browser.switch_to.active_element == tile


def test_the_parts_add_up_to_the_gap(sample_release: Path) -> None:
    from scripts.report.page.read import read_data
    from scripts.report.page.view import View

    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        data = read_data(release, sample_release.name)
    assert data is not None
    view = View(data)
    cuts = [(gap, cut) for gap in view.gaps for cut in gap.cuts]
    assert len(cuts) >= 4
    for gap, cut in cuts:
        parts = [*cut.parts, *([cut.rest] if cut.rest else [])]
        total = sum(row["contribution"] for row in parts)
        assert total == pytest.approx(gap.deviation, rel=1e-4, abs=1e-6), (gap.tile, cut)
        if not gap.is_bad:
            assert not any(gap.hurts(row) for row in parts)


def test_the_page_of_an_agent_shows_that_agent_and_names_no_other(
    browser: webdriver.Chrome, sample_release: Path, tmp_path: Path
) -> None:
    page, _ = write_page(sample_release, tmp_path, agent="A01")
    assert set(re.findall(r"\bA\d\d\b", page.read_text(encoding="utf-8"))) == {"A01"}
    open_ready(browser, page, "en")
    chosen = "return document.querySelector('#en .filter-segment').value"
    assert browser.execute_script(chosen) == "agent=A01"
    months, _ = browser.execute_script(OPTIONS, "en")
    cells = browser.execute_script(CHOOSE, "en", months[1], "agent=A01")
    shown_values = {(cell[0], cell[1]): float(cell[5]) for cell in cells if cell[5]}
    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        own = release.execute(
            """
            select kpi_id, statistic, value from marts.kpi_values where period_grain = 'month'
            and period_start = ? and slice_name = 'agent' and slice_value = 'A01'
            """,
            [months[1]],
        ).fetchall()
    assert len(shown_values) > 10
    assert shown_values.items() <= {(row[0], row[1]): row[2] for row in own}.items()
    # An agent has no medians: the mean takes their place, and says so.
    assert ("first_response_time_business", "mean") in shown_values
    tile = browser.find_element(By.CSS_SELECTOR, "#en .tile")
    assert "Mean" in tile.find_element(By.CSS_SELECTOR, ".when").text


def test_pages_of_agents_are_off_until_a_variable_allows_them(
    real_exports: Path, warehouse: Warehouse
) -> None:
    outcome = warehouse("report", "--agent", "A01")
    assert outcome.code == 2
    assert "set the variable agent_pages to true" in error_sentence(outcome)
