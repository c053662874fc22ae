"""Days, weeks and months of the reporting zone: the one place where an instant gets its period."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl

MONTH, WEEK = "month", "week"
GRAINS = (MONTH, WEEK)


@dataclass(frozen=True)
class Periods:
    """The calendar of a zone, with the day on which its weeks begin (1 is Monday)."""

    zone: str
    first_weekday: int

    def day(self, instant: str | pl.Expr) -> pl.Expr:
        """The local date of an instant in naive UTC."""
        expression = pl.col(instant) if isinstance(instant, str) else instant
        return expression.dt.replace_time_zone("UTC").dt.convert_time_zone(self.zone).dt.date()

    def day_of(self, instant: datetime) -> date:
        """The local date of one instant."""
        return self.local(instant).date()

    def local(self, instant: datetime) -> datetime:
        """What clocks show at one instant in naive UTC."""
        return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def midnight(self, day: date) -> datetime:
        """The instant at which a local day begins, in naive UTC."""
        local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone))
        return local.astimezone(UTC).replace(tzinfo=None)

    def start(self, grain: str, day: pl.Expr) -> pl.Expr:
        """First day of the week or month of a local day."""
        if grain == MONTH:
            return day.dt.month_start()
        since = (day.dt.weekday().cast(pl.Int64) - self.first_weekday + 7) % 7
        return day - pl.duration(days=since)

    def all(self, grain: str, first: datetime, last: datetime) -> pl.DataFrame:
        """Every period from one instant to another: its first day, the day behind it, its end."""
        days = pl.date_range(self.day_of(first), self.day_of(last), "1d", eager=True)
        starts = days.to_frame("day").select(period_start=self.start(grain, pl.col("day")))
        step = "1mo" if grain == MONTH else "7d"
        periods = starts.unique().sort("period_start")
        periods = periods.with_columns(next_start=pl.col("period_start").dt.offset_by(step))
        ends = [self.midnight(day) for day in periods["next_start"]]
        return periods.with_columns(ends_at=pl.Series(ends, dtype=pl.Datetime("us")))
