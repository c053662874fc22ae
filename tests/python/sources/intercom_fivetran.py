"""The desk as Fivetran lands Intercom: every version of a conversation, actions with replies."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.python.sources.desk import (
    AGENTS,
    MINUTE,
    RULE,
    TEAMS,
    Change,
    Ticket,
    make_desk,
)
from tests.python.sources.intercom_tickets import author_type, is_no_conversation, ticket_tables
from tests.python.sources.truth import Cells, ticket_truth
from tests.python.sources.write import SYNCED, Rows, as_csv, stamp

# Needs opening hours and targets, which are not landed.
UNTOLD = {"first_response_time_business", "sla_compliance_rate"}
SECOND = timedelta(seconds=1)
STATES = {
    "new": "open", "open": "open", "pending": "snoozed", "hold": "snoozed", "solved": "closed",
    "closed": "closed",
}  # fmt: skip
PART_TYPES = {"open": "open", "snoozed": "snoozed", "closed": "close"}
PRIORITIES = {"low": "low", "normal": "not_priority", "high": "priority", "urgent": "urgent"}
RATINGS = {"good": ("4", "5"), "bad": ("3", "1")}


def truth() -> Cells:
    """What needs neither opening hours nor targets."""
    return ticket_truth(_desk(), untold=UNTOLD)


def files() -> dict[str, str]:
    """The tables that the source reads."""
    desk = _desk()
    tickets = [ticket for ticket in desk if not is_no_conversation(ticket)]
    return as_csv(
        {
            **ticket_tables(desk),
            "conversation_history": [row for t in tickets for row in _versions(t)],
            "conversation_part_history":
                [row for t in tickets for row in _parts(t)] + _merges(desk),
            "conversation_contact_history": [
                {"conversation_id": t.ticket_id, "contact_id": t.customer,
                 "conversation_updated_at": stamp(t.created)}
                for t in tickets
            ],
            "conversation_tag_history": [
                {"conversation_id": t.ticket_id, "tag_id": tag,
                 "conversation_updated_at": stamp(t.created)}
                for t in tickets
                for tag in ("81", "82", "81")
            ],
            "tag": [{"id": "81", "name": "refund, return"}, {"id": "82", "name": "vip"}],
            # Whoever left is not among them any more.
            "admin": [{"id": a, "name": f"Person {a}", "_fivetran_synced": SYNCED} for a in AGENTS],
            "team": [{"id": team, "name": f"Team {team}"} for team in TEAMS],
            "team_admin": [{"team_id": TEAMS[0], "admin_id": agent} for agent in AGENTS],
        }
    )  # fmt: skip


def _desk() -> list[Ticket]:
    """Deleted conversations tell nothing; nobody has those that were never answered."""
    tickets = {ticket.ticket_id: ticket for ticket in make_desk()}
    return [
        _merged(ticket, tickets[ticket.merged_into])
        if ticket.merged_into
        else replace(
            ticket,
            changes=[
                change
                for change in ticket.changes
                if ticket.template != "never_answered" or change.field != "assignee"
            ],
        )
        for ticket in tickets.values()
        if not ticket.is_deleted
    ]


def _merged(ticket: Ticket, survivor: Ticket) -> Ticket:
    """The customer of the survivor wrote a second time; an agent saw it minutes later."""
    told = replace(
        ticket,
        customer=survivor.customer, opened_by=survivor.customer,
        created=survivor.created + MINUTE, messages=[], changes=[],
    )  # fmt: skip
    told.says(told.created, told.customer)
    told.turns(told.created, "new", told.customer)
    told.turns(told.created, TEAMS[0], RULE, "team")
    told.turns(told.created + 5 * MINUTE, "closed", RULE)
    return told


def _merges(desk: list[Ticket]) -> Rows:
    """A part on either side; at that very second a conversation of somebody else survives, too."""
    conversations = [ticket for ticket in desk if not is_no_conversation(ticket)]
    return [
        {
            **_part(side, f"m{number}", merged.created + 5 * MINUTE + lag * SECOND),
            "part_type": f"merged_{part}_conversation", "author_type": "bot", "author_id": "1",
        }
        for number, merged in enumerate(t for t in conversations if t.merged_into)
        for side, part, lag in [
            (merged.ticket_id, "secondary", 0),
            (merged.merged_into or "", "primary", 1),
            (conversations[number].ticket_id, "primary", 0),
        ]
    ]  # fmt: skip


def _versions(ticket: Ticket) -> Rows:
    """The last version first; of some conversations none is marked as active."""
    moments = [change.at for change in ticket.changes] + [at for at, _ in ticket.ratings]
    moments += [ticket.invited] if ticket.invited else []
    last = max(moments)
    return [
        {**_version(ticket, at),
         "_fivetran_active": str(at == last and int(ticket.ticket_id) % 7 > 0).lower()}
        for at in sorted(set(moments), reverse=True)
    ]  # fmt: skip


def _version(ticket: Ticket, at: datetime) -> dict[str, str | None]:
    """What was known of a conversation at a moment."""
    states = [STATES[c.value or ""] for c in ticket.changes if c.field == "status" and c.at <= at]
    teams = [c.value for c in ticket.changes if c.field == "team" and c.at <= at]
    ratings = [score for moment, score in ticket.ratings if moment <= at]
    rating = RATINGS[ratings[-1]][int(ticket.ticket_id) % 2] if ratings else None
    is_customer = ticket.opened_by == ticket.customer
    return {
        "id": ticket.ticket_id, "created_at": stamp(ticket.created), "updated_at": stamp(at),
        "state": states[-1], "source_type": ticket.channel,
        "source_author_type": "user" if is_customer else "admin",
        "source_author_id": ticket.opened_by,
        "source_delivered_as": "customer_initiated" if is_customer else "admin_initiated",
        "source_subject": f"Request {ticket.ticket_id}",
        "assignee_id": ticket.assignee or "0", "team_assignee_id": teams[-1],
        "priority": PRIORITIES.get(ticket.priority or "", "none"),
        "sla_name": None, "sla_status": None,
        "conversation_rating_created_at":
            stamp(ticket.invited) if ticket.invited and ticket.invited <= at else None,
        "conversation_rating_value": rating,
        "statistics_count_reopens": str(
            sum(pair == ("closed", "open") for pair in zip(states, states[1:], strict=False))
        ),
        "_fivetran_synced": SYNCED,
    }  # fmt: skip


def _parts(ticket: Ticket) -> Rows:
    """All but the opening message. What one person did at one moment is one part."""
    rows: dict[tuple[datetime, str, str], dict[str, str | None]] = {}
    for message in ticket.messages[1:]:
        kind = "comment" if message.is_public else "note"
        row = {"part_type": kind, "body": "…"}
        if message.at == ticket.first_reply and int(ticket.ticket_id) % 2:
            row |= {"part_type": "assignment", "assigned_to_type": "admin"}
            row |= {"assigned_to_id": message.author}
        rows[message.at, message.author, ""] = row
    state = "open"
    # Some conversations are open again because the customer wrote, and no part says so.
    is_untold = ticket.is_reopened and int(ticket.ticket_id) % 3 == 0
    for change in ticket.changes:
        if change.field != "status":
            rows[change.at, change.author, change.field] = _assignment(change)
        elif is_untold and change.value == "pending":
            # Nor is it snoozed, which would say that it is open again.
            continue
        elif STATES[change.value or ""] != state:
            state = STATES[change.value or ""]
            said = rows.pop((change.at, change.author, ""), {})
            is_by_customer = said and change.author == ticket.customer
            kind = "comment" if is_by_customer and is_untold else PART_TYPES[state]
            rows[change.at, change.author, "state"] = {**said, "part_type": kind}
    return [
        {
            **_part(ticket.ticket_id, f"{number:02}", at),
            "author_type": author_type(ticket, author), "author_id": author,
            **rows[at, author, name],
        }
        for number, (at, author, name) in enumerate(sorted(rows))
    ]  # fmt: skip


def _part(conversation: str, number: str, at: datetime) -> dict[str, str | None]:
    return {
        "id": f"{conversation}{number}", "conversation_id": conversation, "part_type": None,
        "author_type": None, "author_id": None, "created_at": stamp(at),
        "assigned_to_type": None, "assigned_to_id": None, "body": None,
        "_fivetran_synced": SYNCED,
    }  # fmt: skip


def _assignment(change: Change) -> dict[str, str | None]:
    kind = "team" if change.field == "team" else "admin"
    return {
        "part_type": "assignment", "assigned_to_type": kind, "assigned_to_id": change.value,
    }  # fmt: skip
