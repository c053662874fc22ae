"""The raw tables `sla_policies`, `business_hours`, `holidays`, `costs` and `kb_articles`."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.worktime import MISSING
from scripts.sample.desk.world import AS_OF, FIRST_HUMAN, World
from scripts.sample.tables.frames import agent_names, ids, labels, stamps, ticket_ids

MINUTE, HOUR = 60, 3600
REVISION = "2025-07-01T00:00:00Z"
# metric, business hours, target seconds for low, normal, high, urgent
TARGETS = (
    ("first_reply", True, (2 * HOUR, 70 * MINUTE, 35 * MINUTE, 20 * MINUTE)),
    ("next_reply", True, (5 * HOUR, 3 * HOUR, 90 * MINUTE, 50 * MINUTE)),
    ("resolution", True, (18 * HOUR, 10 * HOUR, 5 * HOUR, 3 * HOUR)),
    ("requester_wait", False, (96 * HOUR, 60 * HOUR, 36 * HOUR, 24 * HOUR)),
    ("agent_work", True, (18 * HOUR, 10 * HOUR, 5 * HOUR, 3 * HOUR)),
    ("periodic_update", True, (24 * HOUR, 16 * HOUR, 12 * HOUR, 8 * HOUR)),
    ("pausable_update", True, (16 * HOUR, 10 * HOUR, 8 * HOUR, 5 * HOUR)),
)
# item, category, EUR per month and 1,000 tickets a month, channel, team, currency
COSTS = (
    ("agent salaries", "people", 4200.0, None, None, "EUR"),
    ("team leads", "people", 800.0, None, None, "EUR"),
    ("help desk licences", "tech", 520.0, None, None, "USD"),
    ("bot platform", "tech", 180.0, None, None, "USD"),
    ("phone lines", "telecom", 260.0, "phone", None, "EUR"),
    ("messenger fees", "telecom", 90.0, "whatsapp", None, "EUR"),
    ("office rent", "facility", 480.0, None, None, "EUR"),
    ("technical desk tools", "tech", 140.0, None, "G22", "EUR"),
    ("training and travel", "other", 150.0, None, None, "EUR"),
)
MONTH_WITHOUT_TELECOM = (2025, 3)


def sla_policies() -> pl.DataFrame:
    """A standard policy, revised once, and a stricter one for enterprises."""
    rows = []
    for metric, business, seconds in TARGETS:
        for priority, target in zip(company.PRIORITIES, seconds, strict=True):
            common = {"metric": metric, "priority": priority, "business_hours_flag": business}
            vip = common | {"policy_id": "SLA-VIP", "target_seconds": target * 3 // 4}
            rows.append(vip | {"valid_from": None, "valid_to": None})
            standard = common | {"policy_id": "SLA-STD", "target_seconds": target}
            if metric == "first_reply":
                rows.append(standard | {"valid_from": None, "valid_to": REVISION})
                shorter = {"target_seconds": target * 7 // 8}
                rows.append(standard | shorter | {"valid_from": REVISION, "valid_to": None})
            else:
                rows.append(standard | {"valid_from": None, "valid_to": None})
    order = ["policy_id", "metric", "priority", "target_seconds", "business_hours_flag"]
    frame = pl.DataFrame(rows, infer_schema_length=None).sort("policy_id", maintain_order=True)
    return frame.select(
        *order, pl.lit(None, pl.String).alias("schedule_id"), "valid_from", "valid_to"
    )


def business_hours() -> pl.DataFrame:
    """Two schedules with a lunch break; Tehran changed its hours once."""
    rows = [
        {
            "schedule_id": company.SCHEDULES[site],
            "iso_weekday": weekday,
            "open_time": opens,
            "close_time": closes,
            "timezone": company.SITES[site],
            "valid_from": valid_from,
            "valid_to": valid_to,
            "is_default": site == 1,
        }
        for site, weekdays, hours, valid_from, valid_to in company.BUSINESS_HOURS
        for weekday in weekdays
        for opens, closes in hours
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def holidays() -> pl.DataFrame:
    """Days on which a schedule is closed."""
    return pl.DataFrame(
        [
            {"schedule_id": company.SCHEDULES[site], "holiday_date": day, "name": name}
            for site, day, name in company.HOLIDAYS
        ]
    )


def costs(world: World) -> pl.DataFrame:
    """Monthly costs; one month came without its telecom bills."""
    rng = world.rng(10)
    volume = world.tickets / (len(world.month_starts) - 1) / 1000
    rows = []
    for number, at in enumerate(world.month_starts[:-1]):
        month = datetime.fromtimestamp(int(at), UTC)
        for item, category, amount, channel, team, currency in COSTS:
            if category == "telecom" and (month.year, month.month) == MONTH_WITHOUT_TELECOM:
                continue
            wobble = 1 + 0.04 * rng.standard_normal() + 0.01 * number
            growth = (0.3 + 0.1 * number) if channel == "whatsapp" else 1.0
            rows.append(
                {
                    "cost_id": f"CO{len(rows) + 1:04d}",
                    "month": month.strftime("%Y-%m-01"),
                    "category": category,
                    "amount": round(max(amount * volume * wobble * growth, 1.0), 2),
                    "currency": currency,
                    "cost_item": item,
                    "channel": channel,
                    "team_id": team,
                }
            )
    return pl.DataFrame(rows, infer_schema_length=None)


def kb_articles(world: World) -> pl.DataFrame:
    """Articles per topic; the later ones were written out of tickets."""
    rng = world.rng(11)
    created = world.article_created
    count = len(created)
    number, old = np.arange(count), created < world.start
    progress = (created - world.start) / (AS_OF - world.start)
    source = (world.tickets * np.clip(progress * 0.85, 0, 1)).astype(np.int64)
    from_ticket = ~old & (rng.random(count) < 0.75)
    author = rng.integers(FIRST_HUMAN, len(world.agent_team), count)
    return pl.DataFrame(
        {
            "article_id": ids("KB", number, 100),
            "created_at": stamps(created),
            "author_agent_id": labels(agent_names(len(world.agent_team)), author),
            "source_ticket_id": ticket_ids(np.where(from_ticket, source, MISSING)),
            "topic_id": labels(
                [row[0] for row in company.TOPICS], number // company.ARTICLES_PER_TOPIC
            ),
        }
    )
