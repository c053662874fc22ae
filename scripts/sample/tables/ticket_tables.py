"""The raw tables `tickets` and `ticket_events` of one chunk."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk import company, event_log
from scripts.sample.desk.company import CLOSED, OPEN, PHONE, SOLVED
from scripts.sample.desk.event_log import first_time, last_time, last_value
from scripts.sample.desk.tickets import MERGED, OUTBOUND, SPAM, TRASHED, Columns
from scripts.sample.desk.world import World
from scripts.sample.tables.frames import (
    agent_names,
    customer_ids,
    delivered,
    flags,
    ids,
    labels,
    numbers,
    stamps,
    ticket_ids,
)

POLICIES = ("SLA-STD", "SLA-VIP")
KINDS_WITH_CHANNEL = (event_log.CREATED, event_log.MESSAGE, event_log.AUTO_REPLY)


def summarise(tickets: Columns, log: Columns) -> None:
    """Read the final state of every ticket from its events, as a help desk would show it."""
    count = len(tickets["created"])
    none = np.full(count, event_log.NONE)
    status = last_value(log, event_log.STATUS, np.zeros(count, dtype=np.int64))
    is_status = log["kind"] == event_log.STATUS
    done = np.isin(status, (SOLVED, CLOSED))
    solves = is_status & (log["new"] == SOLVED)
    reply = (log["kind"] == event_log.MESSAGE) & (log["actor_type"] == event_log.AGENT)
    back = is_status & (log["new"] == OPEN) & np.isin(log["old"], (SOLVED, CLOSED))
    tickets |= {
        "status": status,
        "assignee": last_value(log, event_log.ASSIGN, none),
        "last_team": last_value(log, event_log.TEAM, tickets["team"]),
        "last_priority": last_value(log, event_log.PRIORITY, tickets["first_priority"]),
        "last_topic": last_value(log, event_log.TOPIC, tickets["first_topic"]),
        "first_responded": first_time(log, reply, count),
        "solved_at": np.where(done, last_time(log, solves, count), event_log.NONE),
        "closed_at": np.where(
            status == CLOSED, last_time(log, is_status & (log["new"] == CLOSED), count), -1
        ),
        "reopens": np.bincount(log["ticket"][back], minlength=count),
        "updated": last_time(log, np.ones(len(log["at"]), dtype=bool), count),
    }


def tickets_frame(world: World, rng: np.random.Generator, tickets: Columns) -> pl.DataFrame:
    """The raw table `tickets`."""
    count = len(tickets["created"])
    kind, customer, typed = tickets["kind"], tickets["customer"], tickets["typed"]
    country = world.customer_country[customer].astype(np.int64)
    anonymous = rng.random(count) < 0.012
    enterprise = world.customer_segment[customer] == 2
    policy = np.where(enterprise, 1, 0)
    policy = np.where(rng.random(count) < 0.04, -1, policy)
    topic = np.where(rng.random(count) < 0.025, -1, tickets["last_topic"])
    own_due = rng.random(count) < 0.02
    due = tickets["created"] + np.array([10, 6, 3, 1])[tickets["priority"]] * 86_400
    learned = np.where(tickets["solved_at"] > 0, rng.random(count) < 0.07, -1)
    parent = tickets["parent"]
    phrase = labels([name for _, name, *_ in company.TOPICS], tickets["topic"])
    subject = phrase + labels(["", ", please help", ' "urgent"'], tickets["origin"] % 3)
    subject = subject + ids(" SUBJ-", tickets["origin"], 100_000)
    tags = labels(["vip", "follow_up", "vip;refund", "beta"], rng.integers(-12, 4, count).clip(-1))
    frame = pl.DataFrame(
        {
            "ticket_id": ticket_ids(tickets["number"]),
            "created_at": stamps(tickets["created"]),
            "status": labels(company.STATUSES, tickets["status"]),
            "channel": labels(company.CHANNELS, tickets["channel"]),
            # The help desk does not know the direction of what its agents type.
            "direction": labels(
                ("inbound", "outbound"), np.where(typed, -1, (kind == OUTBOUND).astype(int))
            ),
            "created_by_type": labels(
                ("customer", "agent"), ((kind == OUTBOUND) | typed).astype(int)
            ),
            "customer_id": customer_ids(np.where(anonymous, -1, customer)),
            "organisation_id": ids("ORG", np.where(enterprise, customer // 12, -1), 10),
            "subject": subject,
            "ticket_type": labels(company.TYPES, company.TOPIC_TYPE[tickets["topic"]]),
            "priority": labels(company.PRIORITIES, tickets["last_priority"]),
            "topic_id": labels([row[0] for row in company.TOPICS], topic),
            "topic_name": labels([row[1] for row in company.TOPICS], topic),
            "product_id": labels([row[0] for row in company.PRODUCTS], tickets["product"]),
            "product_name": labels([row[1] for row in company.PRODUCTS], tickets["product"]),
            "team_id": labels([row[0] for row in company.TEAMS], tickets["last_team"]),
            "assignee_id": labels(agent_names(len(world.agent_team)), tickets["assignee"]),
            "language": labels([row[1] for row in company.COUNTRIES], country),
            "country": labels([row[0] for row in company.COUNTRIES], country),
            "tags": tags,
            "is_spam": flags((kind == SPAM).astype(int)),
            "is_test": flags(tickets["is_test"].astype(int)),
            "is_deleted": flags((kind == TRASHED).astype(int)),
            "merged_into_ticket_id": ticket_ids(
                np.where(
                    (kind == MERGED) & (tickets["status"] == CLOSED), tickets["number"][parent], -1
                )  # fmt: skip
            ),
            "split_from_ticket_id": ticket_ids(tickets["split_from"]),
            "schedule_id": labels(company.SCHEDULES, company.TEAM_SITE[tickets["team"]]),
            "sla_policy_id": labels(POLICIES, policy),
            "first_responded_at": stamps(tickets["first_responded"]),
            "solved_at": stamps(tickets["solved_at"]),
            "closed_at": stamps(tickets["closed_at"]),
            "reopen_count": numbers(tickets["reopens"]),
            "resolution_due_at": stamps(np.where(own_due, due, -1)),
            "fulfilled_at": stamps(tickets["fulfilled"]),
            "knowledge_added": flags(learned),
            "updated_at": stamps(tickets["updated"]),
        }
    )
    return delivered(frame)


def events_frame(world: World, tickets: Columns, log: Columns) -> pl.DataFrame:
    """The raw table `ticket_events`."""
    kind, actor_type = log["kind"], log["actor_type"]
    number = tickets["number"][log["ticket"]]
    agents = agent_names(len(world.agent_team))
    by_agent = np.isin(actor_type, (event_log.AGENT, event_log.BOT))
    actor = pl.DataFrame(
        {
            "agent": labels(agents, np.where(by_agent, log["actor"], -1)),
            "customer": customer_ids(np.where(actor_type == event_log.CUSTOMER, log["actor"], -1)),
        }
    )
    channel = tickets["channel"][log["ticket"]]
    automated = np.isin(actor_type, (event_log.BOT, event_log.SYSTEM)).astype(int)
    spoken = (channel == PHONE) & (kind != event_log.CREATED)
    channel = np.where(np.isin(kind, KINDS_WITH_CHANNEL), np.where(spoken, 0, channel), -1)
    frame = pl.DataFrame(
        {
            "event_id": ids("E", number * event_log.SLOTS + log["sequence"], 1_000_000),
            "ticket_id": ticket_ids(number),
            "occurred_at": stamps(log["at"]),
            "event_type": labels(event_log.KINDS, kind),
            "sequence": numbers(log["sequence"]),
            "actor_type": labels(event_log.ACTORS, actor_type),
            "actor_id": actor.select(pl.coalesce("agent", "customer")).to_series(),
            "is_public": flags(np.where(kind == event_log.CREATED, 1, log["public"])),
            "is_automated": flags(automated),
            "channel": labels(company.CHANNELS, channel),
            "old_value": _values(tickets, agents, kind, log["old"]),
            "new_value": _values(tickets, agents, kind, log["new"]),
            "article_id": ids("KB", log["article"], 100),
            "work_seconds": numbers(log["work"]),
        }
    )
    return delivered(frame)


def _values(tickets: Columns, agents: list[str], kind: np.ndarray, code: np.ndarray) -> pl.Series:
    """Old or new value of each change, in the words of its kind."""
    words: list[str] = []
    start = np.zeros(len(event_log.KINDS), dtype=np.int64)
    vocabularies = {
        event_log.STATUS: company.STATUSES,
        event_log.ASSIGN: agents,
        event_log.TEAM: [row[0] for row in company.TEAMS],
        event_log.PRIORITY: company.PRIORITIES,
        event_log.TOPIC: [row[0] for row in company.TOPICS],
    }
    for tracked, names in vocabularies.items():
        start[tracked] = len(words)
        words.extend(names)
    merged = kind == event_log.MERGE
    plain = labels(words, np.where((code >= 0) & ~merged, start[kind] + code, -1))
    target = ticket_ids(np.where(merged & (code >= 0), tickets["number"][code], -1))
    return pl.select(pl.coalesce(plain, target)).to_series()
