"""Opening hours of the made-up desk, and time measured on them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """Opening hours: minutes of the day by ISO weekday, in a zone, and days that are closed."""

    name: str
    zone: str
    hours: dict[int, tuple[tuple[int, int], ...]]
    holidays: tuple[tuple[str, date, date], ...] = ()

    def open_spans(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """Pieces of a stretch of time in which the desk is open, in UTC."""
        zone = ZoneInfo(self.zone)
        day = (start.astimezone(zone) - DAY).date()
        spans = []
        while day <= (end.astimezone(zone) + DAY).date():
            for first, last in () if self.is_closed(day) else self.hours.get(day.isoweekday(), ()):
                midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall clock
                opens, closes = (
                    (midnight + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)
                    for minute in (first, last)
                )
                if max(opens, start) < min(closes, end):
                    spans.append((max(opens, start), min(closes, end)))
            day += DAY
        return spans

    def without_holidays(self) -> "Schedule":
        """The same hours in a system that knows no holidays."""
        return replace(self, holidays=())

    def is_closed(self, day: date) -> bool:
        """Whether a day is a holiday."""
        return any(first <= day <= last for _, first, last in self.holidays)

    def seconds(self, start: datetime, end: datetime) -> float:
        """Open seconds between two instants."""
        return sum((b - a).total_seconds() for a, b in self.open_spans(start, end))

    def due(self, start: datetime, seconds: float) -> datetime:
        """The instant at which so many open seconds have passed."""
        for opens, closes in self.open_spans(start, start + timedelta(days=60)):
            length = (closes - opens).total_seconds()
            if length >= seconds:
                return opens + timedelta(seconds=seconds)
            seconds -= length
        raise ValueError("the schedule is not open for so long")


WORKDAYS = (1, 2, 3, 4, 5)
EASTER = ("Easter", date(2025, 4, 18), date(2025, 4, 21))
# Summer time begins on 30 March 2025 in both zones.
MAIN = Schedule(
    "main", "Europe/Bucharest", {**dict.fromkeys(WORKDAYS, ((540, 1080),)), 7: ((600, 840),)},
    (EASTER,),
)  # fmt: skip
LATE = Schedule("late", "Europe/London", dict.fromkeys(WORKDAYS, ((840, 1440),)))
