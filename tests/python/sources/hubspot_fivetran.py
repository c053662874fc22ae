"""The desk as Fivetran lands HubSpot's Service Hub: stages of two pipelines, mails and threads."""

from dataclasses import replace

from tests.python.sources.desk import (
    AGENTS,
    DAY,
    RULE,
    TEAMS,
    Change,
    Ticket,
    make_desk,
)
from tests.python.sources.hours import LATE
from tests.python.sources.hubspot_messages import USERS, by_mail, mails, messages, thread
from tests.python.sources.truth import Cells, resolution_target, ticket_truth
from tests.python.sources.write import SYNCED, Rows, as_csv, stamp

# Needs opening hours, or surveys.
UNTOLD = {"first_response_time_business", "csat", "survey_response_rate"}
# Stage, label and whether it is closed, by pipeline and status.
STAGES = {
    "0": {
        "new": ("1", "New", False), "open": ("3", "Waiting on us", False),
        "pending": ("2", "Waiting on contact", False), "hold": ("77", "Waiting on vendor", False),
        "solved": ("4", "Closed", True), "closed": ("4", "Closed", True),
        "deleted": ("4", "Closed", True),
    },
    "900": {
        "new": ("8001", "New", False), "open": ("8003", "In progress", False),
        "pending": ("8002", "Waiting on contact", False), "hold": ("8005", "Fixed", False),
        "solved": ("8004", "All done!", True), "closed": ("8006", "Forgotten", True),
        "deleted": ("8006", "Forgotten", True),
    },
    # The number that is closed elsewhere.
    "901": {"new": ("4", "New", False)},
}  # fmt: skip
PRIORITIES = {"low": "LOW", "normal": "MEDIUM", "high": "HIGH", "urgent": "URGENT"}
PROPERTIES = {"assignee": "hubspot_owner_id", "team": "hubspot_team_id"}
# The deadline on the ticket, which is that of its resolution.
DUE = 2 * DAY


def truth() -> Cells:
    """What needs neither opening hours nor surveys."""
    return ticket_truth(_desk(), lambda t: resolution_target(t, t.created + DUE), UNTOLD)


def files() -> dict[str, str]:
    """The tables that the source reads."""
    tickets = _desk()
    threads = [ticket for ticket in tickets if not by_mail(ticket)]
    return as_csv(
        {
            "ticket": [_ticket(ticket, tickets) for ticket in tickets],
            "ticket_property_history": [row for ticket in tickets for row in _history(ticket)],
            "ticket_pipeline_stage": [
                {"stage_id": stage, "pipeline_id": pipeline, "label": label,
                 "is_closed": str(is_closed).lower(), "_fivetran_deleted": "false"}
                for pipeline, stages in STAGES.items()
                for stage, label, is_closed in dict.fromkeys(stages.values())
            ],
            # Whoever left is not among them any more.
            "owner": [
                {"owner_id": agent, "active_user_id": USERS[agent], "first_name": "Person",
                 "last_name": agent, "_fivetran_synced": SYNCED}
                for agent in AGENTS
            ],
            "owner_team": [
                {"owner_id": agent, "team_id": team, "is_team_primary": is_primary}
                for agent in AGENTS
                for team, is_primary in zip(TEAMS, ("true", "false"), strict=True)
            ],
            "team": [{"id": team, "name": f"Team {team}"} for team in TEAMS],
            # Somebody is in copy everywhere.
            "ticket_contact": [
                {"ticket_id": ticket.ticket_id, "contact_id": contact}
                for ticket in tickets
                for contact in ("99999", ticket.customer)
            ],
            "conversation_thread": [thread(ticket) for ticket in threads],
            "conversation_message_history": [row for t in threads for row in messages(t)],
            "conversation_actor": [
                {"id": f"A-{user}", "type": "AGENT"} for user in USERS.values()
            ] + [{"id": "B-1", "type": "BOT"}],
            "ticket_engagement": [
                {"ticket_id": ticket.ticket_id, "engagement_id": row["engagement_id"]}
                for ticket in tickets
                for row in mails(ticket)
            ],
            "engagement_email": [row for ticket in tickets for row in mails(ticket)],
        }
    )  # fmt: skip


def _desk() -> list[Ticket]:
    """Who was never answered has closed the ticket himself, and opened it again."""
    return [_closed_once(t) if t.template == "never_answered" else t for t in make_desk()]


def _closed_once(ticket: Ticket) -> Ticket:
    closed = ticket.created + DAY
    again = [
        Change(at, "status", value, ticket.customer)
        for at, value in ((closed, "solved"), (closed + 2 * DAY, "open"))
    ]
    changes = [*ticket.changes, *again]
    return replace(ticket, changes=changes, first_solve=closed, is_reopened=True)


def _pipeline(ticket: Ticket) -> str:
    return "900" if ticket.schedule is LATE else "0"


def _ticket(ticket: Ticket, tickets: list[Ticket]) -> dict[str, str | None]:
    """A ticket that is open still has the time at which it was closed once."""
    status = [change.value for change in ticket.changes if change.field == "status"][-1]
    merged = [t.ticket_id for t in tickets if t.merged_into == ticket.ticket_id]
    closed = ticket.last_solve or ticket.created + DAY
    replied = ticket.first_reply
    return {
        "id": ticket.ticket_id, "property_createdate": stamp(ticket.created),
        "property_hs_pipeline": _pipeline(ticket),
        "property_hs_pipeline_stage": STAGES[_pipeline(ticket)][status or ""][0],
        "property_closed_date": stamp(closed),
        "property_first_agent_reply_date": stamp(replied),
        "property_hs_ticket_priority": PRIORITIES.get(ticket.priority or ""),
        "property_hubspot_owner_id": ticket.assignee,
        "property_subject": f"Request {ticket.ticket_id}",
        "property_source_type": "EMAIL" if by_mail(ticket) else "CHAT",
        "property_hs_time_to_close_sla_at":
            stamp(ticket.created + DUE) if ticket.is_inbound else None,
        "property_time_to_first_agent_reply":
            f"{(replied - ticket.created).total_seconds() * 1000:.0f}" if replied else None,
        "property_time_to_close": f"{(closed - ticket.created).total_seconds() * 1000:.0f}",
        "property_hs_merged_object_ids": ";".join((*merged, ticket.ticket_id)) if merged else None,
        "is_deleted": str(ticket.is_deleted).lower(), "_fivetran_synced": SYNCED,
    }  # fmt: skip


def _history(ticket: Ticket) -> Rows:
    """A ticket that was handed over began in the other pipeline."""
    rows = [
        ("hs_ticket_priority", ticket.created, PRIORITIES.get(ticket.priority or ""), "FORM"),
        ("subject", ticket.created, "…", "FORM"),
    ]
    for position, change in enumerate(ticket.changes):
        source = "AUTOMATION_PLATFORM" if change.author == RULE else "CRM_UI"
        if change.field in PROPERTIES:
            rows.append((PROPERTIES[change.field], change.at, change.value, source))
            continue
        was_elsewhere = ticket.template == "handed_over" and position == 0
        stages = STAGES["900" if was_elsewhere else _pipeline(ticket)]
        rows.append(("hs_pipeline_stage", change.at, stages[change.value or ""][0], source))
    return [
        {
            "ticket_id": ticket.ticket_id, "name": name, "value": value, "source": source,
            "timestamp_instant": stamp(at), "_fivetran_synced": SYNCED,
        }
        for name, at, value, source in rows
    ]  # fmt: skip
