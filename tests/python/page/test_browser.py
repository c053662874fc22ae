"""The page in a real browser: every language, light and dark, wide and on a telephone."""

import base64
import json
import re
from pathlib import Path

import pytest
from selenium import webdriver

from scripts.texts.locale import LANGUAGES, load_texts
from tests.python.page.conftest import load, shown

WIDTHS = (1440, 390)
THEMES = ("light", "dark")
# What each combination costs a second for is looked at in four that cover all values.
JUDGED = {("en", "light", 1440), ("fa", "dark", 390), ("ro", "dark", 1440), ("ru", "light", 390)}
PRINTED_PAGES = 2

BESIDE = ("handbook.html", "gate.html")

# Text that leaves the window or its box, and text that lies on other text.
MISPLACED = """
const page = document.querySelector('.page:not([hidden])') || document.body;
page.querySelectorAll('details').forEach(item => { item.open = true; });
const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
const boxes = [], problems = [];
while (walker.nextNode()) {
  const node = walker.currentNode, parent = node.parentElement;
  if (!node.data.trim() || parent.closest('.sr, .skip') || !parent.checkVisibility()) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const text = node.data.trim().slice(0, 40);
  if (parent.matches('thead th') && !/[\\s-]/.test(text) && range.getClientRects().length > 1) {
    problems.push('broken word: ' + text);
  }
  for (const box of range.getClientRects()) {
    if (box.width < 1) continue;
    const scrolls = parent.closest('.scroll');
    if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) problems.push(text);
    boxes.push({left: box.left, right: box.right, top: box.top + box.height * 0.2,
                bottom: box.bottom - box.height * 0.2, text, parent, scrolls});
  }
}
boxes.sort((a, b) => a.top - b.top);
for (let i = 0; i < boxes.length; i++) {
  for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
    const width = Math.min(boxes[i].right, boxes[j].right)
      - Math.max(boxes[i].left, boxes[j].left);
    if (width > 2 && boxes[i].parent !== boxes[j].parent) {
      problems.push(`overlap: ${boxes[i].text} | ${boxes[j].text}`);
    }
  }
}
for (const box of page.querySelectorAll('p, h1, h2, h3, td, th, dd, dt, li, .chip')) {
  if (box.matches('.sr, .sr *')) continue;
  if (box.checkVisibility() && getComputedStyle(box).overflowX !== 'visible'
      && box.scrollWidth > box.clientWidth + 1) problems.push('cut: ' + box.textContent);
}
if (document.documentElement.scrollWidth > innerWidth) problems.push('the page scrolls sideways');
return [...new Set(problems)].slice(0, 20);
"""
# Tables that are read only by scrolling them sideways, once everything is open.
SIDEWAYS = """
const page = document.querySelector('.page:not([hidden])');
return [...page.querySelectorAll('.scroll')]
  .filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
  .map(box => box.closest('section').id);
"""
AXE_RUN = """
const done = arguments[0];
document.querySelectorAll('.page[hidden]').forEach(page => page.remove());
// Of the handbook's cards a few of each kind: they are alike, and all of them take a minute.
document.querySelectorAll('section.family').forEach(family => {
  [...family.querySelectorAll('article')].slice(1, -1).forEach(card => card.remove());
});
document.querySelectorAll('details').forEach((item, index) => { item.open = index < 2; });
document.querySelectorAll('section.family:nth-of-type(2) details')
  .forEach(item => { item.open = true; });
axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
  .map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html).join(' ; '))));
"""


def open_page(browser: webdriver.Chrome, page: Path, language: str, theme: str, width: int) -> None:
    """Load the page anew in a window of a width and a theme."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "", "features": [{"name": "prefers-color-scheme", "value": theme}]},
    )
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    load(browser, f"{page.as_uri()}#{language}")


def requests_of(browser: webdriver.Chrome) -> list[str]:
    """Addresses that the page asked for since the last look; not what the browser itself opens."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    addresses = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    return [address for address in addresses if not address.startswith("chrome")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_whole(
    browser: webdriver.Chrome, sample_page: Path, language: str, theme: str, width: int
) -> None:
    requests_of(browser)
    browser.get_log("browser")
    open_page(browser, sample_page, language, theme, width)
    root = "document.documentElement"
    assert browser.execute_script(f"return {root}.lang") == language
    assert browser.execute_script(f"return {root}.dir") == ("rtl" if language == "fa" else "ltr")
    assert browser.execute_script(MISPLACED) == []
    assert browser.execute_script(SIDEWAYS) == []
    if (language, theme, width) in JUDGED:
        browser.execute_script(axe_script())
        assert browser.execute_async_script(AXE_RUN) == []
    assert browser.get_log("browser") == []
    own = {"about:blank", f"{sample_page.as_uri()}"}
    asked = {address.partition("#")[0] for address in requests_of(browser)}
    assert {address for address in asked if not address.startswith("data:")} <= own


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize(("language", "theme", "width"), sorted(JUDGED))
def test_handbook_and_gate_are_whole(
    browser: webdriver.Chrome,
    sample_release: Path,
    name: str,
    language: str,
    theme: str,
    width: int,
) -> None:
    requests_of(browser)
    browser.get_log("browser")
    page = sample_release / name
    open_page(browser, page, language, theme, width)
    root = "document.documentElement"
    assert browser.execute_script(f"return {root}.lang") == language
    assert browser.execute_script(f"return {root}.dir") == ("rtl" if language == "fa" else "ltr")
    heading = browser.execute_script("return document.querySelector('h1').innerText")
    assert heading in load_texts(language)[page.stem].values()
    browser.execute_script(axe_script())
    assert browser.execute_async_script(AXE_RUN) == []
    assert browser.execute_script(MISPLACED) == []
    assert browser.get_log("browser") == []
    asked = {address.partition("#")[0] for address in requests_of(browser)}
    own = {"about:blank", page.as_uri()}
    assert {address for address in asked if not address.startswith("data:")} <= own


@pytest.mark.parametrize("name", BESIDE)
def test_languages_are_chosen_without_scripts_too(
    browser: webdriver.Chrome, sample_release: Path, name: str
) -> None:
    page = (sample_release / name).as_uri()
    heading = "return document.querySelector('h1').innerText"
    for address, language in ((page, "en"), (f"{page}#fa", "fa")):
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            browser.get("about:blank")
            browser.get(address)
        finally:
            browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        said = load_texts(language)[Path(name).stem].values()
        assert browser.execute_script(heading) in said, address
    load(browser, f"{page}?lang=ru")
    assert browser.execute_script(heading) in load_texts("ru")[Path(name).stem].values()
    browser.find_element("css selector", ".languages a[lang=ro]").send_keys("\ue007")
    shown(browser, "return document.documentElement.lang", "ro")


def axe_script() -> str:
    """The accessibility checker, as its package ships it."""
    package = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed.")
    return (Path(package.__path__[0]) / "axe.min.js").read_text(encoding="utf-8")


def test_persian_digits_and_dates(browser: webdriver.Chrome, sample_page: Path) -> None:
    open_page(browser, sample_page, "fa", "light", 1440)
    text = browser.execute_script(
        "const page = document.querySelector('.page:not([hidden])').cloneNode(true);"
        "page.querySelectorAll('code, .languages, .agents, .ticket, [id$=trust] table, [lang=en]')"
        ".forEach(item => item.remove()); return page.textContent"
    )
    left = re.findall(r"\S*[0-9]\S*", text)
    assert [word for word in left if not re.fullmatch(r"K\d\d|\(?SLA\)?", word)] == []
    # 31 December 2025 is 10 Dey 1404.
    assert "۱۰ دی ۱۴۰۴" in text
    assert "۱۰ آبان ۱۴۰۴" in text and "۹ آذر ۱۴۰۴" in text
    assert "نوامبر" not in text


def test_languages_switch_by_link_query_and_keyboard(
    browser: webdriver.Chrome, sample_page: Path
) -> None:
    pages = (
        "return [...document.querySelectorAll('.page')]"
        ".filter(page => page.checkVisibility()).map(page => page.id)"
    )
    open_page(browser, sample_page, "ro", "light", 1440)
    browser.execute_script("document.querySelector('.page.ro .languages a[lang=ru]').focus()")
    browser.switch_to.active_element.send_keys("\ue007")
    shown(browser, pages, ["ru"])
    assert "Показатели" in browser.title
    load(browser, f"{sample_page.as_uri()}?lang=fa")
    shown(browser, pages, ["fa"])
    browser.execute_script("document.querySelector('.page.fa .theme').focus()")
    browser.switch_to.active_element.send_keys(" ")
    shown(browser, "return document.documentElement.dataset.theme", "dark")


@pytest.mark.parametrize("language", LANGUAGES)
def test_prints_on_two_pages(browser: webdriver.Chrome, sample_page: Path, language: str) -> None:
    open_page(browser, sample_page, language, "dark", 1440)
    printed = browser.execute_cdp_cmd(
        "Page.printToPDF",
        {"printBackground": True, "preferCSSPageSize": True, "transferMode": "ReturnAsBase64"},
    )
    pages = re.findall(rb"/Type\s*/Page[^s]", base64.b64decode(printed["data"]))
    assert len(pages) == PRINTED_PAGES
