"""How many agents an hour of the week needs, from the legs of the last finished weeks."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, floor, sqrt
from pathlib import Path
from typing import Any

from tests.python.recompute.erlang import Queue, Reached, erlang_a, erlang_c, fewest
from tests.python.recompute.lines import read_one
from tests.python.recompute.periods import Periods
from tests.python.recompute.ratings import FEWEST
from tests.python.recompute.variables import Variables

WEEKS, WEEK, HOURS = 8, 7, 24
LEVEL, LARGEST, PATIENT, LARGEST_A = 0.8, 10_000, 30, 500
CHANNELS = {"voice": "phone", "chat": "chat"}
# Shares are published with six decimals, and compared with what was promised as they are.
EVEN = 5e-7
Place = tuple[str, str]
Row = dict[str, Any]


@dataclass
class Group:
    """The legs of the queues that share their agents."""

    legs: list[Row] = field(default_factory=list)

    def handled(self) -> tuple[float, int]:
        """Seconds of handling, and how many calls they belong to."""
        known = [leg for leg in self.legs if leg["leg_handle_seconds"] is not None]
        seconds = sum(leg["leg_handle_seconds"] for leg in known)
        return seconds, len({leg["root_call_id"] for leg in known})

    def patience(self, short: float) -> float | None:
        """Seconds that all callers waited beyond the short limit, by hang-ups."""
        waits = [leg for leg in self.legs if leg["queue_wait_seconds"] is not None]
        lost = sum(leg["is_abandoned"] for leg in waits)
        waited = sum(
            max(leg["queue_wait_seconds"] - short, 0) for leg in waits if leg["is_offered"]
        )
        return waited / lost if lost >= FEWEST else None

    def chats_at_once(self) -> float | None:
        """Seconds of chats by seconds with at least one, agent by agent."""
        by_agent: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
        for leg in self.legs:
            begun, ended = leg["answered_at"], leg["ended_at"]
            if leg["agent_id"] and begun and ended and begun < ended:
                by_agent[leg["agent_id"]].append((begun, ended))
        all_seconds = busy_seconds = 0.0
        for spans in by_agent.values():
            busy_until = None
            for begun, ended in sorted(spans):
                all_seconds += (ended - begun).total_seconds()
                since = begun if busy_until is None else max(begun, busy_until)
                busy_seconds += max((ended - since).total_seconds(), 0)
                busy_until = ended if busy_until is None else max(busy_until, ended)
        return all_seconds / busy_seconds if busy_seconds else None


class Plan:
    """The need of every group, weekday and hour."""

    def __init__(self, build: Path, variables: Variables) -> None:
        """Read the legs, the rules and the forecast."""
        self.variables = variables
        periods = Periods(variables.report_timezone, variables.week_start_dow)
        self.days = _last_weeks(build, periods)
        self.per_weekday = Counter(day.isoweekday() for day in self.days)
        rules = read_one(build, "select * from reference.staffing_groups")
        self.rules = {(row["queue_id"], row["media"]): row for row in rules}
        self.groups = self._groups(build, periods)
        self.forecast: dict[tuple[str, int], list[Row]] = defaultdict(list)
        known = "contact_kind = 'call' and slice_name = 'channel' and expected_contacts is not null"
        for row in read_one(build, f"select * from marts.ticket_volume_forecast where {known}"):
            self.forecast[row["slice_value"], row["forecast_date"].isoweekday()].append(row)
        self.agent_days = read_one(
            build, "select * from marts.fct_agent_days where utilisable_hours > 0"
        )

    def rows(self) -> dict[tuple[Any, ...], Row]:
        """Every row of the plan by group, medium, weekday and hour."""
        calls = Counter(
            (*place, leg["weekday"], leg["hour"])
            for place, group in self.groups.items()
            for leg in group.legs
            if leg["is_offered"]
        )
        of_medium: Counter[tuple[str, int]] = Counter()
        for (_, media, weekday, _), count in calls.items():
            of_medium[media, weekday] += count
        found = {}
        for place, group in self.groups.items():
            facts = self._facts(place, group)
            for weekday, days in self.per_weekday.items():
                ahead = self.forecast[CHANNELS[place[1]], weekday]
                usual = of_medium[place[1], weekday] / days
                growth = 1.0
                if ahead and usual:
                    growth = sum(one["expected_contacts"] for one in ahead) / len(ahead) / usual
                for hour in range(HOURS):
                    count = calls[*place, weekday, hour] / days * growth
                    found[*place, weekday, hour] = _need(facts, count, _busy(ahead))
        return found

    def _groups(self, build: Path, periods: Periods) -> dict[Place, Group]:
        legs = read_one(build, "select * from marts.fct_calls where media in ('voice', 'chat')")
        queues: dict[str, str] = {}
        for leg in legs:
            at = periods.local(leg["queue_entered_at"] or leg["started_at"])
            leg |= {"day": at.date(), "weekday": at.isoweekday(), "hour": at.hour}
        legs = [leg for leg in legs if leg["day"] in self.days]
        for leg in legs:
            if leg["is_offered"] and leg["queue_id"]:
                root = leg["root_call_id"]
                queues[root] = max(queues.get(root, ""), leg["queue_id"])
        groups: dict[Place, Group] = defaultdict(Group)
        for leg in legs:
            queue = leg["queue_id"] or queues.get(leg["root_call_id"], "unknown")
            rule = self.rules.get((queue, leg["media"]))
            name = rule["staffing_group"] if rule else queue
            groups[name, leg["media"]].legs.append(leg)
        return {
            place: group
            for place, group in groups.items()
            if any(leg["is_offered"] for leg in group.legs)
        }

    def _facts(self, place: Place, group: Group) -> Row:
        rules = [row for row in self.rules.values() if row["staffing_group"] == place[0]]
        rules = [row for row in rules if row["media"] == place[1]]
        level, within, most_lost, at_once = (
            strictest([row[name] for row in rules if row[name] is not None], default=None)
            for name, strictest in (
                ("service_level", max),
                ("within_seconds", min),
                ("max_abandon_rate", min),
                ("concurrency", min),
            )
        )
        seconds, count = group.handled()
        if count < FEWEST:
            alike = [one.handled() for key, one in self.groups.items() if key[1] == place[1]]
            seconds, count = (sum(part) for part in zip(*alike, strict=True))
        chats = at_once if at_once is not None else group.chats_at_once() or 1
        return {
            "mean_handle_seconds": seconds / count if count else None,
            "patience_seconds": group.patience(self.variables.short_abandon_seconds),
            "concurrency": 1.0 if place[1] == "voice" else float(floor(max(chats, 1))),
            "shrinkage": self._shrinkage(group),
            "level": LEVEL if level is None else level,
            "within": self.variables.service_level_seconds if within is None else within,
            "most_lost": most_lost,
        }

    def _shrinkage(self, group: Group) -> float | None:
        agents = {leg["agent_id"] for leg in group.legs if (leg["leg_handle_seconds"] or 0) > 0}
        days = [row for row in self.agent_days if row["agent_id"] in agents]
        days = [row for row in days if row["activity_date"] in self.days]
        if len(days) < FEWEST:
            return None
        used = sum(row["utilised_hours"] or 0 for row in days)
        share = 1 - used / sum(row["utilisable_hours"] for row in days)
        return max(share, 0.0) if share < 1 else None


def _last_weeks(build: Path, periods: Periods) -> set[date]:
    (bounds,) = read_one(build, "select * from intermediate.int_reporting_bounds")
    both = "is_delivered and raw_table in ('tickets', 'calls')"
    sources = read_one(build, f"select * from intermediate.int_source_coverage where {both}")
    today = bounds["as_of_date"]
    week = today - timedelta(days=(today.isoweekday() - periods.first_weekday) % WEEK)
    days = {week - timedelta(days=ago) for ago in range(1, WEEK * WEEKS + 1)}
    # What began later would look rare, but one week there must be.
    begun = max(periods.day_of(row["covered_from"]) for row in sources)
    first = max(bounds["first_date"], min(begun, week - timedelta(days=WEEK)))
    return {day for day in days if day >= first}


def _busy(ahead: list[Row]) -> float | None:
    """What a busy day brings, by an ordinary one."""
    known = [row for row in ahead if row["expected_p80"] is not None]
    expected = sum(row["expected_contacts"] for row in known)
    return sum(row["expected_p80"] for row in known) / expected if expected else None


def _need(facts: Row, count: float, busy: float | None) -> Row:
    handle, at_once, shrinkage = (
        facts[name] for name in ("mean_handle_seconds", "concurrency", "shrinkage")
    )
    load = None if handle is None else count * handle / 3600
    found = _fewest(facts, load)
    people = {name: found[name] for name in ("erlang_c_agents", "erlang_a_agents", "agents_needed")}
    on_busy = {} if busy is None or load is None else _fewest(facts, load * busy)
    has_a = found["erlang_a_agents"] is not None
    people["agents_needed_p80"] = on_busy.get("erlang_a_agents" if has_a else "erlang_c_agents")
    people = {name: None if one is None else ceil(one / at_once) for name, one in people.items()}
    if load == 0:
        people |= {"agents_needed": 0, "agents_needed_p80": 0}
    needed = people["agents_needed"]
    scheduled = None
    if needed is not None and shrinkage is not None:
        scheduled = ceil(round(needed / (1 - shrinkage), 6))
    reached = found["reached"]
    return {
        **{name: facts[name] for name in ("mean_handle_seconds", "patience_seconds", "shrinkage")},
        **people,
        "concurrency": at_once,
        "calls_per_hour": count,
        "offered_erlangs": load,
        "scheduled_agents": scheduled,
        "service_level": reached and reached.in_time,
        "expected_wait_seconds": reached and reached.wait,
        "expected_abandon_rate": reached and reached.lost,
    }


def _fewest(facts: Row, load: float | None) -> Row:
    names = ("erlang_c_agents", "erlang_a_agents", "agents_needed", "reached")
    found: Row = dict.fromkeys(names)
    if not load or load > LARGEST:
        return found

    def is_enough(reached: Reached) -> bool:
        is_lost = facts["most_lost"] is not None and reached.lost is not None
        few = not is_lost or (reached.lost or 0) <= facts["most_lost"] + EVEN
        return few and reached.in_time >= facts["level"] - EVEN

    patience = facts["patience_seconds"]
    queue = Queue(load, facts["mean_handle_seconds"], facts["within"], patience)
    agents, reached = fewest(erlang_c, queue, is_enough, ceil(load + 6 * sqrt(load) + 6))
    found |= {"erlang_c_agents": agents, "agents_needed": agents, "reached": reached}
    if load < LARGEST_A and patience and patience <= PATIENT * queue.handle:
        agents, reached = fewest(erlang_a, queue, is_enough, ceil(load + 4 * sqrt(load) + 6))
        if agents is not None:
            found |= {"erlang_a_agents": agents, "agents_needed": agents, "reached": reached}
    return found
