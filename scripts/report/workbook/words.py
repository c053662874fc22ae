"""The workbook's words in the language of its reader."""

import re
from typing import Any

from scripts.base.files import read_yaml
from scripts.texts.locale import TEXTS, Formatter, load_texts

ABBREVIATIONS = {"ci": "CI", "csat": "CSAT", "fcr": "FCR", "kpi": "KPI", "kpis": "KPIs"}
ABBREVIATIONS |= {"nps": "NPS", "sla": "SLA"}
LONGEST_TITLE = 31
# Columns of codes, and the texts of the page that say what they mean.
CODES = {
    "statistic": "statistics",
    "headline_statistic": "statistics",
    "display_unit": "handbook.units",
    "direction": "handbook.directions",
    "family": "families",
    "slice_name": "slices",
    "channel": "channels",
    "priority": "priorities",
    "period_grain": "",
}


class Words:
    """Headings, titles and texts in one language; what has no translation is English."""

    def __init__(self, language: str, zone: str = "UTC") -> None:
        """Read the texts of a language; instants are shown in a zone."""
        self.language = language
        self.formatter = Formatter(language, zone)
        self.page: dict[str, Any] = load_texts(language)
        own = read_yaml(TEXTS / "workbook.yml")
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

    def pattern(self, unit: str | None, is_signed: bool = False) -> str:
        """The number format of a unit; signed for a difference."""
        if unit in self._units:
            shape = f'#,##0.0" {self._units[unit][self.language]}"'
        else:
            shape = {"percent": "0.0%", "count": "#,##0"}.get(unit or "", "#,##0.00")
        return self._with_sign(shape, is_signed)

    def points(self) -> str:
        """The number format of percentage points."""
        return self._with_sign(f'0.0" {self.page["points_short"]}"', is_signed=True)

    def _with_sign(self, shape: str, is_signed: bool) -> str:
        # A mark of direction keeps the sign before its number, also where one reads from the right.
        mark = '"\u200e"' if self.language == "fa" else ""
        if not is_signed and not mark:
            return shape
        plus = "+" if is_signed else ""
        return f"{mark}{plus}{shape};{mark}-{shape};{mark}{shape}"

    def code(self, column: str, value: str) -> str:
        """A code in words, for whom it is no word yet."""
        if self.language == "en" or column not in CODES:
            return value
        if column == "period_grain":
            return str(self._own["grains"].get(value, {}).get(self.language, value))
        return self.formatter.word(CODES[column], value)

    def says(self, group: str, name: str, **places: str) -> str:
        """A text of the sheet "Read me"; empty where the language has none."""
        return str(self._own[group].get(name, {}).get(self.language, "")).format(**places)

    def meaning(self, column: str) -> str:
        """What a column means; empty where only its English description is there."""
        if column == f"kpi_name_{self.language}":
            column = "kpi_name"
        return str(self._own["columns"].get(column, {}).get(self.language, ""))

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
