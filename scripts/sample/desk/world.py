"""What is fixed before the first ticket arrives: calendar, agents, customers, arrivals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from scripts.sample.desk import company
from scripts.sample.desk.worktime import DAY, WorkClock, build_clock, holiday_ordinals, local_hours

END = datetime(2026, 1, 1, tzinfo=UTC)
AS_OF = int(datetime(2025, 12, 31, 20, tzinfo=UTC).timestamp())
LOADED_AT = int(datetime(2026, 1, 1, 2, tzinfo=UTC).timestamp())
FIRST_HUMAN = 3
BOT_CHAT, BOT_MAIL, TEST_AGENT = 0, 1, 2


@dataclass(frozen=True)
class World:
    """The fixed parts of a simulation; arrays are indexed by agent, customer, team or site."""

    seed: int
    tickets: int
    start: int
    month_starts: np.ndarray
    clocks: tuple[WorkClock, WorkClock]
    agent_team: np.ndarray
    agent_skill: np.ndarray
    agent_hired: np.ndarray
    agent_left: np.ndarray
    rosters: tuple[np.ndarray, ...]
    customer_country: np.ndarray
    customer_segment: np.ndarray
    site_customers: tuple[int, int]
    arrival_hours: np.ndarray
    arrival_counts: np.ndarray
    tehran_share: np.ndarray
    article_created: np.ndarray

    def rng(self, *stream: int) -> np.random.Generator:
        """A separate generator of random numbers for each part of the simulation."""
        return np.random.default_rng([self.seed, *stream])

    def pick_article(self, topic: np.ndarray, at: np.ndarray, draw: np.ndarray) -> np.ndarray:
        """An article about each topic that exists at the given instant; low draws are popular."""
        number = topic * company.ARTICLES_PER_TOPIC
        number = number + (company.ARTICLES_PER_TOPIC * draw).astype(np.int64)
        unwritten = self.article_created[number] > at
        return np.where(unwritten, number - company.OLD_ARTICLES, number)

    def pace(self, at: np.ndarray) -> np.ndarray:
        """How long answers take at each instant, as a multiple of usual months."""
        return _by_month(at, {month: row[1] for month, row in company.ODD_MONTHS.items()}, 1.0)

    def mood(self, at: np.ndarray) -> np.ndarray:
        """How much better or worse than in usual months customers feel."""
        return _by_month(at, {month: row[2] for month, row in company.ODD_MONTHS.items()}, 0.0)

    def topic_of_the_month(self, at: np.ndarray) -> np.ndarray:
        """What a month brings more of than others do, -1 where nothing."""
        topics = {month: row[3] for month, row in company.ODD_MONTHS.items() if row[3] is not None}
        return _by_month(at, topics, -1)


def build_world(tickets: int, seed: int, months: int) -> World:
    """Fix calendar, agents, rosters, customers and the number of arrivals per hour."""
    year, month = divmod(END.year * 12 + END.month - 1 - months, 12)
    first = datetime(year, month + 1, 1, tzinfo=UTC)
    start = int(first.timestamp())
    clocks = tuple(
        build_clock(site, date.fromordinal(first.toordinal() - 70), date(2026, 9, 30))
        for site in range(2)
    )
    rng = np.random.default_rng([seed, 1])
    agents = _agents(rng, tickets, months, start)
    rosters = tuple(
        _roster(team, clocks[company.TEAM_SITE[team]], agents, thin=tickets / months < 1500)
        for team in range(len(company.TEAMS))
    )
    customers = max(300, int(tickets * 0.45))
    in_tehran = int(customers * company.SITE_SHARE[0])
    hours, counts, tehran = _arrivals(rng, start, tickets)
    country = np.concatenate(
        [_draw_country(rng, 0, in_tehran), _draw_country(rng, 1, customers - in_tehran)]
    )
    return World(
        seed=seed,
        tickets=tickets,
        start=start,
        month_starts=np.array([_month_start(first, step) for step in range(months + 1)]),
        clocks=clocks,
        agent_team=agents[0],
        agent_skill=agents[1],
        agent_hired=agents[2],
        agent_left=agents[3],
        rosters=rosters,
        customer_country=country.astype(np.int8),
        customer_segment=rng.choice(3, customers, p=company.SEGMENT_SHARE).astype(np.int8),
        site_customers=(in_tehran, customers - in_tehran),
        arrival_hours=hours,
        arrival_counts=counts,
        tehran_share=tehran,
        article_created=_articles(np.random.default_rng([seed, 11]), start),
    )


def _articles(rng: np.random.Generator, start: int) -> np.ndarray:
    """When each help article was written."""
    count = len(company.TOPICS) * company.ARTICLES_PER_TOPIC
    old = np.arange(count) % company.ARTICLES_PER_TOPIC < company.OLD_ARTICLES
    during = start + ((AS_OF - start - 20 * DAY) * rng.random(count)).astype(np.int64)
    return np.where(old, start - rng.integers(20, 700, count) * DAY, during)


def _month_start(first: datetime, step: int) -> int:
    year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
    return int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp())


def _draw_country(rng: np.random.Generator, site: int, size: int) -> np.ndarray:
    choices = [row for row, country in enumerate(company.COUNTRIES) if country[2] == site]
    return rng.choice(choices, size, p=[company.COUNTRIES[row][3] for row in choices])


def _agents(rng: np.random.Generator, tickets: int, months: int, start: int) -> tuple:
    """Team, skill, first and last day of every agent; the first three are two bots and a tester."""
    needed = tickets * 1.3 / (months * 30.4) / 14 * 7 / 5
    sizes = []
    for team, share in zip(company.TEAMS, company.TEAM_SHARE, strict=True):
        # Multiples of seven keep the weekly rota of a large desk even.
        weekly = int(np.ceil(needed * share / 7)) * 7
        sizes.append(team[4] if needed * share <= team[4] else weekly)
    team = np.concatenate([[-1, -1, 0], np.repeat(np.arange(len(sizes)), sizes)])
    skill = rng.normal(0, 1, len(team))
    hired = np.full(len(team), start - 400 * DAY)
    hired -= rng.integers(0, 900, len(team)) * DAY
    left = np.full(len(team), END.timestamp() + 400 * DAY)
    offset = FIRST_HUMAN
    for order, size in enumerate(sizes):
        # The first agent of a team stays throughout: the stand-in for those who are not there.
        hired[offset + size - 1] = start + (60 + 45 * order) * DAY
        left[offset + size - 2] = start + (330 - 40 * order) * DAY
        offset += size
    return team, skill, hired, left


def _roster(team: int, clock: WorkClock, agents: tuple, thin: bool) -> np.ndarray:
    """Who does the work of the n-th seat of a team in each opening interval."""
    members = np.flatnonzero(agents[0] == team)
    members = members[members >= FIRST_HUMAN]
    seats, intervals = np.arange(len(members)), np.arange(len(clock.starts))
    if thin:
        chosen = np.repeat((intervals % len(members))[:, None], len(members), axis=1)
    else:
        resting = (seats[None, :] + clock.day_number[:, None]) % 7 >= 5
        chosen = np.where(resting, (seats + 2) % len(members), seats)
    roster = members[chosen]
    at = clock.starts[:, None]
    employed = (agents[2][roster] <= at) & (agents[3][roster] > at)
    return np.where(employed, roster, members[0]).astype(np.int32)


def _arrivals(rng: np.random.Generator, start: int, tickets: int) -> tuple:
    """Hours of the period, arrivals in each, and the share of them that belongs to Tehran."""
    hours = np.arange(start, AS_OF, 3600)
    weights = []
    for site, zone in enumerate(company.SITES):
        hour, weekday, ordinal = local_hours(hours, zone)
        weight = company.HOUR_WEIGHT[hour] * company.WEEKDAY_WEIGHT[site][weekday - 1]
        usual = ~np.isin(ordinal, holiday_ordinals(site))
        weight = np.where(usual, 1 / company.HOLIDAY_WEIGHT, 1) * weight
        weights.append(weight * company.SITE_SHARE[site])
    total = weights[0] + weights[1]
    moment = [datetime.fromtimestamp(int(at), UTC) for at in hours]
    season = np.array([_season((at.year, at.month)) for at in moment])
    growth = 1 + 0.25 * (hours - start) / (END.timestamp() - start)
    days = ((hours - start) // DAY).astype(int)
    mood = np.exp(rng.normal(0, 0.12, days.max() + 1))[days]
    intensity = total * season * growth * mood
    counts = rng.multinomial(tickets, intensity / intensity.sum())
    return hours, counts, weights[0] / total


def _season(month: tuple[int, int]) -> float:
    return company.ODD_MONTHS.get(month, (1.0,))[0]


def _by_month(at: np.ndarray, values: dict, usual: float) -> np.ndarray:
    """A value for each instant, that of its month where there is one."""
    found = np.full(len(at), usual)
    for month, value in values.items():
        first = datetime(*month, 1, tzinfo=UTC)
        found[(at >= first.timestamp()) & (at < _month_start(first, 1))] = value
    return found
