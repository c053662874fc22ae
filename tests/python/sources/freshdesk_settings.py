"""Groups, calendars and SLA policies of the desk as Freshdesk's API has them."""

from typing import Any

from tests.python.sources.desk import FIRST_REPLY_MINUTES, TEAMS
from tests.python.sources.hours import LATE, MAIN, Schedule

# A group without opening hours of its own follows the default ones; holidays are not landed.
SCHEDULES = {TEAMS[0]: MAIN.without_holidays(), TEAMS[1]: LATE}
GROUPS = [
    {"id": int(team), "name": f"Team {team}", "business_hour_id": calendar}
    for team, calendar in ((TEAMS[0], None), (TEAMS[1], 302))
]
ZONES = {"Europe/Bucharest": "Bucharest", "Europe/London": "London"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def calendars() -> list[dict[str, Any]]:
    """Hours with am and pm; midnight is a minute before it."""
    return [
        {
            "id": number, "name": schedule.name, "is_default": number == 301,
            "time_zone": ZONES[schedule.zone], "working_hours": _hours(schedule),
        }
        for number, schedule in ((302, LATE), (301, MAIN))
    ]  # fmt: skip


def _hours(schedule: Schedule) -> dict[str, dict[str, str]]:
    return {
        WEEKDAYS[weekday - 1]: {"start_time": _clock(opens), "end_time": _clock(closes)}
        for weekday, ((opens, closes),) in schedule.hours.items()
    }


def _clock(minute: int) -> str:
    minute = min(minute, 1439)
    return f"{(minute // 60 + 11) % 12 + 1}:{minute % 60:02} {'pm' if minute >= 720 else 'am'}"


def policies() -> list[dict[str, Any]]:
    """One for a group, the default for all others, and one that is switched off."""
    by_priority = {
        f"priority_{number + 1}": minutes * 60
        for number, minutes in enumerate(FIRST_REPLY_MINUTES.values())
    }
    anyone = dict.fromkeys(by_priority, 3 * 3600)
    group = {"group_ids": [1, int(TEAMS[0])], "ticket_types": ["Question"]}
    return [
        _policy(903, 1, {}, by_priority, is_on=False),
        _policy(901, 1, {}, anyone),
        _policy(904, 2, {"group_ids": [50, 5010], "sources": [1]}, dict.fromkeys(by_priority, 1)),
        _policy(902, 3, group, by_priority),
    ]


def _policy(
    number: int,
    position: int,
    fits: dict[str, Any],
    targets: dict[str, int],
    is_on: bool = True,
) -> dict[str, Any]:
    return {
        "id": number, "position": position, "applicable_to": fits, "active": is_on,
        "is_default": number == 901,
        "sla_target": {
            priority: {
                "respond_within": seconds, "next_respond_within": None,
                "resolve_within": 600, "business_hours": number == 902,
            }
            for priority, seconds in targets.items()
        },
    }  # fmt: skip
