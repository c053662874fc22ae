"""The page of the shipped sample, and a browser without a network."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from scripts.artifacts.export import RELEASE_DATABASE
from scripts.report.page.render import PAGE, write_page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVER = "chromedriver"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
LOADED = "return location.href === arguments[0] && document.readyState === 'complete'"


@dataclass
class Numbers(HTMLParser):
    """Every number of a page that names the row of kpi_values it came from."""

    found: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start outside any number."""
        super().__init__()
        self._open: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the key of a number."""
        if tag == "data":
            self._open = {name: value or "" for name, value in attrs}
            self.found.append((self._open, ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave a number."""
        if tag == "data":
            self._open = None

    def handle_data(self, data: str) -> None:
        """Read a number as people see it."""
        if self._open is not None:
            key, text = self.found[-1]
            self.found[-1] = (key, text + data)


def numbers_of(page: str, language: str) -> list[tuple[dict[str, str], str]]:
    """The keyed numbers of one language."""
    parser = Numbers()
    parts = re.split(r'<div class="page (\w\w)', page)
    parser.feed(parts[parts.index(language) + 1])
    return parser.found


def shown(browser: webdriver.Chrome, script: str, expected: object) -> None:
    """Wait until a script gives a value: a key or a click is answered after the driver returns."""
    seen: list[object] = []

    def as_expected(driver: webdriver.Chrome) -> bool:
        seen.append(driver.execute_script(script))
        return seen[-1] == expected

    try:
        WebDriverWait(browser, 20).until(as_expected)
    except TimeoutException:
        assert seen[-1] == expected


def load(browser: webdriver.Chrome, address: str) -> None:
    """Load a page anew, and wait for its scripts: the driver of a busy machine may not."""
    browser.get("about:blank")
    browser.get(address)
    WebDriverWait(browser, 60, ignored_exceptions=[WebDriverException]).until(
        lambda driver: driver.execute_script(LOADED, address)
    )


Changed = Callable[[str], str]


@pytest.fixture(scope="session")
def sample_page(sample_release: Path) -> Path:
    """The page that the release of the sample carries."""
    return sample_release / PAGE


@pytest.fixture
def changed_page(sample_release: Path, tmp_path: Path) -> Changed:
    """The page after some SQL on a copy of the release."""

    def render(statements: str) -> str:
        release = tmp_path / "r2"
        release.mkdir()
        shutil.copy(sample_release / RELEASE_DATABASE, release / RELEASE_DATABASE)
        with duckdb.connect(str(release / RELEASE_DATABASE)) as connection:
            connection.execute(statements)
        page, _ = write_page(release)
        return page.read_text(encoding="utf-8")

    return render


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Chromium without a network; the tests skip where it is not installed."""
    binary = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    driver = shutil.which(DRIVER)
    if not binary or not driver:
        pytest.skip("Chromium and its chromedriver are not installed: nothing opens the page.")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    chrome.set_script_timeout(120)
    yield chrome
    chrome.quit()
