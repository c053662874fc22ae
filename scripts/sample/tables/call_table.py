"""The raw table `calls` from the columns of its sessions."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.company import CHAT, PHONE
from scripts.sample.desk.tickets import Columns
from scripts.sample.desk.worktime import MISSING
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

OUTCOMES = (
    "answered",
    "abandoned",
    "missed",
    "voicemail",
    "callback",
    "flow_out",
    "ivr_only",
    "failed",
    "phantom",
)
(ANSWERED, ABANDONED, MISSED, VOICEMAIL, CALLBACK, FLOW_OUT, IVR_ONLY, FAILED,
 PHANTOM) = range(9)  # fmt: skip
QUEUES = ("Q-PHONE-THR", "Q-CHAT-THR", "Q-PHONE-BUH", "Q-CHAT-BUH")
QUEUE_NAMES = ("Phone Tehran", "Chat Tehran", "Phone Bucharest", "Chat Bucharest")
ENDERS = ("customer", "agent", "system")


def calls_frame(world: World, calls: Columns, chunk: int) -> pl.DataFrame:
    """The raw table `calls`, sorted by start."""
    base = chunk * 1_000_000
    site = company.TEAM_SITE[calls["team"]]
    queue = site * 2 + (calls["media"] == CHAT)
    no_queue = calls["outbound"] | np.isin(calls["outcome"], (IVR_ONLY, PHANTOM))
    queue = np.where(no_queue, -1, queue)
    has_ivr = (calls["media"] == PHONE) & ~calls["outbound"] & (calls["parent"] < 0)
    ticket = calls["ticket"]
    frame = pl.DataFrame(
        {
            "call_id": ids("CL", calls["row"] + base, 500_000),
            "parent_call_id": ids(
                "CL", np.where(calls["parent"] >= 0, calls["parent"] + base, -1), 500_000
            ),
            "media": labels(("voice", "chat"), (calls["media"] == CHAT).astype(int)),
            "direction": labels(("inbound", "outbound"), calls["outbound"].astype(int)),
            "customer_id": customer_ids(calls["customer"]),
            "queue_id": labels(QUEUES, queue),
            "queue_name": labels(QUEUE_NAMES, queue),
            "team_id": labels([row[0] for row in company.TEAMS], calls["team"]),
            "started_at": stamps(calls["started"]),
            "queued_at": stamps(calls["queued"]),
            "answered_at": stamps(calls["answered"]),
            "ended_at": stamps(calls["ended"]),
            "outcome": labels(OUTCOMES, calls["outcome"]),
            "wait_seconds": numbers(calls["wait"]),
            "ivr_seconds": numbers(np.where(has_ivr, calls["ivr"], MISSING)),
            "ring_seconds": numbers(calls["ring"]),
            "talk_seconds": numbers(calls["talk"]),
            "hold_seconds": numbers(calls["hold"]),
            "wrap_seconds": numbers(calls["wrap"]),
            "agent_id": labels(agent_names(len(world.agent_team)), calls["agent"]),
            "transferred_to": labels([row[0] for row in company.TEAMS], calls["transferred"]),
            "callback_accepted_at": stamps(calls["accepted"]),
            "callback_completed_at": stamps(calls["completed"]),
            "ticket_id": ticket_ids(ticket),
            "topic_id": labels([row[0] for row in company.TOPICS], calls["topic"]),
            "disposition": labels(("unresolved", "resolved"), calls["solved"]),
            "disconnected_by": labels(ENDERS, calls["ender"]),
            "is_after_hours": flags(calls["after_hours"].astype(int)),
            "is_test": flags(calls["is_test"].astype(int)),
        }
    )
    return delivered(frame.sort("started_at", "call_id"))
