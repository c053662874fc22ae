"""The desk in the tables of Zammad's own database."""

from dataclasses import replace
from datetime import datetime

from tests.python.sources.desk import MINUTE, RULE, TEAMS, Change, Message, Ticket, make_desk
from tests.python.sources.truth import Cells, ticket_truth
from tests.python.sources.write import Rows, as_csv, stamp

# Has no ratings, and its opening hours and targets cannot be read.
UNTOLD = {"csat", "survey_response_rate", "first_response_time_business", "sla_compliance_rate"}
# User 1 is nobody, and does what rules do.
NOBODY = "1"
# The last state was added by the account.
STATES = (
    "new", "open", "pending reminder", "closed", "merged", "removed", "pending close",
    "waiting for a vendor",
)  # fmt: skip
STATE_TYPES = {
    "new": "1", "open": "2", "pending reminder": "3", "pending action": "4", "closed": "5",
    "merged": "6", "removed": "7",
}  # fmt: skip
TYPE_OF = {"pending close": "pending action", "waiting for a vendor": "pending reminder"}
STATE_OF = {
    "new": "new", "open": "open", "pending": "pending reminder", "solved": "closed",
    "closed": "closed", "hold": "waiting for a vendor", "deleted": "removed",
}  # fmt: skip
PRIORITIES = {"low": "1 low", "normal": "2 normal", "high": "3 high", "urgent": "3 high"}
KINDS = ("email", "note")
SENDERS = ("Agent", "Customer", "System")
HISTORY_TYPES = ("created", "updated", "merged_into", "received_merge", "notification")
OBJECTS = ("Ticket", "Ticket::Article", "User")
ATTRIBUTES = ("state", "owner", "group", "title")
FIELDS = {"status": "state", "assignee": "owner", "team": "group"}


def truth() -> Cells:
    """What needs neither ratings nor opening hours nor targets."""
    return ticket_truth(_desk(), untold=UNTOLD)


def files() -> dict[str, str]:
    """The tables that the source reads."""
    tickets = _desk()
    people = sorted({person for ticket in tickets for person in _people(ticket)} - {""})
    return as_csv(
        {
            "tickets": [_ticket(ticket) for ticket in tickets],
            "ticket_articles": [row for ticket in tickets for row in _articles(ticket, tickets)],
            "histories": [row for ticket in tickets for row in _histories(ticket)],
            "ticket_states": [
                {"id": str(number), "name": name, "state_type_id": STATE_TYPES[kind]}
                for number, name in enumerate(STATES, 1)
                for kind in [TYPE_OF.get(name, name)]
            ],
            "ticket_state_types": [{"id": key, "name": name} for name, key in STATE_TYPES.items()],
            "ticket_priorities": _named(dict.fromkeys(PRIORITIES.values())),
            "ticket_article_types": _named(KINDS),
            "ticket_article_senders": _named(SENDERS),
            "history_types": _named(HISTORY_TYPES),
            "history_objects": _named(OBJECTS),
            "history_attributes": _named(ATTRIBUTES),
            "groups": [{"id": team, "name": f"Team {team}"} for team in TEAMS],
            "users": [{"id": NOBODY, "firstname": "-", "lastname": ""}]
            + [{"id": one, "firstname": "Person", "lastname": one} for one in people],
        }
    )  # fmt: skip


def _desk() -> list[Ticket]:
    """Everybody is in a table for ever; what was merged came while the survivor was new."""
    tickets = {ticket.ticket_id: ticket for ticket in make_desk()}
    return [
        _merged(ticket, tickets[ticket.merged_into]) if ticket.merged_into else ticket
        for ticket in tickets.values()
    ]


def _merged(ticket: Ticket, survivor: Ticket) -> Ticket:
    """The customer asks a second time, or had asked before the ticket that survives."""
    is_older = int(ticket.ticket_id) % 2 > 0
    told = replace(
        ticket,
        created=survivor.created + (-MINUTE if is_older else MINUTE),
        customer=survivor.customer, opened_by=survivor.customer, messages=[], changes=[],
    )  # fmt: skip
    told.says(told.created, told.customer)
    told.turns(told.created, "new", told.customer)
    told.turns(told.created, TEAMS[0], RULE, "team")
    return told


def _people(ticket: Ticket) -> set[str]:
    authors = {message.author for message in ticket.messages}
    return (authors | {ticket.customer, ticket.assignee or ""}) - {RULE}


def _ticket(ticket: Ticket) -> dict[str, str | None]:
    teams = [change.value for change in ticket.changes if change.field == "team"]
    states = _states(ticket)
    closings = [at for at, _, after, _ in states if after == "closed"]
    state = "merged" if ticket.merged_into else states[-1][2] if states else "new"
    sender = "Customer" if ticket.is_inbound else "Agent"
    return {
        "id": ticket.ticket_id, "number": f"63{ticket.ticket_id}",
        "title": f"Request {ticket.ticket_id}", "group_id": teams[-1],
        "priority_id": _id(list(dict.fromkeys(PRIORITIES.values())),
                           PRIORITIES[ticket.priority or "normal"]),
        "state_id": _id(STATES, state), "customer_id": ticket.customer,
        # Whoever merges takes the owner away.
        "owner_id": NOBODY if ticket.merged_into else ticket.assignee or NOBODY,
        "organization_id": None, "type": None,
        "create_article_type_id": _id(KINDS, "email"),
        "create_article_sender_id": _id(SENDERS, sender),
        "close_at": stamp(closings[0]) if closings else None,
        "last_close_at": stamp(closings[-1]) if closings else None,
        # Whole minutes, where a service level applies; up to the first closing, and what was left.
        "first_response_in_min": _minutes(ticket, ticket.first_reply),
        "close_in_min": _minutes(ticket, closings[0] if closings else None),
        "close_diff_in_min": None if not ticket.policy or not closings else "-5",
        "created_at": stamp(ticket.created),
        "updated_at": stamp(max(change.at for change in ticket.changes)),
    }  # fmt: skip


def _minutes(ticket: Ticket, until: datetime | None) -> str | None:
    if not ticket.policy or until is None:
        return None
    return str(int((until - ticket.created).total_seconds() // 60))


def _articles(ticket: Ticket, tickets: list[Ticket]) -> Rows:
    """A merge moves them to the ticket that survives, and leaves a public note."""
    if ticket.merged_into:
        note = Message(ticket.created + 5 * MINUTE, "11")
        return [_article(ticket, f"{ticket.ticket_id}0", note, "note")]
    rows = [
        _article(ticket, f"{ticket.ticket_id}{number}", message, _kind(ticket, message))
        for number, message in enumerate(ticket.messages)
    ]
    return rows + [
        _article(ticket, f"{other.ticket_id}9", message, "email")
        for other in tickets
        if other.merged_into == ticket.ticket_id
        for message in other.messages
    ]


def _kind(ticket: Ticket, message: Message) -> str:
    """What a customer writes in the portal is a note."""
    is_portal = message.author == ticket.customer and int(ticket.ticket_id) % 4 == 0
    return "note" if is_portal else "email"


def _article(ticket: Ticket, number: str, message: Message, kind: str) -> dict[str, str | None]:
    """Some agents wrote on behalf of others, as the importing user did."""
    is_customer, is_rule = message.author == ticket.customer, message.author == RULE
    sender = "System" if is_rule else "Customer" if is_customer else "Agent"
    author = NOBODY if is_rule else message.author
    is_for_another = sender == "Agent" and int(ticket.ticket_id) % 5 == 0
    return {
        "id": number, "ticket_id": ticket.ticket_id, "type_id": _id(KINDS, kind),
        "sender_id": _id(SENDERS, sender), "internal": str(not message.is_public).lower(),
        "created_by_id": NOBODY if is_for_another else author,
        "origin_by_id": author if is_for_another else None, "created_at": stamp(message.at),
    }  # fmt: skip


def _states(ticket: Ticket) -> list[tuple[datetime, str, str, str]]:
    """When, from what, to what and by whom; solved and closed are one state."""
    rows = []
    before = "new"
    for change in (change for change in ticket.changes[1:] if change.field == "status"):
        after = STATE_OF[change.value or ""]
        if after != before:
            rows.append((change.at, before, after, change.author))
        before = after
    return rows


def _histories(ticket: Ticket) -> Rows:
    """Values by id, and as texts that nobody needs; the first ones are told by no change."""
    rows = [_history(ticket.created, ticket.opened_by, "created", None, None, None)]
    for at, before, after, author in _states(ticket):
        ids = _id(STATES, before), _id(STATES, after)
        rows.append(_history(at, author, "updated", "state", *ids))
    for name, first in (("assignee", NOBODY), ("team", "")):
        changes = [change for change in ticket.changes if change.field == name]
        rows += _values(changes, first)
    if ticket.merged_into:
        merge = ticket.created + 5 * MINUTE, "11"
        rows.append(_history(*merge, "merged_into", None, ticket.ticket_id, ticket.merged_into))
        ids = _id(STATES, "new"), _id(STATES, "merged")
        rows.append(_history(*merge, "updated", "state", *ids))
    return [
        {"id": f"{ticket.ticket_id}{number:02}", "o_id": ticket.ticket_id, **row}
        for number, row in enumerate(rows)
    ]


def _values(changes: list[Change], first: str) -> Rows:
    """A ticket is created in its first team, and with nobody as its owner."""
    rows = []
    before = first
    for change in changes:
        if before:
            field = FIELDS[change.field]
            rows.append(_history(change.at, change.author, "updated", field, before, change.value))
        before = change.value or ""
    return rows


def _history(
    at: datetime, author: str, kind: str, field: str | None, before: str | None, after: str | None
) -> dict[str, str | None]:
    return {
        "history_type_id": _id(HISTORY_TYPES, kind), "history_object_id": "1",
        "history_attribute_id": _id(ATTRIBUTES, field) if field else None,
        "id_from": before, "id_to": after, "value_from": None, "value_to": None,
        "created_by_id": NOBODY if author == RULE else author, "created_at": stamp(at),
    }  # fmt: skip


def _named(names: dict[str, None] | tuple[str, ...]) -> Rows:
    return [{"id": str(number), "name": name} for number, name in enumerate(names, 1)]


def _id(names: list[str] | tuple[str, ...], name: str) -> str:
    return str(names.index(name) + 1)
