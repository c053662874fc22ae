"""A small desk whose tickets show every metric of an agreement, and what befalls tickets."""

import csv
from pathlib import Path

DAY = "2025-03-03"
TICKETS = """\
ticket_id,created_at,status,channel,created_by_type,customer_id,priority,sla_policy_id,team_id
ALL,09:00:00,solved,email,customer,c1,p4,P,G1
WORD,09:00:00,solved,email,customer,c2,p5,P,G1
GROUP,09:00:00,solved,email,customer,c3,low,P,G1
PAUSE,09:00:00,solved,email,customer,c4,p4,OWN,G1
MOVED,09:00:00,solved,email,customer,c5,p4,,G1
TYPED,09:00:00,solved,phone,agent,c6,p4,,G1
NOTED,09:00:00,solved,email,agent,c7,p4,,G1
SENT,09:00:00,solved,email,agent,c8,p4,,G1
GREETED,09:00:00,solved,chat,customer,c9,p4,,G1
WIPED,09:00:00,solved,email,customer,c10,p4,,G1
ODD,09:00:00,finished at last,email,customer,c11,p4,,G1
QUICK,09:00:00,solved,email,customer,c12,p4,,G1
HELD,09:00:00,solved,email,customer,c13,p4,,G1
END,18:00:00,open,email,customer,c14,p4,,G1
CLOCK,09:00:00,solved,email,customer,c15,p4,P,G1
CLICK,09:00:00,solved,email,customer,c16,p4,,G3
"""
SOLVED_AT = {"ODD": "10:00:00"}
# Ticket, time, kind of event, type and id of the actor, old and new value, in the order of the log.
EVENTS = """\
ALL 09:30:00 public_message agent a1 - -
ALL 09:40:00 status_change agent a1 new pending
ALL 10:00:00 public_message customer c1 - -
ALL 10:00:00 status_change customer c1 pending open
ALL 10:20:00 team_change agent a1 G1 G2
ALL 10:40:00 public_message agent a1 - -
ALL 10:40:00 status_change agent a1 open on-hold
ALL 12:40:00 status_change agent a1 on-hold open
ALL 13:00:00 status_change agent a1 open solved
WORD 09:50:00 public_message agent a1 - -
WORD 10:00:00 status_change agent a1 new solved
GROUP 09:50:00 public_message agent a1 - -
GROUP 10:00:00 status_change agent a1 new solved
PAUSE 09:10:00 status_change agent a1 new at-lab
PAUSE 12:10:00 status_change agent a1 at-lab open
PAUSE 12:20:00 status_change agent a1 open solved
MOVED 10:00:00 sla_policy_change agent a1 - P
MOVED 12:00:00 status_change agent a1 new solved
TYPED 10:00:00 status_change agent a1 new solved
NOTED 09:00:00 internal_note agent a1 - -
NOTED 09:30:00 public_message customer c7 - -
NOTED 09:40:00 public_message agent a1 - -
NOTED 10:00:00 status_change agent a1 new solved
SENT 09:00:00 public_message agent a1 - -
SENT 10:00:00 status_change agent a1 new solved
GREETED 09:00:00 public_message agent a1 - -
GREETED 09:01:00 public_message customer c9 - -
GREETED 09:03:00 public_message agent a1 - -
GREETED 10:00:00 status_change agent a1 new solved
WIPED 09:10:00 public_message - - - -
WIPED 10:00:00 status_change - - new solved
QUICK 09:00:00 status_change agent a1 new solved
HELD 09:10:00 assignment system - - a2
HELD 10:00:00 assignment system - a2 -
HELD 10:00:00 status_change agent a1 new solved
CLOCK 13:00:00 status_change agent a1 new solved
CLOCK 11:00:00 status_change customer c15 solved open
CLOCK 12:00:00 status_change agent a1 open solved
CLICK 10:00:00 team_change system - G1 G2
CLICK 10:00:00 public_message agent a1 - -
CLICK 10:00:00 team_change agent a1 G2 G3
CLICK 11:00:00 status_change agent a1 new solved
CLICK 11:00:00 team_change system - G3 G4
"""
# What is agreed for a ticket of priority p4, in minutes, and what ALL needs for each.
AGREED = {
    "first_reply": 30,
    "next_reply": 40,
    "requester_wait": 219,
    "agent_work": 100,
    "periodic_update": 69,
    "pausable_update": 50,
    "resolution": 100,
    "total_resolution": 240,
    "team_ownership": 80,
}
POLICY = [
    *(f"P,{metric}_time,p4,{60 * minutes},false," for metric, minutes in AGREED.items()),
    "P,first_reply_time,p5,2999,false,",
    "OWN,requester_wait,p4,1200,false,at-lab; pending",
]


def write_ticket_desk(raw: Path) -> None:
    """Its raw files."""
    raw.mkdir()
    rows = list(csv.DictReader(TICKETS.splitlines()))
    for row in rows:
        row["created_at"] = f"{DAY}T{row['created_at']}Z"
        solved = SOLVED_AT.get(row["ticket_id"])
        row["solved_at"] = f"{DAY}T{solved}Z" if solved else ""
    _write(raw / "tickets.csv", rows)
    names = ("ticket_id", "occurred_at", "event_type", "actor_type", "actor_id")
    events = []
    for number, line in enumerate(EVENTS.splitlines()):
        values = [
            "" if value == "-" else value.replace("at-lab", "at lab") for value in line.split()
        ]
        event = dict(zip((*names, "old_value", "new_value"), values, strict=True))
        event["occurred_at"] = f"{DAY}T{event['occurred_at']}Z"
        events.append({"event_id": f"e{number}", "sequence": str(number), **event})
    _write(raw / "ticket_events.csv", events)
    head = "policy_id,metric,priority,target_seconds,business_hours_flag,pausing_statuses"
    policy = "\n".join([head, *POLICY]).replace("at-lab", "at lab")
    (raw / "sla_policies.csv").write_text(policy + "\n")
    (raw / "agents.csv").write_text("agent_id,is_bot\na1,false\na2,false\n")


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
