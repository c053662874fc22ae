"""The workbook's words in the language of its reader."""

import re
from typing import Any

import yaml

from scripts.texts.locale import TEXTS, Formatter, load_texts

ABBREVIATIONS = {"ci": "CI", "csat": "CSAT", "fcr": "FCR", "kpi": "KPI", "kpis": "KPIs"}
ABBREVIATIONS |= {"nps": "NPS", "sla": "SLA"}
LONGEST_TITLE = 31


class Words:
    """Headings, titles and texts in one language; what has no translation is English."""

    def __init__(self, language: str, zone: str = "UTC") -> None:
        """Read the texts of a language; instants are told in a zone."""
        self.language = language
        self.formatter = Formatter(language, zone)
        self.page: dict[str, Any] = load_texts(language)
        own = yaml.safe_load((TEXTS / "workbook.yml").read_text(encoding="utf-8"))
        self._headings, self._titles = own["headings"], own["titles"]
        self._units, self._own = own["units"], own

    def header(self, column: str) -> str:
        """A column's name as a heading."""
        if column == f"kpi_name_{self.language}":
            column = "kpi_name"
        named = self._headings.get(column, {}).get(self.language)
        # The handbook has headings too.
        named = named or self.page["handbook"]["headings"].get(column)
        return str(named or words(column.removesuffix("_seconds")))

    def pattern(self, unit: str | None) -> str:
        """The number format of a unit."""
        if unit in self._units:
            return f'#,##0.0" {self._units[unit][self.language]}"'
        return {"percent": "0.0%", "count": "#,##0"}.get(unit or "", "#,##0.00")

    def points(self) -> str:
        """The number format of percentage points."""
        name = self.page["points_short"]
        return f'+0.0" {name}";-0.0" {name}";0.0" {name}"'

    def says(self, group: str, name: str, **places: str) -> str:
        """A text of the sheet "Read me"; empty where the language has none."""
        return str(self._own[group].get(name, {}).get(self.language, "")).format(**places)

    def title(self, title: str) -> str:
        """The title of a sheet."""
        return str(self._titles.get(title, {}).get(self.language, title))[:LONGEST_TITLE]


def words(name: str) -> str:
    """A technical name in words, abbreviations in capitals."""
    text = " ".join(ABBREVIATIONS.get(part, part) for part in name.split("_"))
    return text[:1].upper() + text[1:]


def plain(text: object) -> str:
    """A text of the page without its markup."""
    return re.sub("<[^>]*>", "", str(text))
