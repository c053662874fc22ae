"""Numbers, durations, dates and texts as the readers of one language write them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import localcontext
from functools import cache, reduce
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from markupsafe import Markup

from scripts.base.files import read_yaml
from scripts.base.ranges import LANGUAGES as LANGUAGES
from scripts.base.shown import ROUNDING, rounded
from scripts.texts.safe import clean, isolate, with_sign

# British English: the day stands before the month there too.
LOCALES = {"en": "en_GB", "fa": "fa", "ro": "ro", "ru": "ru"}
PERSIAN_DIGITS = str.maketrans("0123456789%", "۰۱۲۳۴۵۶۷۸۹٪")
DASH = "–"
TEXTS = Path(__file__).parent
# Up to `limit` of a unit a duration is written in it.
DURATIONS = (("second", 1, 90), ("minute", 60, 90), ("hour", 3600, 48), ("day", 86400, None))
BUCKET_UNITS = {"s": "second", "min": "minute", "h": "hour", "d": "day"}


@cache
def load_texts(language: str) -> dict[str, Any]:
    """The texts of one language, as they stand in its file."""
    return read_yaml(TEXTS / f"{language}.yml")


def jalali_date(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Solar Hijri calendar, by the arithmetic of `jalali_date_parts`."""
    days = day.toordinal() - date(1970, 1, 1).toordinal() + 1_075_195
    in_cycle = days % 12_053
    in_four_years = in_cycle % 1_461
    year = -1595 + 33 * (days // 12_053) + 4 * (in_cycle // 1_461)
    day_of_year = in_four_years
    if in_four_years > 365:
        year += (in_four_years - 1) // 365
        day_of_year = (in_four_years - 1) % 365
    if day_of_year < 186:
        return year, 1 + day_of_year // 31, 1 + day_of_year % 31
    return year, 7 + (day_of_year - 186) // 30, 1 + (day_of_year - 186) % 30


class Formatter:
    """Everything that is written differently in each language."""

    def __init__(self, language: str, zone: str = "UTC") -> None:
        """Take the language and the reporting time zone."""
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self.direction = self.locale.text_direction
        self._texts = load_texts(language)
        self._zone = zone

    def text(self, key: str, n: int | None = None, **values: object) -> Markup:
        """A text of the page; `n` chooses its plural form. Values are escaped."""
        found = self._find(key)
        if isinstance(found, dict):
            found = found.get(self.locale.plural_form(n or 0)) or found["other"]
        if n is not None:
            values["n"] = self.number(n)
        return Markup(found).format(**values)  # noqa: S704 - the texts are the project's own

    def raw(self, key: str) -> str:
        """A text of the page with its places still open."""
        return str(self._find(key))

    def words(self, group: str) -> dict[str, str]:
        """All texts of a group, by their keys."""
        return dict(self._find(group))

    def word(self, group: str, code: str | None) -> str:
        """A code of the marts in words, or the code itself where the texts do not know it."""
        return str(self._find(group).get(code, clean(code)))

    def number(self, value: float, digits: int = 0, signed: bool = False) -> str:
        """A number with a fixed number of decimals."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return self._signed(value, lambda x: self._written(format_decimal, x, pattern), signed)

    def percent(self, share: float, digits: int = 1) -> str:
        """A share of one as a percentage."""
        decimals = "0." + "0" * digits if digits else "0"
        pattern = self.locale.percent_formats[None].pattern.replace("0", decimals)
        return self._signed(share, lambda x: self._written(format_percent, x, pattern), False)

    def duration(self, seconds: float, signed: bool = False) -> str:
        """Seconds in the unit in which people say them."""
        size = abs(seconds)
        unit, length = next(
            (unit, length)
            for unit, length, limit in DURATIONS
            if limit is None or size < limit * length
        )
        amount = size / length
        pattern = "#,##0.#" if amount < 100 else "#,##0"
        return self._signed(seconds, lambda _: self.unit(amount, unit, pattern), signed)

    def unit(self, amount: float, unit: str, pattern: str = "#,##0.#") -> str:
        """An amount of seconds, minutes, hours or days."""
        how = {"measurement_unit": f"duration-{unit}", "length": "short"}
        shown = rounded(amount, 1 if "." in pattern else 0)
        return self._written(format_unit, shown, pattern, **how).replace(" ", "\u00a0")

    def money(self, value: float, currency: str | None) -> str:
        """An amount of the reporting currency."""
        if not currency:
            return self.number(value, 2)
        return self._written(format_currency, value, currency=currency).replace("\u200e", "")

    def value(self, kpi: dict[str, Any], value: float | None, currency: str | None = None) -> str:
        """A value of a KPI in its unit."""
        if value is None:
            return DASH
        unit, shown_as = kpi["unit"], kpi["display_unit"]
        if unit == "share":
            return self.percent(value)
        if unit == "seconds":
            return self.duration(value)
        if shown_as == "count" or unit == "count":
            return self.number(value)
        if unit == "reporting currency":
            return self.money(value, currency)
        return self.number(value, 2 if abs(value) < 10 and kpi["statistic"] != "score" else 1)

    def change(self, kpi: dict[str, Any], change: float | None) -> str:
        """A difference of two values of a KPI, with its sign."""
        if change is None:
            return DASH
        if kpi["unit"] == "share":
            return f"{self.number(change * 100, 1, signed=True)}\u00a0{self._texts['points_short']}"
        if kpi["unit"] == "seconds":
            return self.duration(change, signed=True)
        return self.number(change, 0 if kpi["display_unit"] == "count" else 1, signed=True)

    def shift(self, kpi: dict[str, Any], change: float, is_relative: bool) -> str:
        """A change of a value, or the share of it that changed."""
        if not is_relative:
            return self.change(kpi, change)
        return self._signed(change, lambda size: self.percent(size, 0), True)

    def target(self, kpi: dict[str, Any], low: float | None, high: float | None) -> Markup:
        """A target as people say it: at least, at most, or between."""
        if low is None and high is None:
            return self.text("no_target")
        if high is None:
            return self.text("at_least", value=isolate(self.value(kpi, low)))
        if low is None:
            return self.text("at_most", value=isolate(self.value(kpi, high)))
        return self.range(self.value(kpi, low), self.value(kpi, high))

    def interval(self, row: dict[str, Any], currency: str | None = None) -> Markup:
        """The confidence interval of a value; of a quantile of few values it has no upper end."""
        low = self.value(row, row["ci_low"], currency)
        if row["ci_high"] is None:
            return self.text("at_least", value=isolate(low))
        return self.range(low, self.value(row, row["ci_high"], currency))

    def range(self, low: str, high: str) -> Markup:
        """From one value to another."""
        return self.text("range", low=isolate(low), high=isolate(high))

    def day(self, day: date, style: str = "long") -> str:
        """A date: `long`, `short` without year, `month` without day; Jalali in Persian."""
        day = day.date() if isinstance(day, datetime) else day
        if self.language == "fa":
            year, month, number = jalali_date(day)
            name = self._texts["jalali_months"][month - 1]
            texts = {"short": f"{number} {name}", "month": f"{name} {year}"}
            return self.digits(texts.get(style, f"{number} {name} {year}"))
        pattern = {"short": "d MMM", "month": "LLL y"}.get(style, "d MMM y")
        return self.digits(format_date(day, pattern, locale=self.locale))

    def period(self, grain: str, start: date) -> Markup:
        """A period by name; in Persian, months and quarters by their first and last Jalali day."""
        if grain == "week":
            return self.text("week_of", day=isolate(self.day(start)))
        months = {"month": 1, "quarter": 3}.get(grain)
        if months is None:
            return isolate(self.day(start))
        if self.language == "fa":
            following = start.month - 1 + months
            end = date(start.year + following // 12, following % 12 + 1, 1) - timedelta(days=1)
            return self.range(self.day(start), self.day(end))
        pattern = "LLLL y" if months == 1 else "QQQ y"
        return isolate(format_date(start, pattern, locale=self.locale))

    def instant(self, moment: datetime, text: str = "instant") -> Markup:
        """A stored UTC instant in the reporting zone; as a `moment` it does not name the zone."""
        utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        local = utc.astimezone(ZoneInfo(self._zone)).replace(tzinfo=None)
        clock = self.digits(format_datetime(local, "HH:mm", locale=self.locale))
        return self.text(
            text, day=isolate(self.day(local)), time=isolate(clock), zone=isolate(self._zone)
        )

    def hour(self, hour: int) -> str:
        """An hour of the day."""
        return self.digits(f"{hour:02d}:00")

    def weekday(self, iso_weekday: int, width: str = "abbreviated") -> str:
        """A day of the week."""
        return str(get_day_names(width, "stand-alone", locale=self.locale)[iso_weekday - 1])

    def bucket(self, name: str) -> Markup:
        """An age group: `7-14 d` or `> 30 d`."""
        if found := re.fullmatch(r"(\d+)-(\d+) (s|min|h|d)", name):
            high = self.unit(int(found[2]), BUCKET_UNITS[found[3]])
            return self.range(self.number(int(found[1])), high)
        if found := re.fullmatch(r"> (\d+) (s|min|h|d)", name):
            return self.text(
                "over", value=isolate(self.unit(int(found[1]), BUCKET_UNITS[found[2]]))
            )
        return isolate(clean(name))

    def digits(self, text: str) -> str:
        """A text with the digits of the language."""
        return text.translate(PERSIAN_DIGITS) if self.language == "fa" else text

    def _written(
        self, write: Callable[..., str], value: float, pattern: str | None = None, **how: str
    ) -> str:
        how |= {"locale": self.locale, "numbering_system": "default"}
        with localcontext(ROUNDING):
            return self.digits(write(value, format=pattern, **how))

    def _find(self, key: str) -> Any:  # noqa: ANN401
        return reduce(lambda found, part: found[part], key.split("."), self._texts)

    def _signed(self, value: float, write: Callable[[float], str], signed: bool) -> str:
        return with_sign(write(abs(value)), value, signed, self.direction)
